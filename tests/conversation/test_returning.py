"""Coming back: after half an hour, after a month, and to what was written meanwhile."""

from tests.conversation.stage import Guest

RESUME = "You were ordering tea (2/4)."


async def test_after_half_an_hour_we_say_where_we_were_and_keep_what_was_written(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)

    assert await guest.says("hibiscus") == RESUME
    assert guest.choices == ["Go on", "Start over", "Menu"]
    assert await guest.says("1") == "(3/4) With sugar?"
    assert await guest.answers() == {"name": "Awa", "kind": "hibiscus"}


async def test_going_on_may_be_said_in_words(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(hours=5)

    await guest.says("hibiscus")
    assert await guest.says("go on") == "(3/4) With sugar?"
    assert (await guest.answers())["kind"] == "hibiscus"


async def test_what_was_written_is_heard_as_it_would_have_been(guest: Guest) -> None:
    await guest.says("/tea")
    guest.clock.move(hours=5)

    await guest.says("merci")
    assert await guest.says("1") == "With pleasure.\n(1/4) Who is it for?"
    await guest.says("Awa", "1", "yes")
    guest.clock.move(hours=5)
    await guest.says("skip")
    assert await guest.says("1") == "Mint for Awa, as usual."


async def test_yes_and_ok_go_on_and_answer_nothing_else(guest: Guest) -> None:
    for said in ("yes", "ok", "oui"):
        await guest.says("cancel", "/tea")
        guest.clock.move(minutes=31)

        await guest.says("Awa")
        assert await guest.says(said) == "(2/4) Which tea, Awa?"


async def test_no_leads_to_the_menu_and_keeps_what_was_left(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)

    await guest.says("hibiscus")
    assert await guest.says("no") == "What would you like?"
    assert guest.choices[-1] == "Go on: ordering tea (2/4)"


async def test_a_yes_to_what_is_no_longer_on_show_asks_to_look_again(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1")
    guest.clock.move(minutes=31)
    assert await guest.says("yes", "yes") == "(3/4) With sugar?"

    await guest.says("yes", "skip")
    guest.clock.move(minutes=31)
    for said in ("go on", "yes", "Go on"):
        assert await guest.says("yes") == "You were ordering tea (4/4)."
        assert await guest.says(said) == "Mint for Awa, as usual."
        assert await guest.effects() == []
        guest.clock.move(minutes=31)
    guest.clock.move(minutes=-31)
    await guest.says("yes")
    assert len(await guest.effects()) == 1


async def test_another_answer_instead_of_going_on_is_the_answer(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)

    await guest.says("coffee")
    assert await guest.says("mint") == "(3/4) With sugar?"


async def test_one_may_start_over(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)

    await guest.says("hibiscus")
    assert await guest.taps("Start over") == "(1/4) Who is it for?"
    assert await guest.answers() == {}


async def test_the_menu_keeps_what_was_left(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)

    await guest.says("hibiscus")
    await guest.says("3")
    assert guest.choices == ["Order tea", "Help", "Go on: ordering tea (2/4)"]
    assert await guest.says("3") == "(2/4) Which tea, Awa?"


async def test_a_number_or_a_button_goes_on_at_once(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=31)
    assert await guest.says("1") == "(3/4) With sugar?"
    guest.clock.move(days=2)
    assert await guest.taps("Yes") == "(4/4) Anything else?"


async def test_half_an_hour_is_not_a_long_time(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(minutes=29)

    assert await guest.says("mint") == "(3/4) With sugar?"


async def test_after_thirty_days_it_is_forgotten(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(days=30)

    assert await guest.says("coffee") == "You search for coffee."
    assert (await guest.state()).stack == []


async def test_a_choice_of_a_month_ago_is_answered_politely(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(days=30)

    moved_on = "We have moved on since then. Here is where we are.\nWhat would you like?"
    assert await guest.taps("Mint") == moved_on


async def test_after_twenty_nine_days_it_is_not(guest: Guest) -> None:
    await guest.says("/tea", "Awa")
    guest.clock.move(days=29)

    assert await guest.says("mint") == RESUME


async def test_the_last_screen_of_a_month_ago_does_not_come_back(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1", "yes", "skip", "yes")
    guest.clock.move(days=30)

    assert await guest.does("start") == "What would you like?"


async def test_a_bare_start_goes_on_where_one_was(guest: Guest) -> None:
    await guest.says("/tea", "Awa")

    assert await guest.does("start") == "(2/4) Which tea, Awa?"
    assert await guest.does("start", "help") == "This is help.\nYou were ordering tea (2/4).\n(2/4) Which tea, Awa?"


async def test_a_few_answers_are_dropped_without_a_word_more_are_asked_about(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1")
    assert await guest.says("cancel") == "All right, we leave it there.\nWhat would you like?"

    await guest.says("/tea", "Awa", "1", "yes", "skip")
    assert await guest.says("cancel") == "Shall I keep your answers for later?"
    assert guest.choices == ["Go on", "Keep for later", "Drop them"]
    await guest.taps("Keep for later")
    assert await guest.taps("Go on: ordering tea (4/4)") == "Mint for Awa, as usual."
    await guest.says("cancel")
    await guest.taps("Drop them")
    assert (await guest.state()).stack == []


async def test_asked_whether_to_keep_the_answers_one_may_answer_in_words(guest: Guest) -> None:
    await guest.says("/tea", "Awa", "1", "yes", "skip", "cancel")

    assert await guest.says("go on") == "Mint for Awa, as usual."
