"""What nobody means well with, said to the whole service: a refusal in words or a kind line, and nothing lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import islice
from secrets import token_hex

import httpx2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Inbound
from tests.bot.house import House
from tests.campaigns.posts import SeenPost, read_posts
from tests.look.markup import read

FORM = {"content-type": "application/x-www-form-urlencoded"}
MIB = 1024 * 1024

HOSTILE = {
    "a NUL": "Awa\x00Dossou",
    "controls": "\x01\x02\x1b[31mred\x1b]0;title\x07\x08\x7f\x85",
    "turned around": "\u202egpj.exe\u202d \u2066x\u2069 \u200f\u200e",
    "unseen": "\u200b\ufeff\u2060\u00ad\U000e0041",
    "a tower of marks": "Z" + "\u0301\u0489" * 800,
    "no character": "\ufffe\uffff\U0010ffff",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&lt;",
    "an entity": "&#x3c;script&#x3e; &amp;",
    "a placeholder": "{name} {0} {} %s %(name)s {{7*7}} ${7*7}",
    "a quote": "'; DROP TABLE person; --",
    "a pattern": "%_%\\ (((((a+)+)+)+$ [[:alpha:]]",
    "a formula": '=HYPERLINK("http://x","y")',
    "a path": "../../../../etc/passwd",
    "a long word": "x" * 3_999,
    "many words": "nurse from Gambia in London " * 140,
    "many digits": "9" * 3_999,
    "a big number": "99999999999999999999999999",
    "a negative number": "-1",
    "a number in a far script": "𒐕 Ⅷ ½ ① ٣٤٥٦٧٨٩٠",
    "commands": "/start /menu /stop",
    "a command of nothing": "/",
    "an unknown command": "/\x00\u202e{x}",
    "a command with an argument": "/join " + "A" * 500,
    "faces": "👨‍👩‍👧‍👦" * 200,
    "lines": "a\n\u2028b\u2029c\x0bd\x0c" * 400,
    "letters of all lands": "ﷺ ɐʍ∀ ẞ İ ı ſ ﬁ 㔔 አማርኛ ߞߊ߲ ⵣ",
}
DIALOGUES = (
    "register",
    "search",
    "phone",
    "alerts",
    "mentor",
    "person",
    "device",
    "join",
    "language",
    "export",
    "pause",
    "erase",
    "staff",
    "opportunity",
    "announce",
    "queue",
    "nothing",
)


def batched(values: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    left = iter(values)
    while batch := tuple(islice(left, size)):
        yield batch


async def say(browser: httpx2.AsyncClient, *texts: str) -> None:
    """Post one form after the other, as a page with scripts off does; each is answered before the next."""
    for text in texts:
        answer = await browser.post("/chat", data={"nonce": token_hex(), "text": text})
        assert answer.status_code == HTTPStatus.SEE_OTHER


async def look(browser: httpx2.AsyncClient) -> list[SeenPost]:
    """The conversation as its page shows it."""
    page = await browser.get("/chat")
    assert page.status_code == HTTPStatus.OK
    assert read(page.text).faults == []
    return read_posts(page.text)


async def statuses(house: House) -> Counter[str]:
    """How the messages that were received have ended."""

    def count(session: Session) -> Counter[str]:
        return Counter(session.scalars(select(Inbound.status)))

    return await house.store.read(count)


@pytest.mark.parametrize("dialogue", DIALOGUES)
async def test_every_dialogue_meets_every_text_with_a_kind_line(embedded: House, dialogue: str) -> None:
    for texts in batched(HOSTILE.values(), 14):
        said = ["hello", "1"]
        for few in batched(texts, 3):
            said += [f"/{dialogue}", *few]
        async with embedded.browser() as browser:
            await say(browser, *said)
            posts = await look(browser)
        assert len(posts) == len(said)
        assert all(post.text for post in posts)

    assert set(await statuses(embedded)) == {"done"}


@pytest.mark.parametrize("answers", [("1",), ("1", "Awa Dossou", "Benin")], ids=["name", "town"])
async def test_what_is_kept_as_it_was_written_is_kept_in_any_writing(house: House, answers: tuple[str, ...]) -> None:
    """A name, and a town that is in no table."""
    for texts in batched(HOSTILE.values(), 7):
        async with house.browser() as browser:
            await say(browser, "hello", "1", "/register", *answers)
            for text in texts:
                await say(browser, text, "#")
            await say(browser, "menu")
            assert "What would you like to do?" in (await look(browser))[-1].text

    assert set(await statuses(house)) == {"done"}
