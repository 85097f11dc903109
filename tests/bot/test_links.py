"""The file of links: each person's way in on every channel that is on, as full as its vendor lets us know."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.clock import FakeClock
from tests.databases import sqlite_url
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.processes import Ended, environment, run_command

OURS = "https://chat.example"
NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
async def telegram(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=clock) as telegram:
        yield telegram


@pytest.fixture
async def whatsapp(clock: FakeClock) -> AsyncIterator[FakeWhatsApp]:
    async with FakeWhatsApp(clock=clock, app_secret="s3cret", verify_token="shake", token="EAAG-test") as whatsapp:
        yield whatsapp


def by_telegram(telegram: FakeTelegram, url: str = "") -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_BASE": url or telegram.url}


def by_whatsapp(whatsapp: FakeWhatsApp, url: str = "") -> dict[str, str]:
    return {
        "WHATSAPP_ACCESS_TOKEN": whatsapp.token,
        "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
        "WHATSAPP_APP_SECRET": "an-app-secret",
        "WHATSAPP_VERIFY_TOKEN": "a-verify-token",
        "WHATSAPP_API_BASE": url or whatsapp.url,
    }


class Office:
    """An office with one member on its list, and the file of links it gets."""

    def __init__(self, folder: Path) -> None:
        self.url = sqlite_url(folder / "passerelle.db")
        self.list, self.links = folder / "liste.csv", folder / "links.csv"
        self.list.write_text("Nom et prénom;Tél.\nDOSSOU Awa;97 12 34 56\n", encoding="utf-8")

    async def bring(self, *more: str, **settings: str) -> Ended:
        given = environment(self.url, 0, PUBLIC_URL=OURS, **settings)
        told = ("--country", "BJ", "--label", "ABL", "--links", str(self.links))
        return await run_command(given, "import", "members", str(self.list), *told, *more)

    def awa(self) -> dict[str, str]:
        (awa,) = csv.DictReader(io.StringIO(self.links.read_text("utf-8-sig")), delimiter=";")
        return awa


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


async def test_each_channel_that_is_on_has_its_full_link(
    office: Office, telegram: FakeTelegram, whatsapp: FakeWhatsApp
) -> None:
    done = await office.bring("--go", **by_telegram(telegram), **by_whatsapp(whatsapp))

    awa = office.awa()
    assert list(awa) == ["row", "name", "link", "telegram", "whatsapp", "start"]
    assert awa["link"] == f"{OURS}/chat?start={awa['start']}"
    assert awa["telegram"] == f"https://t.me/PasserelleTestBot?start={awa['start']}"
    assert awa["whatsapp"] == f"https://wa.me/15550783881?text=/start%20{awa['start']}"
    assert f"Links in {office.links}: link, telegram and whatsapp." in done.out
    assert (done.status, done.err) == (0, "")


async def test_a_vendor_that_does_not_answer_keeps_nobody_from_being_invited(
    office: Office, telegram: FakeTelegram, whatsapp: FakeWhatsApp
) -> None:
    done = await office.bring("--go", **by_telegram(telegram, NOWHERE), **by_whatsapp(whatsapp, f"{NOWHERE}/v24.0"))

    awa = office.awa()
    assert (awa["telegram"], awa["whatsapp"]) == (f"/start {awa['start']}", f"/start {awa['start']}")
    assert done.out.count("“telegram” has no links") == done.out.count("“whatsapp” has no links") == 1
    assert "1 person is invited." in done.out
    assert (done.status, done.err) == (0, "")


async def test_the_dry_run_calls_nobody(office: Office, telegram: FakeTelegram) -> None:
    done = await office.bring(**by_telegram(telegram, NOWHERE))

    assert done.status == 0
    assert "has no links" not in done.out
    assert not office.links.exists()
