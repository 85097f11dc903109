"""What a search asks for, and the next wider ones."""

from services.wishes import Wish, wish_for
from world.places import find_places

LONDON = find_places("London", "GB")[0].id


def test_a_wish_gets_wider_one_step_at_a_time_the_nearest_first() -> None:
    wish = Wish(professions=("2221",), origins=("GM",), places=(LONDON,))

    assert wish.wider() == {
        "place": Wish(professions=("2221",), origins=("GM",), countries=("GB",)),
        "work": Wish(sectors=("health",), origins=("GM",), places=(LONDON,)),
        "origin": Wish(professions=("2221",), places=(LONDON,)),
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


def test_who_teaches_a_language_speaks_it() -> None:
    wish = wish_for("someone who can teach English in London")

    assert (wish.languages, wish.origins, wish.words) == (("en",), (), ())


def test_parts_that_are_empty_ask_for_nothing() -> None:
    assert Wish().is_empty
    assert Wish(origins=("BJ", "TG"), languages=("fon",)).groups() == [["o:BJ", "o:TG"], ["l:fon"]]
