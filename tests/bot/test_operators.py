"""What operators' tools ask: is it alive, can it work, what has it counted, what is wrong."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import URL, insert
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.settings import Settings
from models import Inbound
from models.clock import now
from models.store import Store
from tests.bot.house import SITE, House, open_house
from tests.conftest import SECRET
from tests.databases import create_tables, own_database, plain, sqlite_url
from tests.processes import SECRET as PROCESS_SECRET
from tests.processes import environment

TOKEN = "a token for metrics"


async def test_a_service_that_works_is_alive_and_ready(house: House) -> None:
    async with house.browser() as browser:
        alive, ready = await browser.get("/healthz"), await browser.get("/readyz")

    assert (alive.status_code, alive.text) == (200, "ok\n")
    assert (ready.status_code, ready.json()) == (200, {"ready": True})


async def test_there_are_no_metrics_without_a_token_of_the_operator(embedded: House) -> None:
    async with embedded.browser() as browser:
        assert (await browser.get("/metrics")).status_code == 404


GIVEN = ("", "Bearer", "Bearer ", f"bearer {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \xe9")


@pytest.mark.parametrize("given", GIVEN)
async def test_metrics_are_for_the_bearer_of_the_token(measured: House, given: str) -> None:
    async with measured.browser() as browser:
        answer = await browser.get("/metrics", headers={b"authorization": given.encode("latin-1")})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "passerelle_" not in answer.text


async def test_metrics_count_what_came_and_what_waits(measured: House) -> None:
    async with measured.browser() as browser:
        await browser.post("/chat", data={"text": "hello", "nonce": "1"})
        answer = await browser.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 200
    assert 'passerelle_received_total{channel="webchat",outcome="new"}' in answer.text
    assert 'passerelle_waiting{what="inbound"} 0.0' in answer.text


@pytest.fixture
async def measured(sqlite_url: str) -> AsyncIterator[House]:
    store = Store(sqlite_url, SECRET)
    settings = Settings(database_url=sqlite_url, public_url=SITE, metrics_token=SecretStr(TOKEN))
    try:
        async with open_house(store, settings) as house:
            yield house
    finally:
        await store.close()


async def test_a_store_that_is_gone_is_told_in_words_everywhere(postgres_server: URL) -> None:
    with own_database(postgres_server, f"passerelle_gone_{os.getpid()}") as url:
        create_tables(url)
        address = url.render_as_string(hide_password=False)
        store = Store(address, SECRET)
        settings = Settings(database_url=address, public_url=SITE, metrics_token=SecretStr(TOKEN))
        async with open_house(store, settings) as house, house.browser() as browser:
            await browser.post("/chat", data={"text": "hello", "nonce": "1"})
            drop(postgres_server, url)

            assert (await browser.get("/healthz")).status_code == 200
            ready = await browser.get("/readyz")
            assert (ready.status_code, ready.json()["ready"]) == (503, False)
            metrics = await browser.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
            assert metrics.status_code == 200
            assert "passerelle_received_total" in metrics.text
            assert (await browser.get("/en")).status_code == 200
            assert (await browser.get("/nowhere")).status_code == 404
            for path in ("/chat", "/chat/posts?after=0", "/en/countries/bj"):
                page = await browser.get(path)
                assert (page.status_code, page.headers["retry-after"]) == (503, "5")
                assert "Please try again in a moment." in page.text
            sent = await browser.post("/chat", data={"text": "what I wrote", "nonce": "2"})
            assert sent.status_code == 503
            assert "what I wrote" in sent.text
        await store.close()


def drop(server: URL, url: URL) -> None:
    with psycopg.connect(plain(server), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(url.database))))


def run(command: str, url: str, *arguments: str, **more: str) -> Result:
    """A command with these settings alone."""
    return CliRunner().invoke(command_line(command), [command, *arguments], env=environment(url, 0, **more))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store at the newest schema, with somebody on the team."""
    address = sqlite_url(tmp_path / "passerelle.db")
    assert run("migrate", address).exit_code == 0
    assert run("staff", address, "add", "Awa", "--as", "awa").exit_code == 0
    return address


def test_doctor_has_nothing_to_say_against_a_store_in_order(url: str) -> None:
    told = run("doctor", url)

    assert told.exit_code == 0
    assert "✗" not in told.stdout
    assert "1 people on the team" in told.stdout


def test_doctor_finds_a_store_that_is_still_to_be_made(tmp_path: Path) -> None:
    told = run("doctor", sqlite_url(tmp_path / "passerelle.db"))

    assert told.exit_code == 1
    assert "✗ The store is not at the newest schema. Run: passerelle migrate" in told.stdout


def test_doctor_finds_a_key_that_is_not_the_stores(url: str) -> None:
    told = run("doctor", url, SECRET_KEY="another secret, long enough to be one")

    assert told.exit_code == 1
    assert "✗" in told.stdout


def test_doctor_finds_conversations_that_could_be_read_on_the_way(url: str) -> None:
    told = run("doctor", url, PUBLIC_URL="http://passerelle.example")

    assert told.exit_code == 1
    assert "✗ PUBLIC_URL is not https" in told.stdout


def test_doctor_finds_messages_that_were_set_aside(url: str) -> None:
    def receive(session: Session) -> None:
        at = now(session)
        session.execute(
            insert(Inbound).values(
                channel="web", account="", external_id="1", person_id=1, address_id=1, status="failed", received_at=at
            )
        )

    async def fail() -> None:
        store = Store(url, PROCESS_SECRET)
        await store.write(receive)
        await store.close()

    asyncio.run(fail())
    told = run("doctor", url)

    assert told.exit_code == 1
    assert "✗ 1 messages set aside" in told.stdout


def test_doctor_finds_a_database_that_does_not_answer() -> None:
    told = run("doctor", "postgresql+psycopg://postgres@127.0.0.1:1/nothing")

    assert told.exit_code == 1
    assert "✗ The store does not answer: connection failed" in told.stdout
