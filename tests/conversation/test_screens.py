"""Screens and pages: nine choices at most, and always a way on."""

import pytest

from conversation import Choice, Choose, Screen, Talk, Text, dialogue, opens
from locales import _
from tests.conversation.stage import Guest

TWENTY = {f"v{number}": f"Value {number}" for number in range(1, 21)}


def test_a_screen_takes_nine_choices_and_no_more() -> None:
    nine = [Choice(str(number), opens("menu")) for number in range(9)]
    assert len(Screen("Text", *nine).choices) == 9

    with pytest.raises(ValueError, match="at most 9 choices, not 10"):
        Screen("Text", *nine, Choice("10", opens("menu")))


def test_several_paragraphs_are_kept_apart() -> None:
    assert Screen(("One", "Two")).paragraphs == ("One", "Two")
    assert Screen("One").paragraphs == ("One",)


async def test_more_than_nine_are_paged_and_more_goes_round(guest: Guest) -> None:
    @dialogue("pick", title=_("picking"))
    def pick(talk: Talk) -> Screen:
        return Screen(str(talk.ask("value", Choose("Which?", TWENTY))))

    await guest.says("/pick")
    assert guest.choices == [*list(TWENTY.values())[:8], "More"]
    await guest.says("9")
    assert guest.choices == [*list(TWENTY.values())[8:16], "More"]
    await guest.says("9")
    assert guest.choices == [*list(TWENTY.values())[16:], "More"]
    await guest.taps("More")
    assert guest.choices[0] == "Value 1"
    await guest.says("9")
    assert await guest.says("2") == "v10"


async def test_an_optional_question_keeps_room_to_skip_on_every_page(guest: Guest) -> None:
    @dialogue("pick", title=_("picking"))
    def pick(talk: Talk) -> Screen:
        return Screen(str(talk.ask("value", Choose("Which?", TWENTY, optional=True))))

    await guest.says("/pick")
    for _page in range(3):
        assert guest.choices[-2:] == ["More", "Skip"]
        assert len(guest.choices) <= 9
        await guest.taps("More")
    assert await guest.says("9") == "None"


async def test_what_is_on_another_page_may_be_named(guest: Guest) -> None:
    @dialogue("pick", title=_("picking"))
    def pick(talk: Talk) -> Screen:
        return Screen(str(talk.ask("value", Choose("Which?", TWENTY))))

    await guest.says("/pick")
    assert await guest.says("value 17") == "v17"


async def test_the_page_is_no_stop_on_the_way_back(guest: Guest) -> None:
    @dialogue("pick", title=_("picking"))
    def pick(talk: Talk) -> Screen:
        name = talk.ask("name", Text("Who?"))
        return Screen(f"{name} {talk.ask('value', Choose('Which?', TWENTY))}")

    await guest.says("/pick", "Awa", "9", "9")
    assert await guest.says("back") == "Who?"
    await guest.says("Awa")
    assert guest.choices[0] == "Value 1"
