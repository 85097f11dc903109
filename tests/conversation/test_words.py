"""Words that work everywhere, numbers in any digits, courtesies."""

import pytest

from conversation.words import courtesy, greeted_in, number, says, which, word


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("menu", "menu"),
        ("MENU!", "menu"),
        ("accueil", "menu"),
        ("القائمة", "menu"),
        ("#", "back"),
        ("#️⃣", "back"),
        ("Précédent", "back"),
        ("precedent", "back"),
        ("رجوع", "back"),
        ("annuler", "cancel"),
        ("?", "help"),
        ("à l’aide", "help"),
        ("Langue", "language"),
        ("STOP", "stop"),
        ("arrêt", "stop"),
        ("ARRET.", "stop"),
        ("قف", "stop"),
        ("አቁም", "stop"),
        ("parar", "stop"),
        ("acha", "stop"),
        ("mes données", "mydata"),
        ("\u200fقف\u200f", "stop"),
    ],
)
def test_a_word_is_known_in_every_language_whatever_its_dress(text: str, meant: str) -> None:
    assert word(text) == meant


@pytest.mark.parametrize("text", ["Menou", "I need the menu", "stopp", "", " ", "...", "🙂", "backgammon"])
def test_what_is_only_like_a_word_is_none(text: str) -> None:
    assert word(text) is None


@pytest.mark.parametrize(("text", "meant"), [("langauge", "language"), ("anuler", "cancel"), ("cancle", "cancel")])
def test_one_slip_is_forgiven_where_it_is_allowed(text: str, meant: str) -> None:
    assert word(text) is None
    assert word(text, typos=True) == meant


@pytest.mark.parametrize("text", ["meny", "bak", "stip", "hel"])
def test_short_words_forgive_no_slip(text: str) -> None:
    assert word(text, typos=True) is None


@pytest.mark.parametrize(
    "text",
    ["3", "3.", " 3 ", "(3)", "3)", "03", "٣", "۳", "፫", "३", "৩", "๓", "３", "③", "3️⃣", "3\u200f", "«3»"],
)
def test_three_is_read_in_any_digits(text: str) -> None:
    assert number(text) == 3


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("0️⃣", 0), ("٠", 0), ("12", 12), ("١٢", 12), ("፲", 10), ("99", 99)]
)
def test_other_numbers_are_read(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "three", "-3", "½", "3 4", "1234", "+229 97 12 34 56", "3a", "𒐀𒐀", "Ⅷ Ⅷ"])
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", ["merci", "Merci !", "ok", "OK", "👍", "👍🏿", "شكراً", "asante sana", "d'accord", "❤️"])
def test_thanks_are_known(text: str) -> None:
    assert courtesy(text) == "thanks"


@pytest.mark.parametrize("text", ["bonjour", "Hello!", "salaam", "السلام عليكم", "👋🏾", "habari"])
def test_greetings_are_known(text: str) -> None:
    assert courtesy(text) == "greeting"


@pytest.mark.parametrize("text", ["Merci Dossou", "hello world", "Nice", "", "okapi"])
def test_names_and_sentences_are_no_courtesies(text: str) -> None:
    assert courtesy(text) is None


@pytest.mark.parametrize("text", ["yes", "Oui", "نعم", "አዎ", "sim", "✅", "✔"])
def test_yes_is_said_in_many_ways(text: str) -> None:
    assert says("yes", text)


def test_the_exact_label_wins_over_one_that_is_a_slip_away() -> None:
    assert which("marten", ["Martin", "Marten"]) == 1


def test_a_slip_that_fits_two_labels_is_neither() -> None:
    assert which("Martxn", ["Martin", "Marten"]) is None


@pytest.mark.parametrize("text", ["", "!!!", "🙂"])
def test_nothing_is_no_label(text: str) -> None:
    assert which(text, ["", "🙂", "Mint"]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bonjour", "fr"),
        ("bsr, je cherche un médecin", "fr"),
        ("السلام عليكم", "ar"),
        ("مرحبا، أبحث عن طبيب", "ar"),
        ("hello", None),
        ("salam", None),
        ("Bonjourno", None),
        ("", None),
        ("👋", None),
    ],
)
def test_a_greeting_tells_a_language(text: str, code: str | None) -> None:
    assert greeted_in(text) == code
