"""Answers: given, gone back on, edited, skipped, confirmed; and what is no answer."""

from datetime import timedelta
from itertools import pairwise

from conversation import notes
from tests.conversation.stage import NEVER_SHOWN, Guest

ANSWERS = ("/tea", "Awa", "1", "2", "skip")


async def test_questions_come_one_after_another_and_what_is_confirmed_is_done_once(guest: Guest) -> None:
    assert await guest.says("/tea") == "(1/4) Who is it for?"
    assert await guest.says("Awa") == "(2/4) Which tea, Awa?"
    assert guest.choices == ["Mint", "Ginger", "Hibiscus"]
    assert await guest.says("1") == "(3/4) With sugar?"
    assert await guest.says("no") == "(4/4) Anything else?"
    assert await guest.says("no lemon") == "Mint for Awa, no lemon."
    assert await guest.says("yes") == "It is on its way, Awa."
    assert await guest.effects() == [{"verb": "tea", "name": "Awa", "kind": "mint", "sweet": 0}]


async def test_back_drops_the_last_answer_and_no_other(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1")

    assert await guest.says("back") == "(2/4) Which tea, Awa?"
    assert await guest.answers() == {"name": "Awa"}
    assert await guest.says("#") == "(1/4) Who is it for?"


async def test_back_at_the_first_question_closes_the_dialogue(guest: Guest) -> None:
    await guest.says("/tea")

    assert await guest.says("back") == "What would you like?"
    assert (await guest.state()).stack == []


async def test_an_edited_answer_keeps_the_others_and_is_confirmed_anew(guest: Guest) -> None:
    await guest.says(*ANSWERS)

    assert await guest.taps("Change an answer") == "What would you like to change?"
    assert guest.choices == ["Name", "Tea", "Sugar", "Note"]
    assert await guest.taps("Tea") == "Which tea, Awa?"
    assert await guest.taps("Hibiscus") == "Hibiscus for Awa, as usual."
    await guest.taps("That’s right")
    assert [each["kind"] for each in await guest.effects()] == ["hibiscus"]


async def test_back_from_an_edit_restores_what_was_there(guest: Guest) -> None:
    await guest.says(*ANSWERS)
    await guest.taps("Change an answer")
    await guest.taps("Name")

    assert await guest.says("back") == "Mint for Awa, as usual."
    assert (await guest.answers())["name"] == "Awa"


async def test_no_to_a_summary_asks_what_to_change(guest: Guest) -> None:
    assert await guest.says(*ANSWERS, "no") == "What would you like to change?"


async def test_yes_to_an_older_summary_is_not_a_yes_to_this_one(guest: Guest) -> None:
    await guest.says(*ANSWERS)
    older = guest.token("That’s right")
    await guest.taps("Change an answer")
    await guest.taps("Tea")
    await guest.taps("Hibiscus")

    assert await guest.does("choice", older) == (
        "Some of this has changed since: please look once more.\nHibiscus for Awa, as usual."
    )
    assert await guest.effects() == []


async def test_skipping_is_a_word_a_number_and_a_choice_and_stays_skipped(guest: Guest) -> None:
    for skip in ("skip", "passer", "1", "Skip"):
        await guest.says("cancel", "/tea", "Awa", "1", "yes")

        assert await guest.says(skip) == "Mint for Awa, as usual."
        assert (await guest.answers())["note"] is None
        assert (await guest.does("media")).endswith("\nMint for Awa, as usual.")
        await guest.taps("That’s right")


async def test_what_must_be_answered_cannot_be_skipped(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert "number is enough" in await guest.says("skip")


async def test_unclear_answers_are_met_in_three_ways_and_never_the_same_twice_running(guest: Guest) -> None:
    await guest.says("/tea")

    first = await guest.says("!!!")
    assert first == "I could not read that.\n(1/4) Who is it for?\nFor example: Awa"
    said = [first, *[await guest.says("???!") for _again in range(5)]]
    lines = [each.splitlines()[0] for each in said]
    assert all(one != other for one, other in pairwise(lines))
    assert guest.choices == ["Talk to a person", "Menu"]
    assert await guest.says("Awa") == "(2/4) Which tea, Awa?"
    assert "Menu" not in guest.choices


async def test_other_ways_are_offered_from_the_third_miss_on(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "coffee")
    assert guest.choices == ["Mint", "Ginger", "Hibiscus"]
    await guest.says("coffee")
    assert guest.choices == ["Mint", "Ginger", "Hibiscus"]
    await guest.says("coffee")
    assert guest.choices == ["Mint", "Ginger", "Hibiscus", "Talk to a person", "Menu"]
    assert await guest.says("5") == "What would you like?"


async def test_courtesies_are_answered_lightly_and_never_stored(guest: Guest) -> None:
    await guest.says("/tea")

    assert await guest.says("good morning") == "(1/4) Who is it for?"
    for said in ("ok", "merci", "👍", "👍🏾", "شكرا", "asante", "Thank you!", "d’accord"):
        assert await guest.says(said) == "With pleasure.\n(1/4) Who is it for?"
    await guest.says("Awa")
    assert await guest.says("hello") == "Hello! We were here:\n(2/4) Which tea, Awa?"
    assert await guest.answers() == {"name": "Awa"}


async def test_words_everywhere_count_in_free_text_only_when_exact(guest: Guest) -> None:
    await guest.says("/tea")

    assert await guest.says("Menou") == "(2/4) Which tea, Menou?"
    assert await guest.says("menou") == "What would you like?"


async def test_a_choice_may_be_written_with_a_slip(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.says("HIBISCOS") == "(3/4) With sugar?"
    assert (await guest.answers())["kind"] == "hibiscus"


async def test_a_label_one_slip_away_is_a_word_of_its_own_in_free_text(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1", "yes")

    assert await guest.says("skipp") == "Mint for Awa, skipp."


async def test_a_number_written_before_the_screen_was_out_does_not_count(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    early = await guest.says("1", ago=timedelta(seconds=30))
    assert early.startswith("Your answer came before this was on your screen")
    assert await guest.answers() == {"name": "Awa"}
    await guest.says("1")
    assert await guest.answers() == {"name": "Awa", "kind": "mint"}


async def test_a_yes_written_before_the_screen_was_out_does_not_count(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1")
    for said in ("yes", "oui", "Yes", "no", "1"):
        early = await guest.says(said, ago=timedelta(seconds=30))
        assert early.startswith("Your answer came before this was on your screen")
    assert "sweet" not in await guest.answers()

    await guest.says("yes", "skip")
    for said in ("yes", "That’s right", "1"):
        await guest.says(said, ago=timedelta(seconds=30))
    assert await guest.effects() == []


async def test_a_number_for_a_screen_that_never_went_out_does_not_count(guest: Guest) -> None:
    guest.exits = NEVER_SHOWN
    await guest.says("/tea", "Awa")

    assert (await guest.says("1")).startswith("Your answer came before this was on your screen")


async def test_a_refused_answer_is_dropped_and_leaves_nothing_behind(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "2", "yes", "skip")

    assert await guest.says("yes") == "There is none left.\nGinger for Awa, as usual."
    assert "sure" not in await guest.answers()
    assert await guest.effects() == []
    await guest.taps("Change an answer")
    await guest.taps("Tea")
    await guest.taps("Mint")
    assert await guest.says("yes") == "It is on its way, Awa."
    assert len(await guest.effects()) == 1


async def test_what_is_no_text_gets_a_kind_line_and_the_question_again(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    again = f"{notes.ONLY_TEXT.id}\n(2/4) Which tea, Awa?"
    assert await guest.does("media") == again
    assert await guest.does("contact") == again
    assert await guest.says("   ") == again


async def test_the_same_question_is_asked_again_in_another_language(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1")

    await guest.says("Français")
    assert guest.screen.language == "fr"
    assert guest.screen.key == "sweet"
    await guest.says("العربية")
    assert guest.screen.language == "ar"
    assert await guest.answers() == {"name": "Awa", "kind": "mint"}


async def test_a_language_is_chosen_in_the_middle_and_the_question_comes_back(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "langue")
    assert guest.choices[:2] == ["English", "Français"]

    await guest.says("2")
    assert (guest.screen.dialogue, guest.screen.key, guest.screen.language) == ("tea", "kind", "fr")


async def test_a_language_named_outside_holds_against_the_screen_that_chose_another(guest: Guest) -> None:
    await guest.says("language", "2")
    assert guest.screen.language == "fr"

    await guest.says("English")
    assert guest.screen.language == "en"
    await guest.does("media")
    assert guest.screen.language == "en"
