"""Questions of each type: what people write, and how it is heard."""

from datetime import date
from typing import Any

import pytest

from conversation.questions import (
    Answer,
    Choose,
    Countries,
    CountryQuestion,
    DayQuestion,
    Draft,
    OwnNumber,
    PhoneQuestion,
    PlaceQuestion,
    ProfessionQuestion,
    Question,
    Several,
    Text,
    Unclear,
    YesNo,
    clean,
    shorten,
)
from conversation.questions.confirm import Confirm
from locales import language

ENGLISH, FRENCH = language("en"), language("fr")
TODAY = date(2026, 11, 23)
TEAS = {"mint": "Mint", "ginger": "Ginger", "hibiscus": "Hibiscus"}


def hear(question: Question, text: str, *draft: Any) -> Any:
    """The answer; for what is half understood its parts, None for what is not understood."""
    match question.read(text, ENGLISH, draft):
        case Answer(raw):
            return raw
        case Draft(parts):
            return Draft(parts)
        case Unclear():
            return None


def why(question: Question, text: str) -> str:
    heard = question.read(text, ENGLISH, ())
    assert isinstance(heard, Unclear)
    return ENGLISH.say(heard.why)


# text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Awa   Dossou ", "Awa Dossou"),
        ("one\n\n  two ", "one\ntwo"),
        ("e\u0301te\u0301", "été"),
        ("a\x00w\x1ba\u202e\u2066", "awa"),
        ("z\u0301\u0302\u0303\u0304a", "ź\u0302\u0303a"),
        ("أمينة\u200f", "أمينة"),
        ("a\tb", "a b"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧 family"),
        ("\ud800lone", "lone"),
    ],
)
def test_a_text_is_kept_as_written_without_what_cannot_be_seen(said: str, kept: str) -> None:
    assert hear(Text("?"), said) == kept == clean(said)


@pytest.mark.parametrize("said", ["", "3", "٣", "...", "👍", "12345", "\u200b\u202e"])
def test_what_says_nothing_is_no_text(said: str) -> None:
    assert hear(Text("?"), said) is None


def test_a_number_that_may_be_called_is_a_text_where_contacts_are_welcome() -> None:
    assert hear(Text("?"), "06 12 34 56 78") == "06 12 34 56 78"
    assert hear(Text("?", links=False), "123456") is None


def test_a_text_has_its_limits() -> None:
    assert hear(Text("?", longest=5), "Aïcha") == "Aïcha"
    assert why(Text("?", longest=5), "Aïchah") == (
        "That is 1 character too many; 5 fit. Your words, to shorten and send again: “Aïchah”"
    )
    assert hear(Text("?", longest=5), "A\u0308i\u0308sha\u0308") == "Äïshä"
    assert hear(Text("?", longest=3), "👩‍👩‍👧👍🏾a") is not None
    assert hear(Text("?", shortest=3), "ab") is None


@pytest.mark.parametrize(
    "said",
    [
        "see http://example.org",
        "WWW.EXAMPLE.ORG",
        "example.com",
        "awa@example.org",
        "I am @awadossou",
        "call +229 01 97 12 34 56",
        "97.12.34.56",
        "٩٧١٢٣٤٥٦",
        "９７１２３４５６",
    ],
)
def test_contacts_are_held_back_where_both_must_agree_first(said: str) -> None:
    assert why(Text("?", links=False), said).startswith("Please leave out links and phone numbers")
    assert said in why(Text("?", links=False), said)
    assert hear(Text("?"), f"{said} x") is not None


@pytest.mark.parametrize("said", ["I have 2 children and 15 years of work", "born in 1987", "M. Dossou", "e.g. tea"])
def test_ordinary_sentences_are_not_taken_for_contacts(said: str) -> None:
    assert hear(Text("?", links=False), said) == said


def test_long_words_are_quoted_short() -> None:
    assert shorten("one\n two") == "one two"
    assert shorten("x" * 50) == "x" * 39 + "…"


# one of several, some of several, yes or no


def test_a_choice_is_named_with_a_slip_on_any_page() -> None:
    many = Choose("?", {f"v{number}": f"Number {number}" for number in range(20)} | {"tea": "Hibiscus"})

    assert hear(many, "number 17") == "v17"
    assert hear(many, "hibiscos") == "tea"
    assert hear(many, "coffee") is None


def test_a_choice_is_named_in_the_language_it_was_shown_in() -> None:
    assert Choose("?", TEAS).read("Menthe", FRENCH, ()) == Unclear(_please(TEAS))


def _please(choices: dict[str, str]) -> Any:
    heard = Choose("?", choices).read("coffee", ENGLISH, ())
    assert isinstance(heard, Unclear)
    return heard.why


def test_what_is_none_of_the_choices_may_be_heard_by_another_question() -> None:
    question = Choose("?", TEAS, other=Text("?"))

    assert hear(question, "mint") == "mint"
    assert hear(question, "Earl Grey") == "Earl Grey"
    assert question.restore("Earl Grey") == "Earl Grey"


