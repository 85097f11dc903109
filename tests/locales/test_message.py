"""Messages, and the values that stand in them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from locales import Clock, Day, Language, Listing, Message, _, _n, _p, language


class Town:
    def say(self, language: Language) -> str:
        return "ليون" if language.code == "ar" else "Lyon"


def test_a_message_keeps_its_sentence_and_values_apart() -> None:
    message = _("Nice to meet you, {name}.", name="Awa")

    assert message.id == "Nice to meet you, {name}."
    assert message.values == {"name": "Awa"}
    assert (message.plural, message.count, message.context) == (None, None, None)


def test_a_plural_message_knows_its_number_by_name() -> None:
    message = _n("{n} person in {town}", "{n} people in {town}", 3, town="Lyon")

    assert (message.id, message.plural, message.count) == ("{n} person in {town}", "{n} people in {town}", 3)
    assert message.values == {"n": 3, "town": "Lyon"}


def test_values_may_be_called_text_or_context() -> None:
    assert _("“{text}”", text="a").values == {"text": "a"}
    assert _p("choice", "{context}", context="b").values == {"context": "b"}


def test_messages_are_values() -> None:
    assert _("Back") == _("Back")
    assert _("Back") != _p("choice", "Back")
    assert _("{name}", name="Awa") != _("{name}", name="Koffi")
    assert len({_("{names}", names=["unhashable"]), _("{names}", names=["unhashable"])}) == 1  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        _("Back").id = "Menu"  # type: ignore[misc]


def test_the_repr_of_a_message_tells_nobody_what_people_wrote() -> None:
    assert "Awa" not in repr(_("Nice to meet you, {name}.", name="Awa"))


def test_a_message_says_itself_like_any_other_value() -> None:
    assert _("Hello {name}", name="Awa").say(language("en")) == "Hello Awa"


def test_messages_stand_in_messages() -> None:
    inner = _n("{n} person", "{n} people", 2)

    assert language("en").say(_("Found: {who}.", who=inner)) == "Found: 2 people."


def test_a_listing_is_written_as_the_reader_lists_things() -> None:
    listing = Listing(["Awa", Town(), 3])

    assert language("en").say(listing) == "Awa, Lyon and 3"
    assert language("fr").say(listing) == "Awa, Lyon et 3"
    assert language("ar").say(listing) == "\u2068Awa\u2069 وليون و3"


def test_a_listing_of_nothing_is_nothing_and_of_one_is_that_one() -> None:
    assert language("fr").say(Listing([])) == ""
    assert language("fr").say(Listing(one for one in ["Awa"])) == "Awa"
    assert hash(Listing(["Awa"])) == hash(Listing(("Awa",)))


@pytest.mark.parametrize(
    ("code", "full", "day", "month"),
    [
        ("en", "12 March 2027", "12 March", "March"),
        ("fr", "12 mars 2027", "12 mars", "mars"),
        ("ar", "12 مارس 2027", "12 مارس", "مارس"),
    ],
)
def test_a_day_is_written_in_full_without_its_year_or_as_a_month(code: str, full: str, day: str, month: str) -> None:
    march = date(2027, 3, 12)

    assert language(code).say(Day(march)) == full
    assert language(code).say(Day(march, "day")) == day
    assert language(code).say(Day(march, "month")) == month


def test_french_says_the_first_of_the_month() -> None:
    assert language("fr").say(Day(date(2027, 1, 1))) == "1er janvier 2027"
    assert language("fr").say(Day(date(2027, 1, 1), "day")) == "1er janvier"
    assert language("fr").say(Day(date(2027, 1, 11))) == "11 janvier 2027"
    assert language("en").say(Day(date(2027, 1, 1))) == "1 January 2027"


NOON = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (Clock(NOON), "12:05"),
        (Clock(NOON, "Africa/Addis_Ababa"), "15:05"),
        (Clock(NOON, ZoneInfo("Africa/Porto-Novo")), "13:05"),
        (Clock(NOON.replace(tzinfo=None), "Africa/Addis_Ababa"), "15:05"),
        (Clock(NOON.astimezone(timezone(timedelta(hours=-5))), "Africa/Addis_Ababa"), "15:05"),
        (Clock(NOON, "Nowhere/At_All"), "12:05"),
        (Clock(NOON, "../../etc/passwd"), "12:05"),
        (Clock(NOON, ""), "12:05"),
    ],
)
def test_a_clock_shows_the_time_where_the_reader_is(clock: Clock, said: str) -> None:
    assert language("en").say(clock) == said


def test_nothing_to_say_says_nothing() -> None:
    assert language("fr").say(Message("")) == ""
