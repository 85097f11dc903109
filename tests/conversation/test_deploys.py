"""A dialogue changes while people are in it, and goes on."""

from collections.abc import Mapping

from conversation import Choose, CountryQuestion, PhoneQuestion, Screen, Talk, Text, YesNo, dialogue
from conversation.dialogue import DIALOGUES
from conversation.questions import Question
from locales import _
from tests.conversation.stage import Guest, effect

TEAS = {"mint": "Mint", "ginger": "Ginger"}


def deploy(*keys: str, teas: Mapping[str, str] = TEAS, optional: tuple[str, ...] = ()) -> None:
    """Order tea in another way: these questions, in this order."""
    DIALOGUES.pop("tea", None)

    @dialogue("tea", title=_("ordering tea"))
    def tea(talk: Talk) -> Screen:
        said = [str(talk.ask(key, _question(key, teas, optional=key in optional))) for key in keys]
        talk.confirm("sure", " ".join(said), edits=keys)
        talk.do("ordered", effect, "tea", said=" ".join(said))
        return Screen("Done.")


def _question(key: str, teas: Mapping[str, str], *, optional: bool) -> Choose | Text:
    if key == "kind":
        return Choose("kind?", teas, label=_("Tea"), optional=optional)
    return Text(f"{key}?", optional=optional)


async def test_an_added_question_is_asked(guest: Guest) -> None:
    deploy("name", "kind")
    await guest.says("/tea", "Awa")

    deploy("name", "cup", "kind")
    assert await guest.says("1") == "We have moved on since then. Here is where we are.\ncup?"
    assert await guest.says("Large", "1") == "Awa Large mint"


async def test_a_removed_question_is_ignored(guest: Guest) -> None:
    deploy("name", "cup", "kind")
    await guest.says("/tea", "Awa", "Large")

    deploy("name", "kind")
    assert await guest.says("1") == "Awa mint"


async def test_questions_in_another_order_ask_only_what_is_missing(guest: Guest) -> None:
    deploy("name", "kind", "cup")
    await guest.says("/tea", "Awa", "1")

    deploy("cup", "kind", "name")
    assert await guest.does("start") == "cup?"
    assert await guest.says("Large") == "Large mint Awa"


async def test_an_answer_that_parses_no_more_is_asked_again_and_kept_for_a_way_back(guest: Guest) -> None:
    deploy("kind", "name")
    await guest.says("/tea", "1")

    deploy("kind", "name", teas={"green": "Green"})
    assert await guest.does("start") == "kind?"
    assert await guest.answers() == {"kind": "mint"}
    deploy("kind", "name")
    assert await guest.does("start") == "name?"


async def test_a_question_added_before_the_summary_is_asked_although_it_was_confirmed(guest: Guest) -> None:
    deploy("name")
    await guest.says("/tea", "Awa")
    yes = guest.token("That’s right")

    deploy("name", "cup")
    assert await guest.does("choice", yes) == "We have moved on since then. Here is where we are.\ncup?"
    assert await guest.says("Large") == "Awa Large"
    assert "changed since" in await guest.does("choice", yes)
    assert await guest.effects() == []


async def test_a_skipped_question_that_must_be_answered_now_is_asked(guest: Guest) -> None:
    deploy("name", "kind", "cup", optional=("kind",))
    await guest.says("/tea", "Awa", "skip")

    deploy("name", "kind", "cup")
    assert await guest.does("start") == "kind?"


async def test_back_over_a_removed_question_drops_one_that_is_there(guest: Guest) -> None:
    deploy("name", "cup", "kind")
    await guest.says("/tea", "Awa", "Large")

    deploy("name", "kind")
    assert await guest.says("back", "back") == "name?"


async def test_an_edit_of_a_removed_question_is_let_go(guest: Guest) -> None:
    deploy("name", "cup")
    await guest.says("/tea", "Awa", "Large")
    await guest.taps("Change an answer")
    await guest.taps("cup")

    deploy("name")
    assert await guest.says("Small") == "Please confirm, or say what to change.\nAwa"
    assert await guest.says("back") == "name?"


async def test_a_dialogue_that_is_gone_is_left_politely(guest: Guest) -> None:
    deploy("name", "kind")
    await guest.says("/tea", "Awa")
    kind = guest.token("Mint")

    DIALOGUES.pop("tea")
    moved_on = "We have moved on since then. Here is where we are.\nWhat would you like?"
    assert await guest.does("choice", kind) == moved_on
    assert await guest.says("1") == moved_on


async def test_a_choice_left_over_from_another_kind_of_question_is_no_answer(guest: Guest) -> None:
    left_over = await _left_over(guest)
    _travel(PhoneQuestion("Which number?"))

    assert await guest.does("choice", left_over) == "We have moved on since then. Here is where we are.\nWhich number?"
    assert await guest.answers() == {}


async def test_a_choice_left_over_is_neither_yes_nor_no(guest: Guest) -> None:
    left_over = await _left_over(guest)
    _travel(YesNo("On foot?"))

    assert "no longer on offer" in await guest.does("choice", left_over)
    assert await guest.answers() == {}


def _travel(asked: Question) -> None:
    """A trip of one question, whatever it was before."""
    DIALOGUES.pop("trip", None)

    @dialogue("trip", title=_("travelling"))
    def trip(talk: Talk) -> Screen:
        return Screen(str(talk.ask("where", asked)))


async def _left_over(guest: Guest) -> str:
    """A choice between two countries, of a trip that begins with one."""
    _travel(CountryQuestion("Where to?"))
    await guest.says("/trip", "Congo")
    return guest.screen.choices[0].token
