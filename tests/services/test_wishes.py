"""What a search asks for, and the next wider ones."""

import pytest

from services.wishes import Wish, wish_for, wish_of
from world.places import find_places

LONDON = find_places("London", "GB")[0].id


def test_a_wish_gets_wider_one_step_at_a_time_the_nearest_first() -> None:
    wish = Wish(professions=("2221",), origins=("GM",), places=(LONDON,))

    assert wish.wider() == {
        "place": Wish(professions=("2221",), origins=("GM",), countries=("GB",)),
        "work": Wish(sectors=("health",), origins=("GM",), places=(LONDON,)),
        "origins": Wish(professions=("2221",), places=(LONDON,)),
    }


def test_a_name_alone_has_nothing_wider() -> None:
    assert Wish(words=("awa",)).wider() == {}


def test_a_name_may_be_given_up_for_the_rest() -> None:
    assert Wish(words=("awa",), countries=("GB",)).wider() == {
        "country": Wish(words=("awa",)),
        "words": Wish(countries=("GB",)),
    }


def test_a_field_is_asked_for_where_no_profession_is_named_and_may_be_given_up() -> None:
    wish = wish_for("health worker in London")

    assert (wish.sectors, wish.professions, wish.places) == (("health",), (), (LONDON,))
    assert wish.wider()["sector"].sectors == ()
    assert wish_for("nurse in London").sectors == ()


def test_students_are_not_widened_to_all_who_are_in_no_field() -> None:
    assert wish_for("student in London").wider() == {
        "place": Wish(professions=("student",), countries=("GB",), name=("student", "london")),
        "sector": Wish(places=(LONDON,), name=("student", "london")),
    }


def test_who_teaches_a_language_speaks_it() -> None:
    wish = wish_for("someone who can teach English in London")

    assert (wish.languages, wish.origins, wish.words) == (("en",), (), ())


def test_parts_that_are_empty_ask_for_nothing() -> None:
    assert Wish().is_empty
    assert Wish(origins=("BJ", "TG"), languages=("fon",)).groups() == [["o:BJ", "o:TG"], ["l:fon"]]


def test_beside_a_work_words_are_a_detail_and_given_up_first() -> None:
    assert list(wish_for("immigration lawyer in London").wider()) == ["words", "place", "work"]
    assert list(wish_for("Awa Dossou in London").wider()) == ["place", "words"]


def test_what_is_offered_is_asked_for_and_mentors_are_a_part_of_their_own() -> None:
    assert wish_for("volunteers").offers == ("volunteer",)
    assert wish_for("mentor who teaches online") == Wish(mentors=True, offers=("teach",), name=("mentor", "online"))


def test_a_part_is_dropped_or_added_and_the_message_is_no_name_any_more() -> None:
    wish = wish_for("nurse in London")

    assert wish.without("professions") == Wish(places=(LONDON,))
    assert wish.having("mentors").mentors
    assert wish.having("origins", "BJ").origins == ("BJ",)
    assert wish.having("origins", "BJ").name == ()


def test_a_word_that_is_nearly_a_town_or_a_work_is_guessed() -> None:
    [guess, *_others] = Wish(words=("londn",), origins=("GM",)).guesses()

    assert guess == Wish(origins=("GM",), places=(LONDON,))
    assert Wish(words=("qqqqqqq",)).guesses() == []


@pytest.mark.parametrize("said", ["Jean Kabongo", "محمد أحمد", "women", "maths"])
def test_nothing_far_is_guessed_and_no_name_is_taken_for_a_town(said: str) -> None:
    assert [guess for guess in wish_for(said).guesses() if guess.places or guess.professions] == []


def test_of_two_names_that_nobody_has_each_may_be_meant_alone() -> None:
    assert wish_for("Diallo Jallow").guesses() == [Wish(words=("diallo",)), Wish(words=("jallow",))]
    assert wish_for("Awa Dossou in London").guesses() == []


def test_a_wish_is_kept_as_json_and_read_again() -> None:
    wish = wish_for("Awa, nurse from Benin in London who mentors")

    assert wish_of(wish.told()) == wish
    assert wish_of({"words": ["awa"], "once_known": ["x"]}) == Wish(words=("awa",))