def test_several_are_picked_one_by_one_until_done() -> None:
    question = Several("?", TEAS)

    assert question.pick("mint", []) == Draft(["mint"])
    assert [each.value for each in question.options(["mint"])] == ["-mint", "ginger", "hibiscus", "done!"]
    assert question.pick("ginger", ["mint"]) == Draft(["mint", "ginger"])
    assert question.pick("-mint", ["mint", "ginger"]) == Draft(["ginger"])
    assert question.pick("done!", ["ginger"]) == Answer(["ginger"])
    assert hear(question, "that's all", "ginger") == ["ginger"]
    assert hear(question, "Hibiscus", "ginger") == Draft(["ginger", "hibiscus"])


def test_the_same_pick_twice_is_one_pick() -> None:
    assert Several("?", TEAS).pick("mint", ["mint"]) == Draft(["mint"])
    assert Several("?", TEAS).pick("-mint", []) == Draft([])


def test_nothing_picked_is_not_done() -> None:
    assert isinstance(Several("?", TEAS).pick("done!", []), Unclear)
    assert hear(Several("?", TEAS), "done") is None


def test_picking_ends_when_as_many_as_may_be_are_picked() -> None:
    question = Several("?", TEAS, most=2)

    assert question.pick("ginger", ["mint"]) == Answer(["mint", "ginger"])
    assert question.pick_all(["mint", "ginger"], []) == Answer(["mint", "ginger"])
    assert isinstance(question.pick_all(["mint", "ginger", "hibiscus"], []), Unclear)


@pytest.mark.parametrize("said", ["yes", "Oui", "نعم", "✅", "YEP!", "አዎ"])
def test_yes_is_heard(said: str) -> None:
    assert hear(YesNo("?"), said) is True


@pytest.mark.parametrize("said", ["no", "Non merci", "لا", "❌", "hapana"])
def test_no_is_heard(said: str) -> None:
    assert hear(YesNo("?"), said) is False


def test_perhaps_is_neither() -> None:
    assert why(YesNo("?"), "perhaps") == "Please answer yes or no."


# what everyone knows


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Benin", "BJ"),
        ("bénin", "BJ"),
        ("بنين", "BJ"),
        ("Togu", "TG"),
        ("I am from Ghana", "GH"),
        ("sénégalaise", "SN"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("مصر", "EG"),
    ],
)
def test_a_country_is_understood(said: str, code: str) -> None:
    assert hear(CountryQuestion("?"), said) == code


def test_two_countries_of_one_name_are_asked_about() -> None:
    assert hear(CountryQuestion("?"), "Congo") == Draft(["CD", "CG"])


def test_only_the_countries_offered_count_where_it_is_so() -> None:
    assert hear(CountryQuestion("?", offered=("BJ", "TG"), only=True), "Ghana") is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Benin", ["BJ"]),
        ("Benin and Togo", ["BJ", "TG"]),
        ("bénin, togo et ghana", ["BJ", "TG", "GH"]),
        ("Benin/Togo", ["BJ", "TG"]),
        ("Benin Togo", ["BJ", "TG"]),
        ("Benin, Benin", ["BJ"]),
        ("مصر والسنغال", ["EG", "SN"]),
        ("مصر و السنغال", ["EG", "SN"]),
        ("Benin, Nowhereland", None),
        ("Sierra Leone", ["SL"]),
    ],
)
def test_several_countries_are_understood_in_one_message(said: str, codes: list[str] | None) -> None:
    assert hear(Countries("?"), said) == codes


@pytest.mark.parametrize(
    ("said", "town", "country"),
    [
        ("villeurbane", "Villeurbanne", "FR"),
        ("Nice", "Nice", "FR"),
        ("cotonou", "Cotonou", "BJ"),
        ("دكار", "Dakar", "SN"),
        ("Accra, Ghana", "Accra", "GH"),
    ],
)
def test_a_town_is_understood(said: str, town: str, country: str) -> None:
    heard = hear(PlaceQuestion("?"), said)

    assert (heard["text"], heard["country"]) == (town, country)


def test_towns_of_one_name_are_asked_about() -> None:
    heard = hear(PlaceQuestion("?"), "Springfield")

    assert isinstance(heard, Draft)
    assert len(heard.parts) > 1
    offered = PlaceQuestion("?").options(heard.parts)
    assert ENGLISH.say(offered[0].label) == "Springfield, United States"
    assert isinstance(PlaceQuestion("?").pick(offered[0].value, heard.parts), Answer)


def test_an_unknown_town_is_kept_once_it_is_said_again() -> None:
    question = PlaceQuestion("?")

    assert hear(question, "Xyzzyville") == Draft(["Xyzzyville"])
    kept = {"id": None, "text": "Xyzzyville", "country": None}
    assert hear(question, "Xyzzyville", "Xyzzyville") == kept
    assert question.pick("as-written", ["Xyzzyville"]) == Answer(kept)


