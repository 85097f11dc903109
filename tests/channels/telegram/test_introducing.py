"""What Telegram is told at start, and told only once."""

import pytest

from channels.channel import NotNow, Shut
from channels.telegram import Telegram
from channels.wire import Introduction
from tests.channels.telegram.conftest import Opened
from tests.channels.telegram.standin import Answer, Call, StandIn, failed, ok, page, reset
from tests.clock import FakeClock

ENGLISH = Introduction("en", (("menu", "What I can do"), ("help", "How this works")), "A footbridge.", "Footbridge")
FRENCH = Introduction(
    "fr", (("menu", "Ce que je sais faire"), ("help", "Comment ça marche")), "Une passerelle.", "Lien"
)
PSEUDO = Introduction("qps", (("menu", "Ŵĥåţ"),), "[Å]", "[Š]")
SETS = ["setMyCommands", "setMyDescription", "setMyShortDescription"]
SCOPE = {"type": "all_private_chats"}


def changes(standin: StandIn) -> list[Call]:
    return [call for call in standin.calls if not call.method.startswith("get")]


async def test_a_new_bot_is_told_everything_in_every_language(telegram: Telegram, standin: StandIn) -> None:
    await telegram.prepare([FRENCH, ENGLISH, PSEUDO])

    wire, menu, *others = changes(standin)
    assert wire == Call("deleteWebhook", {"drop_pending_updates": "false"})
    assert menu == Call("setChatMenuButton", {"menu_button": {"type": "commands"}})
    assert [call.method for call in others] == SETS * 3
    assert [call.fields.get("language_code") for call in others] == ["fr"] * 3 + ["en"] * 3 + [None] * 3
    commands = [{"command": name, "description": does} for name, does in FRENCH.commands]
    assert others[0].fields == {"commands": commands, "scope": SCOPE, "language_code": "fr"}
    assert others[1].fields == {"description": FRENCH.about, "language_code": "fr"}
    assert others[8].fields == {"short_description": ENGLISH.short}


@pytest.mark.parametrize(("about", "told"), [("An older text.", ["setMyDescription"]), (FRENCH.about, [])])
async def test_only_what_differs_is_told(telegram: Telegram, standin: StandIn, about: str, told: list[str]) -> None:
    commands = [{"command": name, "description": does} for name, does in FRENCH.commands]
    standin.answer("getMyCommands", ok(commands))
    standin.answer("getMyDescription", ok({"description": about}))
    standin.answer("getMyShortDescription", ok({"short_description": FRENCH.short}))
    standin.answer("getChatMenuButton", ok({"type": "commands"}))

    await telegram.prepare([FRENCH])

    assert [call.method for call in changes(standin)] == ["deleteWebhook", *told]


async def test_a_webhook_is_set_with_its_secret_and_drops_nothing(opened: Opened, standin: StandIn) -> None:
    telegram = opened(webhook_secret="s3cret", public_url="https://passerelle.test/")

    await telegram.prepare([])

    assert standin.calls[0] == Call(
        "setWebhook",
        {
            "url": "https://passerelle.test/telegram/webhook",
            "secret_token": "s3cret",
            "allowed_updates": ["message", "callback_query", "my_chat_member"],
            "max_connections": "40",
            "drop_pending_updates": "false",
        },
    )


FAILURES: dict[str, tuple[Answer, type[NotNow | Shut], float]] = {
    "flood": (failed(429, "Too Many Requests: retry after 9", retry_after=9), NotNow, 9),
    "no bot": (failed(401, "Unauthorized"), Shut, 300),
    "no token": (failed(404, "Not Found"), Shut, 300),
    "no https": (failed(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook"), Shut, 300),
    "restart": (failed(500, "Internal Server Error: restart"), NotNow, 10),
    "gateway": (page(502, "<html>"), NotNow, 10),
    "reset": (reset, NotNow, 10),
}


@pytest.mark.parametrize(("answer", "kind", "seconds"), FAILURES.values(), ids=FAILURES.keys())
async def test_what_fails_is_for_the_caller_to_try_again(
    opened: Opened, standin: StandIn, answer: Answer, kind: type[NotNow | Shut], seconds: float
) -> None:
    standin.answer("setWebhook", answer)

    with pytest.raises((NotNow, Shut)) as met:
        await opened(webhook_secret="s3cret").prepare([ENGLISH])

    assert isinstance(met.value, NotNow | Shut)
    assert (type(met.value), met.value.seconds) == (kind, seconds)
    assert standin.methods() == ["setWebhook"]
    assert "s3cret" not in str(met.value)


async def test_a_bot_that_rests_sets_up_nothing_before(opened: Opened, standin: StandIn, clock: FakeClock) -> None:
    telegram = opened(webhook_secret="s3cret")
    telegram.rest(9)

    with pytest.raises(NotNow) as met:
        await telegram.prepare([ENGLISH])

    assert (met.value.seconds, met.value.account, standin.calls) == (9, True, [])
    clock.move(seconds=9)
    await telegram.prepare([ENGLISH])
    assert standin.methods()[0] == "setWebhook"
