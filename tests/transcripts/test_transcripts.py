"""Every dialogue, as it reads in each language."""

import re
from pathlib import Path

import polib
import pytest

from locales import LANGUAGES
from models.store import Store
from tests.clock import FakeClock
from tests.transcripts.play import SCRIPTS, Stage

GOLDENS = Path(__file__).parent
NAMES = {script.stem: script for script in SCRIPTS}
STAYING = {name: script for name, script in NAMES.items() if name != "language"}
"""Scripts in which nobody changes the language."""
SENTENCES = [entry.msgid for entry in polib.pofile("locales/passerelle.pot") if entry.msgid.count(" ") > 1]


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """Words do not depend on the database: one is enough."""
    return sqlite_url


@pytest.mark.parametrize("script", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_conversation_reads_as_it_did(
    store: Store,
    clock: FakeClock,
    language: str,
    script: Path,
    update_goldens: bool,
) -> None:
    golden = GOLDENS / language / script.name
    read = await Stage(store, clock, language).play(script.read_text(encoding="utf-8"))  # noqa: ASYNC240  (a small file)
    if update_goldens:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(read, encoding="utf-8")

    assert read == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("script", STAYING.values(), ids=STAYING)
async def test_nothing_is_left_in_english(store: Store, clock: FakeClock, script: Path) -> None:
    """In the pseudo-language no sentence of the catalogue stands as it is, and no place is left open."""
    read = await Stage(store, clock, "qps").play(script.read_text(encoding="utf-8"))  # noqa: ASYNC240  (a small file)

    assert not re.search(r"\{[a-z_]+\}", read)
    assert [sentence for sentence in SENTENCES if sentence in read] == []
