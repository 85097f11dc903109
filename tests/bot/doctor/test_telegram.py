"""The bot as Telegram has it: every step of setting it up told in words, with what to do."""

from collections.abc import AsyncIterator, Sequence

import pytest

from channels.telegram import Telegram, TelegramSettings
from channels.telegram.examining import check_address
from channels.wire import Introduction
from tests.bot.doctor.told import told
from tests.clock import FakeClock
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.trouble import too_many

OURS = "https://passerelle.example"
HOOK = f"{OURS}/telegram/webhook"
SECRET = "a-secret-for-the-webhook"
KINDS = ("message", "callback_query", "my_chat_member")
SPOKEN = tuple(Introduction(code, (("menu", f"{code}: what I do"),), "About me", "Me") for code in ("en", "fr", "ar"))


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=clock, pace=0.01) as fake:
        yield fake


class Doctor:
    """Looks at the bot of the fake, by a secret for its webhook or by none."""

    def __init__(self, fake: FakeTelegram, clock: FakeClock) -> None:
        self.fake, self._clock = fake, clock

    async def finds(
        self, secret: str | None = None, *, token: str = "", api: str | None = "", url: str = OURS
    ) -> list[str]:
        api = self.fake.url if api == "" else api
        wire = Telegram(TelegramSettings(token or self.fake.token, api, secret, url, self._clock))
        try:
            return told(await wire.examine(url, SPOKEN))
        finally:
            await wire.close()

    async def is_hooked(self, url: str = HOOK, kinds: Sequence[str] = KINDS) -> None:
        await self.fake.outlet.set_webhook({"url": url, "secret_token": SECRET, "allowed_updates": list(kinds)})

    def knows(self, *languages: str) -> None:
        """The commands of these languages were set."""
        for each in SPOKEN:
            if each.language in languages:
                commands = [{"command": name, "description": does} for name, does in each.commands]
                self.fake.account.commands["all_private_chats", each.language] = commands

    def failed(self, error: str, clock: FakeClock) -> None:
        self.fake.outlet.webhook.last_error = int(clock().timestamp()), error


@pytest.fixture
def doctor(fake: FakeTelegram, clock: FakeClock) -> Doctor:
    return Doctor(fake, clock)


async def test_a_bot_that_is_asked_for_updates_is_in_order(doctor: Doctor) -> None:
    doctor.knows("en", "fr", "ar")

    assert await doctor.finds() == [
        "✓ Telegram knows the bot: https://t.me/PasserelleTestBot",
        "✓ Telegram is asked for updates; 0 wait there",
        "✓ Telegram shows the commands in: en, fr, ar",
    ]
    assert doctor.fake.violations == []


async def test_a_bot_that_is_brought_its_updates_is_in_order(doctor: Doctor) -> None:
    doctor.knows("en", "fr", "ar")
    await doctor.is_hooked()

    assert await doctor.finds(SECRET) == [
        "✓ Telegram knows the bot: https://t.me/PasserelleTestBot",
        f"✓ Telegram brings updates to {HOOK}",
        "✓ 0 updates wait at Telegram",
        "✓ Telegram shows the commands in: en, fr, ar",
    ]


async def test_a_token_that_telegram_does_not_know_is_told_without_it(doctor: Doctor) -> None:
    (found,) = await doctor.finds(token="123456789:AA-another-token-than-the-one-that-is-known")

    assert found.startswith("✗ Telegram does not know the token (401). @BotFather")
    assert "AA-another" not in found


async def test_a_telegram_that_is_not_reached_is_told(doctor: Doctor) -> None:
    (found,) = await doctor.finds(api="http://127.0.0.1:1")

    assert found.startswith("✗ Telegram does not answer at 127.0.0.1:1 (")
    assert "firewall" in found


async def test_a_telegram_that_wants_to_be_left_alone_is_told(doctor: Doctor) -> None:
    doctor.fake.trouble.next("getMe", too_many(30))

    assert await doctor.finds() == ["✗ Telegram wants to be left alone for 30 s. Ask again then"]


