"""Cookies and choices that are made up, cut short or somebody else's: they open nothing, and the talk goes on."""

from secrets import token_hex

import httpx2
import pytest
from sqlalchemy import select

from models import Audit, Member
from tests.bot.house import House
from tests.campaigns.posts import SeenPost, read_posts


async def post(browser: httpx2.AsyncClient, **fields: str) -> SeenPost:
    """Post a form and read the screen that answers."""
    answer = await browser.post("/chat", data={"nonce": token_hex(), **fields}, follow_redirects=True)
    assert answer.status_code == 200
    return read_posts(answer.text)[-1]


async def begin(browser: httpx2.AsyncClient) -> SeenPost:
    """Go as far as the first question of registering."""
    for text in ("hello", "1"):
        await post(browser, text=text)
    return await post(browser, text="/register")


def changed(token: str) -> list[str]:
    """Ways to tamper with a token."""
    body, _, seal = token.rpartition("~")
    return [
        body,
        f"{body}~",
        f"{body}~{seal[:-1]}",
        f"{body}~{seal.swapcase()}",
        f"{body.replace('|where|', '|sure|')}x~{seal}",
        f"~{seal}",
        seal,
        token * 2,
        token.upper(),
        "o|a|erase|~" + seal,
        "o|a|card|member=1~" + seal,
        "p|a|999999999999999999999~" + seal,
        "||||~",
        "\x00~\x00",
        "~" * 64,
        "é" * 64,
    ]


async def test_a_choice_that_was_tampered_with_is_met_with_the_question_again(browser: httpx2.AsyncClient) -> None:
    screen = await begin(browser)
    token = screen.choices[0][1]

    for forged in changed(token):
        answer = await post(browser, choice=forged)
        assert answer.text.endswith("(1/6) You live…"), forged

    assert "What is your name?" in (await post(browser, choice=token)).text


async def test_a_choice_of_somebody_else_opens_nothing(embedded: House) -> None:
    async with embedded.browser() as awa, embedded.browser() as koffi:
        hers, his = await begin(awa), await begin(koffi)
        for _label, token in his.choices:
            assert "(1/6) You live…" in (await post(awa, choice=token)).text

        assert "What is your name?" in (await post(awa, choice=hers.choices[0][1])).text
        assert "(1/6) You live…" in (await post(koffi, text="?!")).text


async def test_a_choice_pressed_again_and_again_is_one_effect(embedded: House, browser: httpx2.AsyncClient) -> None:
    await begin(browser)
    for text in ("1", "Awa Dossou", "Benin", "London", "nurse"):
        await post(browser, text=text)
    screen = await post(browser, text="4")

    for _again in range(5):
        answer = await post(browser, choice=screen.choices[0][1])
        assert "Your card is ready, Awa." in answer.text

    registered = select(Audit.id).where(Audit.verb == "member.registered")
    assert len(await embedded.store.read(lambda session: session.scalars(registered).all())) == 1


async def test_choices_of_long_ago_are_met_with_what_is_asked_now(embedded: House, browser: httpx2.AsyncClient) -> None:
    old = [await begin(browser)]
    old += [await post(browser, text=text) for text in ("1", "Awa Dossou", "Benin")]
    await post(browser, text="London")

    for token in (token for screen in old for _label, token in screen.choices):
        answer = await post(browser, choice=token)
        assert "(5/6)" in answer.text
        assert "What is your work?" in answer.text

    assert await embedded.store.read(lambda session: session.scalars(select(Member.name)).all()) == []


@pytest.mark.parametrize(
    "value", ["", ".", "x", "x.y", "x." + "0" * 32, "é.é", '"', "a" * 4_000, ".." * 40, "%00.%00", ";;;"]
)
async def test_a_cookie_that_is_not_ours_makes_a_new_visitor(embedded: House, value: str) -> None:
    async with embedded.browser() as awa, embedded.browser() as stranger:
        await begin(awa)
        headers = {b"cookie": f"passerelle={value}".encode()}

        page = await stranger.get("/chat", headers=headers)

        assert page.status_code == 200
        assert read_posts(page.text) == []
        assert "passerelle=" in page.headers["set-cookie"]
        assert (await stranger.get("/chat/posts?after=0", headers=headers)).text == ""


async def test_a_cookie_cut_short_or_changed_opens_nobodys_conversation(embedded: House) -> None:
    async with embedded.browser() as awa, embedded.browser() as stranger:
        await begin(awa)
        kept = awa.cookies["passerelle"]
        for value in (kept[:-1], kept[1:], kept.upper(), kept.replace(".", ""), kept + "0", f"{kept.split('.')[0]}."):
            posts = await stranger.get("/chat/posts?after=0", headers={"cookie": f"passerelle={value}"})
            assert posts.text == "", value

        assert "You live" in (await awa.get("/chat/posts?after=0")).text


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 18, "9" * 40, "%D9%A3", "1e9", ""])
async def test_a_count_of_what_was_seen_may_hold_anything(browser: httpx2.AsyncClient, seen: str) -> None:
    await begin(browser)
    browser.cookies.set("passerelle-seen", seen)

    assert len(read_posts((await browser.get("/chat")).text)) == 3
