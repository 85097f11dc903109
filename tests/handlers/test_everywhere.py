"""The words that work everywhere, and where other words lead."""

import pytest

from conversation import notes
from conversation.standing import Standing
from conversation.words import word
from handlers.routes import ROUTER
from locales import languages
from tests.handlers.conftest import Guest, Newcomer, Registered

HERE = Standing(noticed=True)


@pytest.mark.parametrize(
    ("text", "dialogue", "args"),
    [
        ("je cherche 97 12 34 56", "phone", {"said": "je cherche 97 12 34 56"}),
        ("٩٧ ١٢ ٣٤ ٥٦", "phone", {"said": "٩٧ ١٢ ٣٤ ٥٦"}),
        ("opportunités au Bénin", "alerts", {"country": "BJ"}),
        ("subscribe", "alerts", {}),
        ("فرص", "alerts", {}),
        ("un mentor", "mentor", {}),
        ("nurse who could mentor students in london", "search", {"said": "nurse who could mentor students in london"}),
        ("Awa Dossou", "search", {"said": "Awa Dossou"}),
        ("k7q2-m4tx", "join", {"code": "k7q2-m4tx"}),
        ("K7Q2–M4TX", "join", {"code": "K7Q2–M4TX"}),
        ("Jean-Marc", "search", {"said": "Jean-Marc"}),
        ("9712-3456", "phone", {"said": "9712-3456"}),
        ("K7Q2M4TX", "search", {"said": "K7Q2M4TX"}),
    ],
)
def test_free_text_leads_where_it_is_meant_to(text: str, dialogue: str, args: dict[str, str]) -> None:
    found = ROUTER.free_text(text, HERE)

    assert (found.dialogue, found.args) == (dialogue, args)


@pytest.mark.parametrize(
    ("parameter", "dialogue", "args"),
    [
        ("", "menu", {}),
        ("BJ", "register", {"country": "BJ"}),
        ("country-bj", "register", {"country": "BJ"}),
        ("Country_BJ", "register", {"country": "BJ"}),
        ("register-bj", "register", {"country": "BJ"}),
        ("mentor-bj", "mentor", {"country": "BJ"}),
        ("join-K7Q2-M4TX", "join", {"code": "K7Q2-M4TX"}),
        ("join-k7q2m4tx", "join", {"code": "K7Q2M4TX"}),
        ("join-K7Q2", "menu", {}),
        ("ref-rose", "menu", {}),
        ("ref-rose-bj", "register", {"country": "BJ"}),
        ("alerts-gh", "alerts", {"country": "GH"}),
        ("erase-BJ", "register", {"country": "BJ"}),
        ("FR", "menu", {}),
        ("'; drop table", "menu", {}),
    ],
)
def test_a_start_link_leads_to_its_country(parameter: str, dialogue: str, args: dict[str, str]) -> None:
    found = ROUTER.start(parameter, HERE)

    assert (found.dialogue, found.args) == (dialogue, args)


@pytest.mark.parametrize(
    ("parameter", "dialogue", "args"),
    [
        ("country-bj", "welcome", {"country": "BJ", "then": "register"}),
        ("mentor-bj", "welcome", {"country": "BJ", "then": "mentor"}),
        ("ref-Rose", "welcome", {"ref": "rose"}),
        ("ref-lyon69-BJ", "welcome", {"ref": "lyon69", "country": "BJ", "then": "register"}),
        ("ref-rose-fr", "welcome", {"ref": "rose"}),
        ("ref-r", "menu", {}),
        (f"ref-{'a' * 21}", "menu", {}),
        ("join-K7Q2-M4TX", "join", {"code": "K7Q2-M4TX"}),
        ("nonsense", "menu", {}),
    ],
)
def test_a_start_link_brings_a_newcomer_to_the_notice_with_what_it_says(
    parameter: str, dialogue: str, args: dict[str, str]
) -> None:
    found = ROUTER.start(parameter, Standing())

    assert (found.dialogue, found.args) == (dialogue, args)


