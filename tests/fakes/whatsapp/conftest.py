"""The fake with a webhook that writes down, a business that calls it, and someone who may be answered."""

from collections.abc import AsyncIterator
from random import Random

import aiohttp
import pytest

from tests.clock import FakeClock
from tests.fakes.whatsapp.business import AFI, Business
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.receiver import Receiver
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.templates import Template

TOKEN = "EAAG-test"
LINKS = (("Profil", "https://example.org/p/{{1}}"), ("Aide", "https://example.org/aide"))
TEMPLATES = (
    Template("alert", "fr", "Vous suivez {{1}} : {{2}} annonces.", quick_replies=("Voir", "Arrêter")),
    Template("knock", "fr", "{{name}} voudrait vous écrire.", links=LINKS),
    Template("news", "en", "News for you.", category="marketing"),
    Template("paused", "en", "Hello.", status="PAUSED"),
    Template("pending", "en", "Hello.", status="PENDING"),
)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver(app_secret="s3cret", verify_token="shake") as receiver:
        yield receiver


@pytest.fixture
async def fake(receiver: Receiver, clock: FakeClock) -> AsyncIterator[FakeWhatsApp]:
    async with FakeWhatsApp(
        receiver.url,
        clock=clock,
        app_secret="s3cret",
        verify_token="shake",
        token=TOKEN,
        templates=TEMPLATES,
        random=Random(7),
    ) as fake:
        yield fake


@pytest.fixture
async def business(fake: FakeWhatsApp) -> AsyncIterator[Business]:
    async with aiohttp.ClientSession() as session:
        yield Business(session, fake.url, TOKEN)


@pytest.fixture
async def afi(fake: FakeWhatsApp) -> Person:
    """She has just written; what she wrote is not among what the webhook still gets."""
    afi = fake.person(phone=AFI, bsuid="TG.77001", name="Afi Koffi")
    await afi.say("Salut")
    await fake.webhook.settled()
    return afi
