"""Consents: given, taken back, proved."""

from models import Consent
from services import consents
from tests.services.house import House


async def test_a_consent_is_kept_once_and_proved_after_it_was_taken_back(house: House) -> None:
    person = await house.person()

    await house.do(consents.give, person, "phone")
    await house.do(consents.give, person, "phone")
    assert await house.do(consents.holds, person, "phone")

    await house.do(consents.withdraw, person, "phone")
    assert not await house.do(consents.holds, person, "phone")
    assert await house.rows(Consent, person_id=person, purpose="phone") == 1


async def test_consent_to_an_older_wording_does_not_count(house: House) -> None:
    person = await house.person()
    older = {"person_id": person, "purpose": "phone", "version": 0, "language": "fr", "given_at": house.clock()}
    await house.store.write(lambda session: session.add(Consent(**older)))

    assert not await house.do(consents.holds, person, "phone")


def test_every_purpose_has_a_version_and_a_wording() -> None:
    assert set(consents.VERSIONS) == set(consents.WORDINGS) == set(consents.PURPOSES)


async def test_taking_a_consent_back_takes_back_every_wording_of_it(house: House) -> None:
    person = await house.person()
    older = {"person_id": person, "purpose": "phone", "version": 0, "language": "fr", "given_at": house.clock()}
    await house.store.write(lambda session: session.add(Consent(**older)))

    await house.do(consents.withdraw, person, "phone")

    assert await house.rows(Consent, person_id=person, withdrawn_at=None, purpose="phone") == 0