async def test_a_link_is_an_interruption_and_loses_nothing(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/register", "1", "Awa Dossou")

    assert "Shall I show what is open" in await awa.say("alerts-BJ", "start")
    await awa.say("cancel")
    assert "Nice to meet you, Awa." in awa.text


async def test_a_link_to_what_is_under_way_goes_on_with_it(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/register", "1", "Awa Dossou")
    asked = awa.text

    assert await awa.say("register-BJ", "start") == asked
    assert await awa.say("/start BJ") == asked


def test_what_follows_a_command_is_kept() -> None:
    found = ROUTER.command("join", "ABCD-2345", HERE)

    assert found is not None
    assert (found.dialogue, found.args) == ("join", {"code": "ABCD-2345"})
    assert ROUTER.command("dance", "", HERE) is None


def test_only_staff_rights_cannot_be_earned_in_a_conversation() -> None:
    assert ROUTER.unlock("staff") is None


async def test_help_names_the_words_that_work_everywhere(guest: Guest) -> None:
    text = await (await guest("awa")).say("help")

    for each in ("menu", "back", "cancel", "help", "language", "stop", "my data"):
        assert each in text


async def test_stop_is_confirmed_once_and_start_ends_it(registered: Registered) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")

    assert "I will not write to you any more" in await awa.say("STOP")
    assert "I found nobody like this yet" in await koffi.say("awa dossou")

    assert "Good to have you back" in await awa.say("start")
    await koffi.say("awa dossou")
    assert "Awa D., nurse, London, United Kingdom, from Benin" in koffi.choices


async def test_start_without_a_silence_is_the_menu(guest: Guest) -> None:
    assert "What would you like to do?" in await (await guest("awa")).say("start")


async def test_the_language_changes_for_everything_that_follows(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("langue")
    await awa.tap("Français")

    await awa.say("menu")

    assert awa.screen is not None
    assert awa.screen.language == "fr"


async def test_the_menu_offers_a_card_to_who_has_none_and_their_own_to_who_has(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("menu")

    assert "My card" in awa.choices
    assert "Make my card" not in awa.choices


async def test_an_answer_without_a_question_is_no_search(guest: Guest) -> None:
    awa = await guest("awa")

    for answer in ("9", "٩", "yes", "non", "skip"):
        assert "What would you like to do?" in await awa.say(answer)


async def test_what_the_menu_offers_is_understood_when_it_is_typed(registered: Registered) -> None:
    awa = await registered("Awa Dossou")

    assert "Who may see it" in await awa.say("my card")
    assert "Who may see it" in await awa.say("ma fiche")
    assert "Who are you looking for?" in await awa.say("trouver quelqu'un")
    assert "your question" in await awa.say("Talk to a person")
    await awa.say("menu")
    assert "your question" in await awa.say("I would like to talk to a person, please")


async def test_a_language_may_be_named_in_any_other(guest: Guest) -> None:
    awa = await guest("awa")
    for said, code in (("arabe", "ar"), ("anglais", "en"), ("fr", "fr")):
        await awa.say_all("language", said)

        assert awa.screen is not None
        assert awa.screen.language == code


async def test_a_choice_is_made_by_a_word_that_only_it_has(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")

    assert "What is the organisation called?" in await awa.say("organisation")
    await awa.say("back")
    await awa.say_all("/language", "fr")
    assert "Comment vous appelez-vous" in await awa.say("étranger")
    await awa.say_all("back", "/language", "en")
    assert "Please choose one of these" in await awa.say("i")


async def test_who_asks_what_this_is_gets_help(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")
    await koffi.say("", "start")

    for asked in ("What is this?", "Are you a real person?", "C'est quoi ?", "من أنت؟"):
        assert "I am a bot." in await koffi.say(asked)


def test_to_start_over_is_not_to_start_again() -> None:
    """“Start” ends a silence; typed under a dialogue that was left, it must not stand for beginning that one anew."""
    for each in languages():
        assert word(each.say(notes.START_OVER)) is None
