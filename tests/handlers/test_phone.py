"""Writing to a phone number."""

from tests.handlers.conftest import START, Guest, Newcomer, Registered

NUMBER = "+229 01 97 12 34 56"
NOTED = "Noted. If this person wishes to answer, you will know here."


async def test_the_answer_is_the_same_whether_somebody_has_the_number_or_not(guest: Guest) -> None:
    await guest("awa", phone="+2290197123456")
    for name, number in (("koffi", NUMBER), ("ama", "+233 24 123 4567")):
        chat = await guest(name)
        assert number in await chat.say(f"I look for {number}")
        assert await chat.say("I am the son of aunt Rose") == NOTED
        assert await chat.news() == []


async def test_a_second_word_is_refused_before_it_is_written(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say_all(NUMBER, "I am the son of aunt Rose")

    assert "not long ago" in await koffi.say(NUMBER)


async def test_who_lets_themselves_be_found_gets_the_words_and_may_accept(guest: Guest) -> None:
    awa, koffi = await guest("awa", phone="+2290197123456"), await guest("koffi")
    await koffi.say_all(NUMBER, "I am the son of aunt Rose")

    await awa.later(minutes=1)
    [text] = await awa.news()
    assert "Someone who knows your phone number" in text
    assert "“I am the son of aunt Rose”" in text

    await awa.tap("Accept")
    await awa.tap("Through you, the bot")
    assert await koffi.news() == [
        "The person you are in touch with is happy to be in touch.\nWrite to them here, and I pass it on."
    ]


async def test_who_has_a_card_shows_it_with_their_words(guest: Guest, registered: Registered) -> None:
    awa, koffi = await guest("awa", phone="+2290197123456"), await registered("Koffi Mensah")
    await koffi.say_all(NUMBER, "I am the son of aunt Rose")

    await awa.later(minutes=1)
    [text] = await awa.news()

    assert "Koffi M., nurse, United Kingdom" in text


async def test_a_number_without_its_country_is_asked_about_only_where_it_may_be_several(
    guest: Guest, registered: Registered
) -> None:
    koffi = await guest("koffi")
    await koffi.say("je cherche 97 12 34 56")
    assert koffi.choices == ["Benin: +229 01 97 12 34 56", "Chad: +235 97 12 34 56"]
    assert NUMBER in await koffi.say("1")

    assert NUMBER in await (await registered("Awa Dossou")).say("je cherche 97 12 34 56")


async def test_a_number_may_be_asked_for(guest: Guest) -> None:
    koffi = await guest("koffi")

    assert "Which phone number do you know?" in await koffi.say("/phone")
    assert NUMBER in await koffi.say("٠٠٢٢٩٠١٩٧١٢٣٤٥٦")


async def test_a_shared_contact_is_a_search_by_its_number(guest: Guest, newcomer: Newcomer) -> None:
    koffi, ama = await guest("koffi"), newcomer("ama")

    assert f"whoever has the number {NUMBER}" in await koffi.say("+2290197123456", "contact")
    await koffi.say_all("cancel", "/phone")
    assert f"whoever has the number {NUMBER}" in await koffi.say("+2290197123456", "contact")

    await ama.say("+2290197123456", "contact")
    assert f"whoever has the number {NUMBER}" in await ama.tap(START)


async def test_ones_own_contact_asks_whether_to_be_found_by_it(guest: Guest) -> None:
    awa = await guest("awa")

    assert "May people who already know your number" in await awa.say(
        "+2290197123456", "contact", number="+2290197123456"
    )
    assert "can send you a word" in await awa.tap("Yes")


async def test_a_yes_is_no_word_to_pass_on_and_a_no_leaves_it(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say(NUMBER)

    assert "A few more words, please." in await koffi.say("yes")
    assert "What would you like to do?" in await koffi.say("no")


async def test_of_a_contact_with_several_numbers_one_is_chosen(guest: Guest) -> None:
    koffi = await guest("koffi")

    assert "several numbers" in await koffi.say("+33612345678;97 12 34 56", "contact")
    assert koffi.choices == ["+33 6 12 34 56 78", NUMBER, "+235 97 12 34 56"]
    assert f"whoever has the number {NUMBER}" in await koffi.tap(NUMBER)

    await koffi.say_all("cancel", "/phone")
    assert "Which one do you mean?" in await koffi.say("+33612345678;+2290197123456", "contact")


async def test_words_that_hold_a_contact_or_are_too_long_are_given_back(guest: Guest) -> None:
    koffi = await guest("koffi")
    assert "in 300 letters" in await koffi.say(NUMBER)

    assert "“Koffi, zero six twelve thirty four fifty six”" in await koffi.say(
        "Koffi, zero six twelve thirty four fifty six"
    )
    long = await koffi.say("I am Koffi. " * 26)
    assert "11 characters too many; 300 fit" in long
    assert "I am Koffi. I am Koffi." in long
    assert await koffi.say("I am the son of aunt Rose") == NOTED


async def test_a_word_to_a_number_may_be_taken_back_whoever_has_it(guest: Guest) -> None:
    awa = await guest("awa", phone="+2290197123456")
    koffi = await guest("koffi")
    for number in (NUMBER, "+229 01 90 00 00 00"):
        await koffi.say_all(number, "I am the son of aunt Rose")
    await awa.later(minutes=1)
    await awa.news()
    await awa.tap("Not now")

    await koffi.say("/requests")
    await koffi.say("1")
    assert "It is taken back" in await koffi.tap("Take it back")
    assert "To a phone number" in await koffi.say("/requests")
    assert "It is taken back" in await koffi.tap("Take it back")

    assert await koffi.say("/requests") == "None of your requests waits for an answer."
    assert await koffi.news() == []


async def test_a_number_is_read_as_that_of_a_country_one_is_at_home_in(registered: Registered) -> None:
    koffi = await registered("Koffi Mensah", phone="+33612345678")
    await koffi.say("/phone")

    assert "+229 01 97 12 34 56" in await koffi.say("97 12 34 56")


async def test_countries_are_named_where_a_number_is_good_in_several(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say("/phone")
    await koffi.say("97 12 34 56")

    assert "Benin: +229 01 97 12 34 56" in koffi.choices
