"""First contact."""

from services import consents
from tests.handlers.conftest import START, Guest, Newcomer


async def test_the_first_screen_says_who_this_is_in_nine_lines(newcomer: Newcomer) -> None:
    text = await newcomer("koffi").say("", "start")

    assert "Passerelle, a bot" in text
    assert consents.WORDINGS["notice"].id in text
    assert len(text.splitlines()) <= 9


async def test_starting_leads_to_the_menu(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")
    await koffi.say("Good morning")

    assert "welcome" in await koffi.tap(START)
    assert "Find someone" in koffi.choices


async def test_what_was_wanted_first_is_kept_and_goes_on_after_the_notice(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")

    assert "Passerelle, a bot" in await koffi.say("+229 01 97 12 34 56")
    assert "+229 01 97 12 34 56" in await koffi.tap(START)


async def test_a_link_of_a_country_is_welcomed_with_it_and_leads_to_a_card(newcomer: Newcomer) -> None:
    awa = newcomer("awa")

    assert "Benin and its diaspora" in await awa.say("BJ", "start")
    assert "You live…" in await awa.tap(START)
    assert "In Benin" in awa.choices


async def test_a_link_may_lead_to_the_opportunities_of_a_country(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("alerts-BJ", "start")

    await awa.tap(START)

    assert awa.screen is not None
    assert awa.screen.dialogue == "alerts"


async def test_another_language_is_one_tap_away_and_the_country_stays(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("BJ", "start")

    await awa.tap("Français")

    assert awa.screen is not None
    assert (awa.screen.language, awa.screen.dialogue) == ("fr", "welcome")
    assert "Bénin" in awa.text


async def test_how_data_is_kept_is_said_before_anything_is_agreed(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("hello")

    assert "encrypted" in await awa.tap("How is my data kept?")
    assert "welcome" in await awa.tap(START)
    assert "My data" in awa.choices


async def test_the_notice_is_shown_once(guest: Guest) -> None:
    awa = await guest("awa")

    assert "What would you like to do?" in await awa.say("hello")


async def test_what_is_written_at_the_notice_is_done_after_it(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")
    await koffi.say("", "start")

    assert "“+229 01 97 12 34 56”: I see to it" in await koffi.say("+229 01 97 12 34 56")
    assert "+229 01 97 12 34 56" in await koffi.tap("Français")
    await koffi.tap("English")
    assert "Shall I write to whoever has the number +229 01 97 12 34 56?" in await koffi.say("yes")


async def test_the_way_to_the_menu_keeps_the_country_of_a_link(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("BJ", "start")

    for word in ("0", "menu", "start"):
        assert "Benin and its diaspora" in await awa.say(word)
    assert "You live…" in await awa.say("oui")


async def test_by_whose_link_somebody_came_is_kept_once_they_agree_and_never_changed(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    assert "Benin and its diaspora" in await awa.say("ref-rose-bj", "start")
    assert "link of" not in await awa.say("my data")
    await awa.say_all("back", "menu")
    await awa.tap("Français")
    await awa.tap("English")
    assert "You live…" in await awa.tap(START)

    await awa.say("ref-lyon", "start")

    assert "You came by the link of rose." in await awa.say("my data")


async def test_a_code_may_be_the_first_word(guest: Guest, newcomer: Newcomer) -> None:
    awa, at_once, greeted = await guest("awa"), newcomer("at once"), newcomer("greeted")
    await greeted.say("hello")
    for other in (at_once, greeted):
        await awa.say("/device")
        code = (await awa.tap("Show me a code")).split("/join ")[1].split()[0]

        assert "Both devices then share one conversation" in await other.say(code)
        assert "now shares your conversation" in await other.say("yes")
        assert "Another device has joined" in (await awa.news())[0]


async def test_no_way_out_of_the_notice_loses_the_country_of_a_link(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("BJ", "start")

    for way_out in ("back", "cancel", "help", "back", "/language", "cancel"):
        await awa.say(way_out)
    assert "Benin and its diaspora" in await awa.say("menu")


async def test_a_greeting_is_answered_in_its_language(newcomer: Newcomer) -> None:
    assert "Bonjour 👋 Je suis Passerelle" in await newcomer("koffi").say("Bonjour")


async def test_a_greeting_at_the_first_screen_turns_it_into_its_language(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")
    await koffi.say("", "start")

    assert "Bonjour 👋 Je suis Passerelle" in await koffi.say("bonsoir !")
    assert "Hello 👋" not in await koffi.say("مرحبا")


async def test_a_greeting_before_first_words_tells_their_language_too(newcomer: Newcomer) -> None:
    koffi = newcomer("koffi")
    await koffi.say("", "start")

    text = await koffi.say("Bonjour, je cherche un médecin")

    assert "Bonjour, je cherche un médecin" in text
    assert "je m’en occupe dès que" in text