@pytest.mark.parametrize("said", ["123", "...", "👍"])
def test_what_has_no_letter_is_no_town_and_no_profession(said: str) -> None:
    assert hear(PlaceQuestion("?"), said) is None
    assert hear(ProfessionQuestion("?"), said) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [("sage femme", "2222"), ("nurse", "2221"), ("infirmière", "2221"), ("ممرضة", "2221"), ("zqx juggler", None)],
)
def test_a_profession_is_understood_or_kept_as_written(said: str, code: str | None) -> None:
    assert hear(ProfessionQuestion("?"), said) == {"code": code, "text": said}


@pytest.mark.parametrize(
    "said", ["+229 01 97 12 34 56", "00229 97123456", "٠٠٢٢٩٩٧١٢٣٤٥٦", "my number is +2290197123456"]
)
def test_a_phone_number_is_read(said: str) -> None:
    assert hear(PhoneQuestion("?"), said) == "+2290197123456"


def test_a_local_number_is_read_where_it_is_at_home_and_asked_about_elsewhere() -> None:
    assert hear(PhoneQuestion("?", homes=["FR", "BJ"]), "97 12 34 56") == "+2290197123456"
    heard = hear(PhoneQuestion("?"), "97 12 34 56")
    assert isinstance(heard, Draft)
    assert "+2290197123456" in heard.parts
    assert PhoneQuestion("?").pick(heard.parts[0], heard.parts) == Answer(heard.parts[0])


def test_ones_own_number_is_asked_for_as_a_contact() -> None:
    asked = OwnNumber("?")

    assert (asked.wants(), PhoneQuestion("?").wants()) == ("contact", "")
    assert (Choose("?", TEAS, other=asked).wants(), Choose("?", TEAS).wants()) == ("contact", "")
    assert hear(asked, "+229 01 97 12 34 56") == "+2290197123456"
    assert hear(asked, "97 12 34 56") is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("28/02", "2027-02-28"),
        ("28.2", "2027-02-28"),
        ("٢٨/٠٢", "2027-02-28"),
        ("28/02/27", "2027-02-28"),
        ("2027-02-28", "2027-02-28"),
        ("23/11", "2026-11-23"),
        ("22/11", "2027-11-22"),
        ("30/02", None),
        ("5/13", None),
        ("tomorrow", None),
        ("28", None),
        ("0/0", None),
        ("99/99/9999", None),
    ],
)
def test_a_day_is_read_day_first_and_never_in_the_past_without_its_year(said: str, day: str | None) -> None:
    assert hear(DayQuestion("?", after=TODAY), said) == day


def test_a_day_that_is_none_is_quoted() -> None:
    assert why(DayQuestion("?", after=TODAY), "30/02") == "I did not recognise “30/02”. Write for example 28/02."


# what was stored

RESTORED: list[tuple[Question, Any, Any]] = [
    (Text("?"), "Awa", "Awa"),
    (Choose("?", TEAS), "mint", "mint"),
    (Several("?", TEAS), ["mint"], ["mint"]),
    (YesNo("?"), False, False),
    (CountryQuestion("?"), "BJ", "BJ"),
    (Countries("?"), ["BJ", "TG"], ["BJ", "TG"]),
    (PlaceQuestion("?"), {"id": None, "text": "x", "country": None}, {"id": None, "text": "x", "country": None}),
    (ProfessionQuestion("?"), {"code": None, "text": "x"}, {"code": None, "text": "x"}),
    (PhoneQuestion("?"), "+2290197123456", "+2290197123456"),
    (OwnNumber("?"), "+2290197123456", "+2290197123456"),
    (DayQuestion("?", after=TODAY), "2027-02-28", date(2027, 2, 28)),
    (Confirm("?", "seal"), "seal", "seal"),
]


@pytest.mark.parametrize(("question", "raw", "value"), RESTORED, ids=[type(each[0]).__name__ for each in RESTORED])
def test_a_stored_answer_comes_back(question: Question, raw: Any, value: Any) -> None:
    assert question.restore(raw) == value


@pytest.mark.parametrize("question", [each[0] for each in RESTORED], ids=[type(each[0]).__name__ for each in RESTORED])
@pytest.mark.parametrize("raw", [None, 7, "gone", ["gone"], {"gone": 1}, [{}], True, [None]], ids=repr)
def test_what_parses_no_more_is_no_answer_and_no_accident(question: Question, raw: Any) -> None:
    try:
        value = question.restore(raw)
    except (ValueError, KeyError, TypeError):
        return
    assert _may_be(question, value)


def _may_be(question: Question, value: Any) -> bool:
    """Text takes any text, yes or no takes True."""
    return (isinstance(question, Text) and value == "gone") or (isinstance(question, YesNo) and value is True)


@pytest.mark.parametrize("question", [each[0] for each in RESTORED], ids=[type(each[0]).__name__ for each in RESTORED])
def test_half_an_answer_to_another_question_offers_nothing_strange(question: Question) -> None:
    for draft in ([7], ["gone"], ["BJ"], [{"id": 1}], [None], ["+2290197123456"], [["x"]]):
        for option in question.options(draft):
            assert ENGLISH.say(option.label)
            assert len(option.value.encode()) <= 20
            question.pick(option.value, draft)
        question.read("Benin", ENGLISH, draft)
        question.pick("gone", draft)
