"""Choices on the wire: pressed twice, pressed late, pressed by nobody we know."""

import pytest

from conversation import Choose, Screen, Several, Talk, Text, dialogue
from conversation.tokens import LONGEST
from locales import _
from tests.conversation.conftest import Arrives
from tests.conversation.stage import Guest

MOVED_ON = "We have moved on since then. Here is where we are."


async def test_a_choice_pressed_twice_does_one_thing_and_shows_the_same_screen(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1", "yes", "skip")
    yes = guest.token("That’s right")

    first = await guest.does("choice", yes)
    assert await guest.does("choice", yes) == first == "It is on its way, Awa."
    assert len(await guest.effects()) == 1


async def test_a_choice_of_a_question_that_has_passed_shows_the_question_of_now(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    mint = guest.token("Mint")
    await guest.says("2")

    assert await guest.does("choice", mint) == f"{MOVED_ON}\n(3/4) With sugar?"
    assert (await guest.answers())["kind"] == "ginger"


async def test_a_choice_of_a_question_one_went_back_to_counts_again(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    mint = guest.token("Mint")
    await guest.says("2", "back")

    assert await guest.does("choice", mint) == "(3/4) With sugar?"
    assert (await guest.answers())["kind"] == "mint"


async def test_a_choice_of_an_order_that_was_left_counts_no_more(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    mint = guest.token("Mint")
    await guest.says("cancel", "/tea", "Koffi")

    assert await guest.does("choice", mint) == f"{MOVED_ON}\n(2/4) Which tea, Koffi?"


async def test_old_buttons_neither_edit_nor_start_over_nor_drop_anything(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1", "yes", "skip")
    change = guest.token("Change an answer")
    await guest.taps("Change an answer")
    edit = guest.token("Name")
    await guest.says("back", "cancel")
    drop = guest.token("Drop them")
    await guest.says("1", "back")
    guest.clock.move(minutes=31)
    await guest.says("no lemon")
    over = guest.token("Start over")
    await guest.taps("Go on")
    assert guest.text == "Mint for Awa, no lemon."
    await guest.says("back")
    before = await guest.answers()

    for old in (change, edit, drop, over):
        assert await guest.does("choice", old) == f"{MOVED_ON}\n(4/4) Anything else?"
    assert await guest.answers() == before


async def test_somebody_elses_choice_is_not_ours(arrives: Arrives) -> None:
    awa, koffi = await arrives("awa"), await arrives("koffi")
    await awa.says("/tea", "Awa")
    await koffi.says("/tea", "Koffi")

    assert await koffi.does("choice", awa.token("Mint")) == f"{MOVED_ON}\n(2/4) Which tea, Koffi?"


@pytest.mark.parametrize("token", ["", "~", "a|1b|kind|mint~AAAAAAAA", "a|b~\ud800", "\x00", "🫖" * 30, "o|1b|tea|~"])
async def test_forged_choices_are_answered_politely(guest: Guest, token: str) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.does("choice", token) == f"{MOVED_ON}\n(2/4) Which tea, Awa?"
    assert await guest.answers() == {"name": "Awa"}


async def test_every_token_fits_the_narrowest_wire(guest: Guest) -> None:
    @dialogue("long", title=_("taking long"))
    def long(talk: Talk) -> Screen:
        return Screen(str(talk.ask("k" * 20, Choose("?", {"v" * 20: "One", "w" * 20: "Two"}))))

    await guest.says("/long")
    assert all(len(choice.token.encode()) <= LONGEST for choice in guest.screen.choices)
    assert await guest.taps("Two") == "w" * 20


async def test_the_same_event_received_twice_is_one(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    event = guest._event("text", "1", guest.clock() - guest.clock())

    assert await guest.hears(event) is not None
    assert await guest.hears(event) is None
    assert await guest.answers() == {"name": "Awa", "kind": "mint"}


async def test_the_same_button_means_itself_again_after_other_words(guest: Guest) -> None:
    await guest.says("menu")
    order = guest.token("Order tea")
    await guest.does("choice", order)
    await guest.says("cancel")

    assert await guest.does("choice", order) == "(1/4) Who is it for?"


async def test_several_are_ticked_and_unticked_and_done(guest: Guest) -> None:
    @dialogue("herbs", title=_("choosing herbs"))
    def herbs(talk: Talk) -> Screen:
        return Screen(", ".join(talk.ask("which", Several("Which?", {"m": "Mint", "s": "Sage", "t": "Thyme"}))))

    await guest.says("/herbs")
    await guest.taps("Mint")
    assert guest.choices == ["✓ Mint", "Sage", "Thyme", "Done"]
    await guest.does("choice", guest.seen[-2].choices[0].token)
    assert guest.choices == ["✓ Mint", "Sage", "Thyme", "Done"]
    await guest.says("2")
    await guest.taps("✓ Mint")
    assert guest.choices == ["Mint", "✓ Sage", "Thyme", "Done"]
    assert await guest.says("4") == "s"


async def test_several_numbers_in_one_message_pick_several(guest: Guest) -> None:
    @dialogue("herbs", title=_("choosing herbs"))
    def herbs(talk: Talk) -> Screen:
        many = {f"v{number}": f"Herb {number}" for number in range(1, 13)}
        return Screen(", ".join(talk.ask("which", Several("Which?", many, most=3))))

    await guest.says("/herbs")
    assert "for several" in await guest.says("1 12")
    await guest.says("1 2 3 4")
    assert guest.screen.key == "which"
    await guest.taps("More")
    assert await guest.says("١، ٢") == "v9, v10"


async def test_a_typed_number_is_a_choice_under_free_text_too(guest: Guest) -> None:
    @dialogue("pair", title=_("pairing"))
    def pair(talk: Talk) -> Screen:
        one = talk.ask("one", Text("One?", optional=True))
        return Screen(f"{one} {talk.ask('two', Text('Two?'))}")

    await guest.says("/pair", "1")
    assert await guest.says("Sage") == "None Sage"
