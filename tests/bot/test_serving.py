"""`passerelle serve` as operators run it: a process of its own, real sockets, signals, other commands beside it."""

import asyncio
import json
from pathlib import Path

import httpx2
from sqlalchemy import select

from models import Inbound, Outbox
from models.store import Store
from tests.campaigns.posts import read_posts
from tests.databases import sqlite_url
from tests.processes import SECRET, Ended, free_port, run_command
from tests.serving import PATIENCE, Serving

RAW = {
    "noise": (bytes(range(256)) * 40, b"400"),
    "no request": (b"\r\n\r\n\r\nhello\r\n\r\n", b"400"),
    "an endless line": (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n", b"400"),
    "an endless header": (b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"y" * 200_000 + b"\r\n\r\n", b"400"),
    "two lengths": (b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 9\r\n\r\nabc", b"400"),
    "a negative length": (b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n", b"400"),
    "length and chunks": (
        b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"400",
    ),
    "broken chunks": (b"POST /chat HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n", b"400"),
    "no host": (b"GET /chat HTTP/1.1\r\n\r\n", b"400"),
    "a header of controls": (b"GET /chat HTTP/1.1\r\nhost: x\r\nx: \x00\x01\r\n\r\n", b"400"),
    "a path outside": (b"GET /look/../../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n", b"404"),
    "another protocol": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 300, b"400"),
    "10 MiB in chunks": (
        b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        b"transfer-encoding: chunked\r\n\r\n" + b"100000\r\n" + b"x" * 0x100000 + b"\r\n" + b"0\r\n\r\n",
        b"413",
    ),
}


async def test_whatever_comes_down_the_wire_the_next_visitor_is_served(serving: Serving) -> None:
    for name, (raw, status) in RAW.items():
        answer = await serving.sent(raw)
        assert answer.split(b" ", 2)[1:2] == [status], name

    async with httpx2.AsyncClient(base_url=serving.site) as client:
        await client.post("/chat", data={"text": "hello", "nonce": "1"})
        assert "I am Passerelle" in (await client.get("/chat")).text
    assert "Traceback" not in serving.process.said()


async def test_asked_to_stop_it_finishes_what_it_has_in_hand(serving: Serving) -> None:
    async with httpx2.AsyncClient(base_url=serving.site, headers={"accept": "application/json"}) as client:
        await client.get("/chat")
        async with client.stream("GET", "/chat/live", timeout=None) as stream:
            for number in range(5):
                await client.post("/chat", data={"text": "hello", "nonce": str(number)})

            async with asyncio.timeout(PATIENCE):
                status = await serving.process.stop()
                heard = "".join([line async for line in stream.aiter_text()])

    assert status == 0
    assert heard.startswith("retry: 3000")
    assert "event: elsewhere" not in heard
    assert '"level": "error"' not in serving.process.said()
    store = Store(serving.settings["DATABASE_URL"], SECRET)
    assert set(await store.read(lambda session: session.scalars(select(Inbound.status)).all())) == {"done"}
    assert len(await store.read(lambda session: session.scalars(select(Outbox.id)).all())) == 5
    await store.close()


async def test_a_second_service_on_the_same_file_is_refused_in_words(serving: Serving) -> None:
    second = await run_command(serving.settings | {"PORT": str(free_port())}, "serve")

    assert second.status == 1
    assert "is served by another process" in second.err
    assert "Traceback" not in second.err


async def test_a_port_that_is_taken_is_told_in_words(serving: Serving, tmp_path: Path) -> None:
    other = serving.settings | {"DATABASE_URL": sqlite_url(tmp_path / "other.db")}

    refused = await run_command(other, "serve")

    assert refused.status == 1
    assert "Is PORT taken" in refused.err
    assert "Traceback" not in refused.err


async def test_the_terminal_talks_beside_a_running_service(serving: Serving) -> None:
    """One writes there, the other here, and both are answered at once."""
    lines = b"hello\n1\n/register\n1\nAwa Dossou\n"

    async with httpx2.AsyncClient(base_url=serving.site) as client:
        chats = [
            asyncio.create_task(run_command(serving.settings, "chat", "--json", "--as", name, lines=lines))
            for name in ("awa", "koffi")
        ]
        for number in range(20):
            answer = await client.post("/chat", data={"text": "/help", "nonce": str(number)})
            assert answer.status_code == 303
        ended = await asyncio.gather(*chats)
        page = read_posts((await client.get("/chat")).text)

    assert len(page) == 20
    for each in ended:
        assert each.status == 0
        assert "Where are your roots?" in screens(each)[-1]["text"]


async def chat(serving: Serving, name: str, lines: bytes) -> Ended:
    return await run_command(serving.settings, "chat", "--json", "--as", name, "--lang", "en", lines=lines)


def screens(ended: Ended) -> list[dict[str, str]]:
    return [json.loads(line) for line in ended.out.splitlines()]