async def test_a_webhook_is_in_the_way_of_asking(doctor: Doctor) -> None:
    await doctor.is_hooked("https://other.example/a-secret-in-a-path")

    found = " ".join(await doctor.finds())

    assert "✗ A webhook is set at other.example, so updates cannot be asked for" in found
    assert "a-secret-in-a-path" not in found


async def test_a_webhook_that_is_not_set_yet_is_told(doctor: Doctor) -> None:
    assert any(each.startswith("✗ No webhook is set at Telegram") for each in await doctor.finds(SECRET))


async def test_a_webhook_of_somebody_else_is_told(doctor: Doctor) -> None:
    await doctor.is_hooked("https://other.example/telegram/webhook")

    assert any(
        each.startswith(f"✗ Telegram brings updates to other.example, not to {HOOK}")
        for each in await doctor.finds(SECRET)
    )


async def test_kinds_of_updates_that_are_not_ours_are_told(doctor: Doctor) -> None:
    await doctor.is_hooked(kinds=["message"])

    assert any(each.startswith("✗ Telegram brings other kinds") for each in await doctor.finds(SECRET))


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://passerelle.example", "only to https"), ("https://passerelle.example:8080", "only to the ports 443")],
)
def test_an_address_that_telegram_takes_no_webhook_for_is_told(
    url: str, words: str, doctor: Doctor, clock: FakeClock
) -> None:
    settings = TelegramSettings(doctor.fake.token, None, SECRET, url, clock)

    assert words in " ".join(told([*check_address(settings, f"{url}/telegram/webhook")]))


REASONS = {
    "Wrong response from the webhook: 401 Unauthorized": "the secret is another one",
    "Wrong response from the webhook: 404 Not Found": "let the proxy hand /telegram/webhook on",
    "Wrong response from the webhook: 502 Bad Gateway": "is passerelle serve running?",
    "SSL error {error:0A000086:SSL routines::certificate verify failed}": "the certificate is not trusted",
    "Failed to resolve host: Name or service not known": "look at its DNS entry",
    "Connection refused": "is the proxy running?",
    "Connection timed out": "does a firewall keep Telegram out?",
    "A thing that nobody has seen yet": "see the log of the proxy",
}


@pytest.mark.parametrize(("error", "words"), REASONS.items(), ids=REASONS)
async def test_what_keeps_telegram_from_bringing_updates_is_told_with_what_to_do(
    error: str, words: str, doctor: Doctor, clock: FakeClock
) -> None:
    await doctor.is_hooked()
    doctor.failed(error, clock)

    (found,) = [each for each in await doctor.finds(SECRET) if "last failed" in each]

    assert found.startswith("✗ ")
    assert words in found


async def test_a_failure_of_yesterday_is_no_trouble_any_more(doctor: Doctor, clock: FakeClock) -> None:
    await doctor.is_hooked()
    doctor.failed("Connection refused", clock)
    clock.move(days=1)

    (found,) = [each for each in await doctor.finds(SECRET) if "last failed" in each]

    assert found.startswith("✓ ")


async def test_many_updates_that_wait_are_told(doctor: Doctor) -> None:
    ada = doctor.fake.person(42)
    for number in range(101):
        await ada.say(f"{number}")
    assert "✓ Telegram is asked for updates; 101 wait there" in await doctor.finds()

    await doctor.is_hooked("http://127.0.0.1:1/telegram/webhook")
    found = await doctor.finds(SECRET, url="http://127.0.0.1:1")
    assert any(each.startswith("✗ 101 updates wait at Telegram. It brings them by and by") for each in found)


async def test_commands_that_are_not_set_in_a_language_are_told(doctor: Doctor) -> None:
    doctor.knows("en")

    (found,) = [each for each in await doctor.finds() if "commands" in each]

    assert found.startswith("✗ The commands at Telegram are not those of this version in: fr, ar.")
