"""What documents tell an office is what the program does."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from channels.channel import Shut
from channels.whatsapp.errors import refusal
from channels.whatsapp.templates import is_of_shape
from locales import LANGUAGES

ROOT = Path(__file__).parents[3]
CHANNELS = (ROOT / "docs" / "channels.md").read_text("utf-8")
TEMPLATES = re.findall(r"^\| \w+ `(\w\w)` \| `(.+)` \| `(.+)` \|$", CHANNELS, re.MULTILINE)
SHUT = CHANNELS.partition("### When Meta shuts the account")[2].partition("\n## ")[0]
CODES = re.findall(r"\d+", " ".join(re.findall(r"^\| (\d[^|]*) \|", SHUT, re.MULTILINE)))
LONGEST_LABEL = 20
"""Of a quick reply: Meta takes a few letters more, some of its consoles do not."""


def test_there_is_a_template_to_submit_in_every_language() -> None:
    assert sorted(code for code, _body, _button in TEMPLATES) == sorted(LANGUAGES)


@pytest.mark.parametrize(("code", "body", "button"), TEMPLATES)
def test_a_template_that_was_submitted_as_it_is_written_rings(code: str, body: str, button: str) -> None:
    parts = [
        {"type": "BODY", "text": body},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": button}]},
    ]

    assert is_of_shape({"language": code, "components": parts})
    assert len(button) <= LONGEST_LABEL
    assert not body.startswith("{{")
    assert not body.endswith("}}")


@pytest.mark.parametrize("code", sorted(set(CODES) - {"33", "299", "100"}))
def test_a_code_that_is_told_to_shut_the_account_does(code: str) -> None:
    assert isinstance(refusal(400, {"code": int(code)}, lambda: 1.0), Shut)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_told_to_operators(name: str) -> None:
    assert f"`{name.upper()}`" in (ROOT / "docs" / "operate.md").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name.startswith(("telegram", "whatsapp"))])
def test_a_setting_of_a_channel_reaches_the_containers(name: str) -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")

    assert f"{name.upper()}: ${{{name.upper()}:-}}" in compose
    assert f"\n{name.upper()}=" in (ROOT / "deploy" / "env.example").read_text("utf-8")
