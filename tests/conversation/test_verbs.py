"""The four verbs by which a run reaches the world, and the rules a dialogue must keep."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversation import Choice, Choose, Opens, Screen, Talk, Text, YesNo, dialogue, notes, opens
from conversation.talk import DialogueMistake
from locales import _
from models import Audit
from models.refusal import Refusal
from tests.conversation.stage import Guest, cleared, effect


def draw(session: Session, person: int, given: str = "") -> str:
    """A value that is another each time."""
    effect(session, person, "drawn", given=given)
    return f"{given}{session.scalar(select(func.count()).where(Audit.actor_id == person))}"


def find(session: Session, _person: int, wish: str) -> list[str]:
    """A search; its rows are undone when it is made in the wrong place."""
    return [f"{wish} {number}" for number in (1, 2)]


def refuse(_session: Session, _person: int, wish: str = "") -> str:
    raise Refusal(_("Nothing like {wish} here.", wish=wish))


# do


async def test_what_is_done_is_done_once_however_often_the_run_comes_by(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        first = talk.do("first", effect, "first")
        name = talk.ask("name", Text("Who?"))
        talk.do("second", effect, "second", name=name)
        mood = talk.ask("mood", Text("How?"))
        return Screen(f"{first} {mood}")

    await guest.says("/walk", "Awa", "Well")
    await guest.does("media")
    assert [each["verb"] for each in await guest.effects()] == ["first", "second"]


async def test_back_and_edit_stop_at_what_is_done(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        name = talk.ask("name", Text("Who?", label=_("Name")))
        talk.do("done", effect, "done", name=name)
        mood = talk.ask("mood", Text("How?", label=_("Mood")))
        talk.confirm("sure", f"{name} {mood}", edits=("name", "mood"))
        return Screen("Good.")

    await guest.says("/walk", "Awa")
    assert await guest.says("back") == "What came before this is done and stays as it is.\nHow?"
    await guest.says("Well")
    await guest.taps("Change an answer")
    assert guest.choices == ["Mood"]
    assert await guest.says("back", "back", "back") == "What came before this is done and stays as it is.\nHow?"


async def test_results_are_the_same_at_the_first_run_and_at_every_other(guest: Guest) -> None:
    def pair(session: Session, person: int) -> tuple[int, int]:
        return (1, 2)

    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        seen = [talk.do("done", pair), talk.once("once", pair)]
        name = talk.ask("name", Text(f"{seen}"))
        return Screen(f"{seen} {name}")

    assert await guest.says("/walk") == "[[1, 2], [1, 2]]"
    assert await guest.says("Awa") == "[[1, 2], [1, 2]] Awa"


# once and look


async def test_once_is_kept_and_made_anew_when_its_arguments_change(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        name = talk.ask("name", Text("Who?"))
        code = talk.once("code", draw, name)
        return Screen(f"{code} {talk.ask('mood', Text(code))}")

    assert await guest.says("/walk", "Awa") == "Awa1"
    assert await guest.does("media") == f"{notes.ONLY_TEXT.id}\nAwa1"
    assert await guest.says("back", "Awa") == "Awa1"
    assert await guest.says("back", "Koffi") == "Koffi2"
    assert await guest.says("Well") == "Koffi2 Well"


async def test_a_search_is_made_once_and_again_when_it_is_for_something_else(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        wish = talk.ask("wish", Text("What?"))
        found = talk.look("found", find, wish)
        return Screen(str(talk.ask("pick", Choose(wish, {each: each for each in found}))))

    await guest.says("/walk", "tea")
    assert guest.choices == ["tea 1", "tea 2"]
    await guest.says("back", "milk")
    assert guest.choices == ["milk 1", "milk 2"]
    assert await guest.says("2") == "milk 2"


async def test_a_search_undoes_what_its_turn_had_done_which_is_then_done_once(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        talk.do("before", effect, "before")
        found = talk.look("found", find, "tea")
        talk.do("between", effect, "between")
        more = talk.look("more", find, "milk")
        talk.do("after", effect, "after")
        return Screen(f"{found} {more}")

    assert await guest.says("/walk") == "['tea 1', 'tea 2'] ['milk 1', 'milk 2']"
    assert [each["verb"] for each in await guest.effects()] == ["before", "between", "after"]


async def test_a_look_keeps_ids_and_no_more_than_four_kilobytes(guest: Guest) -> None:
    def everything(session: Session, person: int) -> str:
        return "x" * 5000

    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        return Screen(talk.look("found", everything))

    with pytest.raises(DialogueMistake, match="at most 4096 bytes"):
        await guest.says("/walk")


async def test_reading_is_now_and_never_kept(guest: Guest) -> None:
    def count(session: Session, person: int) -> int:
        return session.scalar(select(func.count()).where(Audit.actor_id == person)) or 0

    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        talk.ask("one", Text(f"{talk.read(count)}"))
        talk.do("done", effect)
        return Screen(f"{talk.ask('two', Text(f'{talk.read(count)}'))}")

    assert await guest.says("/walk") == "0"
    assert await guest.says("Awa") == "1"


# refusals


@pytest.mark.parametrize("verb", ["do", "once", "look"])
async def test_a_refusal_drops_the_last_answer_and_is_said_above_its_question(guest: Guest, verb: str) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        name = talk.ask("name", Text("Who?"))
        wish = talk.ask("wish", Text(f"What, {name}?"))
        getattr(talk, verb)("tried", refuse if wish != "tea" else find, wish)
        return Screen(f"{wish} for {name}")

    await guest.says("/walk", "Awa")
    assert await guest.says("coffee") == "Nothing like coffee here.\nWhat, Awa?"
    assert await guest.answers() == {"name": "Awa"}
    assert await guest.effects() == []
    assert await guest.says("tea") == "tea for Awa"


async def test_a_refusal_before_any_answer_ends_the_dialogue_with_its_reason(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        talk.do("tried", refuse, "tea")
        return Screen("Never.")

    assert await guest.says("/walk") == "Nothing like tea here."
    assert await guest.does("media") == f"{notes.ONLY_TEXT.id}\nNothing like tea here."
    assert (await guest.state()).stack == []


async def test_a_refusal_goes_back_to_no_answer_behind_a_wall(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        talk.ask("name", Text("Who?"))
        talk.do("done", effect, "done")
        talk.do("tried", refuse, "tea")
        return Screen("Never.")

    assert await guest.says("/walk", "Awa") == "Nothing like tea here."
    assert [each["verb"] for each in await guest.effects()] == ["done"]


# the rules of a dialogue


async def test_a_dialogue_that_swallows_its_suspension_is_a_mistake(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        try:
            name = talk.ask("name", Text("Who?"))
        except:  # noqa: E722
            name = "nobody"
        talk.do("done", effect, "done")
        return Screen(name)

    with pytest.raises(DialogueMistake, match="went on after it was suspended"):
        await guest.says("/walk")
    assert await guest.effects() == []


async def test_a_dialogue_that_asks_on_after_a_swallowed_suspension_is_a_mistake(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        try:
            talk.look("found", find, "tea")
        except BaseException:  # noqa: BLE001
            talk.ask("name", Text("Who?"))
        return Screen("Never.")

    with pytest.raises(DialogueMistake, match="went on after it was suspended"):
        await guest.says("/walk")


async def test_a_suspension_is_not_caught_by_accident(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        try:
            return Screen(f"Hello {talk.ask('name', Text('Who?'))}")
        except Exception:  # noqa: BLE001
            return Screen("Never.")

    assert await guest.says("/walk") == "Who?"


async def test_a_key_used_twice_is_a_mistake(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"))
    def walk(talk: Talk) -> Screen:
        talk.ask("name", Text("Who?"))
        talk.do("name", effect)
        return Screen("Never.")

    with pytest.raises(DialogueMistake, match="the key name is used twice"):
        await guest.says("/walk", "Awa")


async def test_dialogues_that_open_each_other_without_end_are_a_mistake(guest: Guest) -> None:
    @dialogue("ping")
    def ping(talk: Talk) -> Opens:
        return opens("pong")

    @dialogue("pong")
    def pong(talk: Talk) -> Opens:
        return opens("ping")

    with pytest.raises(DialogueMistake, match="without end"):
        await guest.says("/ping")


def test_two_dialogues_of_one_name_are_a_mistake() -> None:
    def one(_talk: Talk) -> Screen:
        return Screen("One")

    def two(_talk: Talk) -> Screen:
        return Screen("Two")

    with cleared():
        dialogue("tea")(one)
        with pytest.raises(ValueError, match="two dialogues are called tea"):
            dialogue("tea")(two)


# shapes


async def test_a_loop_is_gone_back_one_round_at_a_time(guest: Guest) -> None:
    @dialogue("list", title=_("listing"))
    def listing(talk: Talk) -> Screen:
        items: list[str] = []
        while not items or talk.ask(f"more.{len(items)}", YesNo("More?")):
            items.append(talk.ask(f"item.{len(items)}", Text("What?")))
        return Screen(", ".join(items), Choice(_("Again"), opens("list")))

    await guest.says("/list", "salt", "yes", "oil", "yes")
    assert await guest.answers() == {"item.0": "salt", "more.1": True, "item.1": "oil", "more.2": True}
    await guest.says("back", "back")
    assert await guest.answers() == {"item.0": "salt", "more.1": True}
    assert await guest.says("soap", "no") == "salt, soap"


async def test_answers_of_a_branch_left_stay_unseen_and_come_back_with_it(guest: Guest) -> None:
    @dialogue("way", title=_("choosing a way"))
    def way(talk: Talk) -> Screen:
        by = talk.ask("by", Choose("By?", {"bus": "Bus", "car": "Car"}, label=_("By")))
        detail = talk.ask(f"which.{by}", Text(f"Which {by}?", label=_("Which")))
        talk.confirm("sure", f"{by} {detail}", edits=("by",))
        return Screen(f"{by} {detail}")

    await guest.says("/way", "1", "Number 12")
    for by, expected in (("Car", "Which car?"), ("Bus", "bus Number 12")):
        await guest.says("no")
        await guest.taps("By")
        assert await guest.taps(by) == expected
        if expected.endswith("?"):
            assert await guest.says("The red one") == "car The red one"
    assert await guest.says("yes") == "bus Number 12"


async def test_the_progress_says_no_more_than_was_promised(guest: Guest) -> None:
    @dialogue("walk", title=_("walking"), steps=1)
    def walk(talk: Talk) -> Screen:
        return Screen(f"{talk.ask('one', Text('One?'))} {talk.ask('two', Text('Two?'))}")

    assert await guest.says("/walk") == "(1/1) One?"
    assert await guest.says("Awa") == "Two?"
