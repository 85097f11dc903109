"""A disk that fills up under people who talk: who is answered is stored, and when there is room everything goes on."""

import asyncio
from random import Random

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.metrics import REGISTRY
from models import Inbound, Member, Outbox
from models.store import Store
from tests.bot.house import House
from tests.campaigns.lives import new_word, register
from tests.campaigns.visitors import Visitor

PEOPLE = 8


async def leave_room(store: Store, pages: int) -> None:
    """Let the store's file grow by so many pages and no further, as a full disk does."""

    def limit(session: Session) -> None:
        used = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={used + pages}"))

    await store.write(limit)


async def take_nothing_more(store: Store) -> None:
    """From here on the writing connection refuses even to begin, as on a disk that has failed."""

    def refuse(session: Session) -> None:
        session.execute(text("PRAGMA query_only=ON"))

    await store.write(refuse)


@pytest.mark.parametrize("seed", range(2))
async def test_people_go_on_where_they_were_when_there_is_room_again(embedded: House, seed: int) -> None:
    chance = Random(seed)
    visitors = [embedded.visitor(number, "page" if number % 2 else "fetch") for number in range(PEOPLE)]
    names = [f"Awa {new_word(chance).title()}" for _ in visitors]
    lives = asyncio.gather(*map(_live, visitors, names))

    hindered = _hindered(embedded)
    for _again in range(3):
        await asyncio.sleep(chance.uniform(0.05, 0.3))
        await leave_room(embedded.store, chance.randrange(4))
        await asyncio.sleep(chance.uniform(0.2, 0.5))
        await leave_room(embedded.store, 10_000)
    await lives

    assert _hindered(embedded) > hindered
    assert embedded.tally.losses == []
    assert embedded.tally.duplicates == []
    assert await embedded.store.read(_kept) == {
        "events done": embedded.tally.accepted,
        "answers": embedded.tally.accepted,
        "cards": sorted(names),
    }


async def test_a_disk_that_takes_nothing_is_told_in_words_and_what_was_typed_is_given_back(embedded: House) -> None:
    async with embedded.browser() as browser:
        await browser.post("/chat", data={"text": "hello", "nonce": "1"})
        await take_nothing_more(embedded.store)

        answer = await browser.post("/chat", data={"text": "a long story", "nonce": "2"})

        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert "your message is not sent yet" in answer.text
        assert "a long story" in answer.text


async def test_what_was_said_can_be_read_on_a_disk_that_takes_nothing(embedded: House) -> None:
    async with embedded.browser() as browser:
        await browser.post("/chat", data={"text": "hello", "nonce": "1"})
        await take_nothing_more(embedded.store)

        page, posts = await browser.get("/chat"), await browser.get("/chat/posts?after=0")

        assert page.status_code == posts.status_code == 200
        assert "I am Passerelle" in page.text
        assert "I am Passerelle" in posts.text


def _hindered(house: House) -> float:
    """How often a message was refused, or a turn had to be taken again."""
    return house.tally.refused + (REGISTRY.get_sample_value("passerelle_turns_total", {"outcome": "again"}) or 0)


async def _live(visitor: Visitor, name: str) -> None:
    await register(visitor, name)
    await visitor.say_at_once(["qxzvkwq", "wqkvzxq"])
    await visitor.leave()


def _kept(session: Session) -> dict[str, object]:
    return {
        "events done": session.scalar(select(func.count()).where(Inbound.status == "done")),
        "answers": session.scalar(select(func.count()).where(Outbox.status == "sent")),
        "cards": sorted(session.scalars(select(Member.name))),
    }
