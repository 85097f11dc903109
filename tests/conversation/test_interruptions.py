"""One dialogue at a time, the interrupted ones under it; rights asked for on the way; notices in between."""

from datetime import timedelta

from sqlalchemy.orm import Session

from conversation import Choice, Choose, Opens, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.dialogue import DIALOGUES
from locales import _
from models import Person
from models.refusal import Refusal
from tests.conversation.conftest import Arrives
from tests.conversation.stage import Guest, effect


async def test_the_menu_stands_over_what_it_interrupted_and_leads_back(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.says("menu") == "What would you like?"
    assert guest.choices == ["Order tea", "Help", "Go on: ordering tea (2/4)"]
    assert await guest.says("3") == "(2/4) Which tea, Awa?"


async def test_an_answer_without_choices_leads_straight_back(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.says("help") == "This is help.\nYou were ordering tea (2/4).\n(2/4) Which tea, Awa?"


async def test_every_word_works_inside_a_question(guest: Guest) -> None:
    for said in ("help", "stop", "start", "mes données", "/help", "/mydata@passerelle_bot"):
        await guest.says("/tea", "Awa")
        assert (await guest.says(said)).endswith("(2/4) Which tea, Awa?")


async def test_words_work_where_a_dialogue_is_broken(guest: Guest) -> None:
    @dialogue("broken", title=_("breaking"))
    def broken(talk: Talk) -> Screen:
        if talk.ask("name", Text("Who?")) != "Awa":
            raise ZeroDivisionError
        return Screen(str(talk.ask("more", Text("More?"))))

    await guest.says("/broken", "Awa")
    DIALOGUES.pop("broken")

    @dialogue("broken", title=_("breaking"))
    def more_broken(talk: Talk) -> Screen:
        raise ZeroDivisionError

    assert await guest.says("menu") == "What would you like?"
    assert (await guest.says("/tea")).endswith("Who is it for?")


async def test_an_unknown_command_is_met_with_where_one_is(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.says("/coffee") == "I do not know that command. Here is what I can do.\n(2/4) Which tea, Awa?"
    assert await guest.says("back", "back", "/coffee") == (
        "I do not know that command. Here is what I can do.\nWhat would you like?"
    )


async def test_what_is_open_comes_up_again_and_keeps_its_answers(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "menu")

    assert await guest.says("1") == "(2/4) Which tea, Awa?"
    assert len((await guest.state()).stack) == 1


async def test_the_same_dialogue_for_something_else_begins_anew(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.says("/tea green") == "(1/4) Who is it for?"
    assert len((await guest.state()).stack) == 1


async def test_a_dialogue_without_a_title_vanishes_when_another_opens(guest: Guest) -> None:
    @dialogue("light")
    def light(talk: Talk) -> Screen:
        return Screen(str(talk.ask("name", Text("Light?"))))

    await guest.says("/light", "/tea")
    assert [frame.dialogue for frame in (await guest.state()).stack] == ["tea"]


async def test_a_dialogue_may_hand_over_to_another(guest: Guest) -> None:
    @dialogue("door", title=_("opening a door"))
    def door(talk: Talk) -> Opens:
        return opens("room", said=talk.ask("which", Choose("Which?", {"red": "Red", "blue": "Blue"})))

    @dialogue("room", title=_("seeing a room"))
    def room(talk: Talk) -> Screen:
        return Screen(f"The {talk.args['said']} room", Choice("Again", opens("door")))

    await guest.says("/door")
    assert await guest.says("blue") == "The blue room"
    assert (await guest.state()).stack == []


async def test_interrupted_ones_come_back_one_after_another(guest: Guest) -> None:
    @dialogue("one", title=_("doing one"))
    def one(talk: Talk) -> Screen:
        return Screen(f"One {talk.ask('a', Text('One?'))}")

    @dialogue("two", title=_("doing two"))
    def two(talk: Talk) -> Screen:
        return Screen(f"Two {talk.ask('a', Text('Two?'))}")

    await guest.says("/one", "/two", "/tea", "cancel")
    assert await guest.says("x") == "Two x\nYou were doing one.\nOne?"
    assert await guest.says("y") == "One y"


# rights


async def test_the_notice_comes_first_and_then_what_was_wanted(arrives: Arrives) -> None:
    guest = await arrives(noticed=False)

    assert await guest.says("/tea") == "Do you agree?"
    assert await guest.says("yes") == "Thank you.\n(1/4) Who is it for?"
    assert (await guest.state()).stack[0].dialogue == "tea"


async def test_who_does_not_agree_is_not_asked_again_and_again(arrives: Arrives) -> None:
    guest = await arrives(noticed=False)
    await guest.says("/tea")

    assert await guest.says("no") == "Thank you."
    assert (await guest.state()).stack == []


async def test_a_cancelled_prerequisite_does_not_come_back(arrives: Arrives) -> None:
    guest = await arrives(noticed=False)
    await guest.says("/tea", "cancel")

    assert (await guest.state()).stack[-1].dialogue == "welcome"
    assert [frame.dialogue for frame in (await guest.state()).stack] == ["menu", "welcome"]


async def test_what_needs_a_card_makes_one_first(arrives: Arrives) -> None:
    @dialogue("join", title=_("joining"))
    def join(talk: Talk) -> Screen:
        talk.ask("name", Text("Your name?"))
        if talk.ask("sure", YesNo("Sure?")):
            talk.do("joined", _become_member)
        return Screen("Done.", Choice("More", opens("menu")))

    @dialogue("club", title=_("entering the club"), needs="member")
    def club(talk: Talk) -> Screen:
        return Screen(f"Welcome for {talk.args['said']}")

    guest = await arrives(noticed=False)
    assert await guest.says("/club dancing") == "Do you agree?"
    assert await guest.says("yes") == "Thank you.\nYour name?"
    await guest.says("Awa")
    assert await guest.says("yes") == "Done.\nWelcome for dancing"


async def test_closing_what_gives_a_right_closes_what_waited_for_it(arrives: Arrives) -> None:
    @dialogue("join", title=_("joining"))
    def join(talk: Talk) -> Screen:
        return Screen(str(talk.ask("name", Text("Your name?"))))

    @dialogue("club", title=_("entering the club"), needs="member")
    def club(_talk: Talk) -> Screen:
        return Screen("Welcome")

    guest = await arrives()
    assert await guest.says("/club") == "Your name?"
    assert await guest.says("back") == "What would you like?"
    assert (await guest.state()).stack == []


async def test_the_desk_of_the_staff_is_for_the_staff(guest: Guest) -> None:
    @dialogue("desk", title=_("working"), needs="staff")
    def desk(_talk: Talk) -> Screen:
        return Screen("The desk")

    assert await guest.says("/desk") == "That is for the staff of an office.\nWhat would you like?"


def _become_member(session: Session, person: int) -> None:
    session.get_one(Person, person).is_member = True


# notices


async def test_a_notice_between_two_things_counts_from_one(guest: Guest) -> None:
    await guest.says("menu")

    told = await guest.is_told("offer")
    assert told is not None
    assert (told.text, [choice.number for choice in told.choices]) == ("Fresh tea!", [1, 2])
    assert await guest.says("1") == "(1/4) Who is it for?"


async def test_a_notice_within_a_question_counts_from_eleven_and_disturbs_nothing(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    guest.clock.move(minutes=10)
    for numbers in ([11, 12], [13, 14], [15, 16]):
        told = await guest.is_told("offer")
        assert told is not None
        assert [choice.number for choice in told.choices] == numbers
    assert await guest.says("1") == "(3/4) With sugar?"
    assert (await guest.says("14")).startswith("This is help.")


async def test_notices_keep_numbers_of_their_own_beyond_ninety_nine(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    numbers: list[int] = []
    for _notice in range(48):
        guest.clock.move(minutes=11)
        told = await guest.is_told("offer")
        assert told is not None
        numbers += [choice.number for choice in told.choices]

    assert max(numbers) <= 99
    assert all(len(set(numbers[at : at + 8])) == 8 for at in range(0, len(numbers) - 8, 2))
    kept = [offer.number for offer in (await guest.state()).notices]
    assert len(set(kept)) == len(kept) == 9


async def test_a_number_for_a_notice_that_has_not_come_yet_does_not_count(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=11)
    await guest.is_told("offer")

    assert (await guest.says("11", ago=timedelta(minutes=1))).startswith("Your answer came before")
    assert (await guest.says("12")).startswith("This is help.")


async def test_a_notice_without_choices_leaves_those_on_show(guest: Guest) -> None:
    @renders("news")
    def news(_tell: Telling) -> Screen:
        return Screen("It rains.")

    await guest.says("menu")
    assert await guest.is_told("news") is not None
    assert await guest.says("1") == "(1/4) Who is it for?"


async def test_what_is_no_longer_true_is_not_told(guest: Guest) -> None:
    assert await guest.is_told("offer", left=0) is None
    assert await guest.is_told("unheard.of") is None


async def test_answering_a_notice_leads_back_to_what_it_interrupted(guest: Guest) -> None:
    @dialogue("thank", title=_("thanking"))
    def thank(talk: Talk) -> Screen:
        talk.do("thanked", effect, "thanked", gift=talk.args["gift"])
        return Screen("They will be glad.")

    @renders("gift")
    def gift(tell: Telling) -> Screen:
        return Screen("A gift!", Choice("Thank them", opens("thank", gift=tell.ids["gift"])))

    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=20)
    told = await guest.is_told("gift", gift=7)
    assert told is not None
    answer = await guest.does("choice", told.choices[0].token)
    assert answer == "They will be glad.\nYou were ordering tea (2/4).\n(2/4) Which tea, Awa?"
    assert await guest.does("choice", told.choices[0].token) == "(2/4) Which tea, Awa?"
    assert await guest.effects() == [{"verb": "thanked", "gift": 7}]


async def test_a_second_notice_takes_no_number_from_the_first(guest: Guest) -> None:
    await guest.says("hello")
    first, second = await guest.is_told("offer"), await guest.is_told("offer")
    assert first
    assert second

    assert [choice.number for choice in first.choices] == [1, 2]
    assert [choice.number for choice in second.choices] == [11, 12]
    assert await guest.says("2") == "This is help."
    assert await guest.says("11") == "(1/4) Who is it for?"


async def test_a_notice_after_the_last_was_answered_counts_from_one_again(guest: Guest) -> None:
    await guest.is_told("offer")
    await guest.says("2")

    again = await guest.is_told("offer")
    assert again
    assert [choice.number for choice in again.choices] == [1, 2]


async def test_a_screen_that_forgets_closes_everything_that_was_open(guest: Guest) -> None:
    @dialogue("leave", title=_("leaving"))
    def leave(talk: Talk) -> Screen:
        talk.do("left", effect)
        return Screen(_("Goodbye."), Choice(_("Order tea"), opens("tea")), forgets=True)

    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=11)
    assert await guest.is_told("offer")

    assert await guest.says("/leave") == "Goodbye."
    assert guest.choices == ["Order tea"]
    assert "Awa" not in str(await guest.state())
    assert (await guest.says("11")).startswith("We have moved on since then.")
    assert await guest.says("1") == "(1/4) Who is it for?"


async def test_a_number_under_which_nothing_was_shown_changes_nothing(guest: Guest) -> None:
    await guest.says("help")

    assert await guest.says("7") == "We have moved on since then. Here is where we are.\nThis is help."


async def test_what_is_refused_twice_in_a_turn_is_said_once(guest: Guest) -> None:
    left = [1]

    def take_one(_session: Session, _person: int, stock: int) -> None:
        if not stock:
            raise Refusal(_("There is none left."))

    @dialogue("choosy", title=_("choosing"))
    def choosy(talk: Talk) -> Screen:
        talk.ask("first", Text("First?"))
        talk.once("taken", take_one, left[0])
        return Screen(str(talk.ask("second", Text("Second?"))))

    assert await guest.says("/choosy", "tea") == "Second?"
    left[0] = 0
    assert await guest.says("mint") == "There is none left.\nFirst?"
