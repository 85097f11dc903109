"""A Bot API server over HTTP that is stricter than the vendor, and a person who uses it:

    async with FakeTelegram() as fake:
        ada = fake.person(42, language_code="fr")
        await ada.start("country-bj")  # the bot under test has fake.url as its API base, and fake.token
        screen = await ada.reads()
        await ada.press(screen.buttons[0])
        fake.trouble.next("sendMessage", trouble.too_many(3), trouble.silence(accepted=True))
        ...
        assert not fake.violations

Every rule that a call breaks is in `violations`, every call that was done in `accepted`, those of them whose caller was
not told in `untold`, every call that was turned away in `refusals`. With an explicit `pace` its seconds of waiting pass
quickly; with a `clock` its hours.
"""

from tests.fakes.telegram import trouble
from tests.fakes.telegram.person import NotShown, Person, Received
from tests.fakes.telegram.server import Call, FakeTelegram, Refusal, Violation

__all__ = ["Call", "FakeTelegram", "NotShown", "Person", "Received", "Refusal", "Violation", "trouble"]
