"""Replies and pushes as they come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from channels.webchat import WebchatSettings, routes
from channels.webchat.streams import Streams
from tests.channels.webchat.conftest import KEY, SITE
from tests.channels.webchat.house import House


class Stream:
    """An event stream as a browser reads it: `next` is its next event."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self._pieces: asyncio.Queue[str] = asyncio.Queue()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["body"]:
            await self._pieces.put(message["body"].decode())

    async def next(self) -> str:
        return await asyncio.wait_for(self._pieces.get(), 5)


def chat(house: House, *, beat: float = 60) -> Starlette:
    settings = WebchatSettings(KEY, SITE, heartbeat=beat, streams_a_visitor=1)
    return Starlette(routes=routes(house.receive, house, settings))


@asynccontextmanager
async def opened(app: Starlette, cookie: str, *, query: str = "", last: str = "") -> AsyncIterator[Stream]:
    """A browser that listens, until it goes."""
    stream, gone = Stream(), asyncio.Event()
    headers = [(b"cookie", f"passerelle={cookie}".encode()), *([(b"last-event-id", last.encode())] if last else [])]
    scope = {"type": "http", "method": "GET", "path": "/chat/live", "query_string": query.encode(), "headers": headers}

    async def receive() -> Message:
        await gone.wait()
        return {"type": "http.disconnect"}

    serving = asyncio.create_task(app(scope, receive, stream.send))
    assert await stream.next() == "retry: 3000\n\n"
    yield stream
    gone.set()
    await serving


@pytest.fixture
def cookie(visitor: TestClient) -> str:
    """Of a visitor who has said one thing and been answered in post 1."""
    visitor.post("/chat", data={"text": "hello"})
    return visitor.cookies["passerelle"]


@pytest.fixture
def address(house: House, cookie: str) -> str:
    return house.events[0].address


async def test_a_pushed_post_arrives_as_html_with_its_number(house: House, cookie: str, address: str) -> None:
    async with opened(chat(house), cookie, query="after=1") as stream:
        house.say(address, "A knock\nfrom Isatou", labels=("Accept",), push=True)
        event = await stream.next()

    assert event.startswith('id: 2\ndata: <article class="post push" id="post-2"')
    assert event.endswith("\n\n")
    assert "\ndata: " in event
    assert "<p>A knock</p>\ndata: <p>from Isatou</p>" in event
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert (stream.headers["cache-control"], stream.headers["x-accel-buffering"]) == ("no-store", "no")


async def test_what_came_before_the_stream_was_open_is_not_missed(house: House, cookie: str, address: str) -> None:
    house.say(address, "In between", push=True)

    async with opened(chat(house), cookie, query="after=1") as stream:
        assert "In between" in await stream.next()


async def test_a_stream_that_broke_goes_on_after_its_last_event(house: House, cookie: str, address: str) -> None:
    for said in ("second", "third"):
        house.say(address, said, push=True)

    async with opened(chat(house), cookie, query="after=1", last="2") as stream:
        event = await stream.next()
        house.say(address, "fourth", push=True)
        later = await stream.next()

    assert "id: 3\n" in event
    assert "While you were away" in event
    assert "While you were away" not in later


@pytest.mark.parametrize("last", ["x", "-1", "9" * 40, "1;2"])
async def test_a_forged_last_event_starts_from_the_beginning(house: House, cookie: str, last: str) -> None:
    async with opened(chat(house), cookie, last=last) as stream:
        assert "You said: hello" in await stream.next()


async def test_a_quiet_line_is_kept_open(house: House, cookie: str) -> None:
    async with opened(chat(house, beat=0.01), cookie, query="after=1") as stream:
        assert await stream.next() == ":\n\n"


def test_the_newest_streams_of_a_visitor_live() -> None:
    streams = Streams(most=2)

    with streams.opened("a") as first, streams.opened("a") as second, streams.opened("b") as other:
        assert streams.lives("a", first)
        with streams.opened("a") as third:
            living = [streams.lives("a", one) for one in (first, second, third)]
            assert living == [False, True, True]
            assert streams.lives("b", other)
        assert streams.lives("a", second)
    assert not streams.lives("a", second)


async def test_an_older_window_is_told_that_the_conversation_goes_on_elsewhere(house: House, cookie: str) -> None:
    app = chat(house, beat=0.01)

    async with opened(app, cookie, query="after=1") as older, opened(app, cookie, query="after=1") as newer:
        pieces = [await older.next()]
        while pieces[-1] == ":\n\n":
            pieces.append(await older.next())
        assert pieces[-1] == "event: elsewhere\ndata:\n\n"
        assert await newer.next() == ":\n\n"


def test_a_script_whose_stream_is_held_up_fetches_what_is_new(visitor: TestClient, house: House, address: str) -> None:
    house.say(address, "A knock", push=True)

    assert 'id="post-2"' in visitor.get("/chat/posts?after=1").text
    assert visitor.get("/chat/posts?after=2").text == ""
