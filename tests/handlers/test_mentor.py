"""Offering to mentor, asking for a mentor, and what comes of it."""

from services import directory, limits, mentoring, people
from tests.handlers.chats import Chat
from tests.handlers.conftest import Registered
from tests.services.house import House


async def offering(registered: Registered, name: str) -> Chat:
    mentor = await registered(name)
    await mentor.say("/mentor")
    await mentor.tap("Be a mentor")
    await mentor.say_all("2", "First jobs in hospitals")
    assert "Thank you" in await mentor.say("yes")
    return mentor


async def asking(registered: Registered, name: str) -> Chat:
    """Someone who reached the best suggestion."""
    mentee = await registered(name)
    await mentee.say("/mentor")
    await mentee.tap("Ask for a mentor")
    await mentee.say("nurse")
    return mentee


async def ask(mentee: Chat) -> None:
    await mentee.tap("Ask this person")
    assert "A few more words" in await mentee.say_all("How do I have my diploma recognised?", "yes")
    await mentee.say("awa@example.org")
    assert "If they accept, you get each other’s contact. Yours: awa@example.org" in mentee.text
    await mentee.tap("Send it")


async def test_the_best_match_is_shown_with_its_reasons(registered: Registered) -> None:
    await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")

    assert "Rose A., nurse, London" in awa.text
    assert "“First jobs in hospitals”" in awa.text
    assert "Why: the same work (nurse), roots in Benin, a shared language (English)" in awa.text


async def test_a_yes_introduces_both_with_the_contacts_they_chose(registered: Registered) -> None:
    rose = await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")
    await ask(awa)
    assert "Rose A. has your question" in awa.text

    (asked,) = await rose.news()
    assert "Awa D., nurse, London" in asked
    assert "“How do I have my diploma recognised?”" in asked
    assert "Please answer by 26 November" in asked

    await rose.tap("Accept")
    assert "You can reach Awa Dossou here: awa@example.org" in await rose.say("rose@example.org")
    (answered,) = await awa.news()
    assert "Rose Agossou says yes" in answered
    assert "rose@example.org" in answered


async def test_silence_of_three_days_passes_the_question_on(registered: Registered, house: House) -> None:
    rose, mina = await offering(registered, "Rose Agossou"), await offering(registered, "Mina Tossou")
    awa = await asking(registered, "Awa Dossou")
    await ask(awa)
    assert await rose.news()

    house.clock.move(days=3)
    await house.sweep(mentoring.expire_requests)

    (passed_on,) = await awa.news()
    assert "The time for Rose A. to answer is over" in passed_on
    assert "now with Mina T., until 29 November" in passed_on
    assert "Nothing for you to do." in passed_on
    assert await mina.news()
    assert "no longer waiting for you" in await rose.tap("Not now")


async def test_a_no_without_anyone_else_says_so_and_offers_other_ways(registered: Registered) -> None:
    rose, awa = await offering(registered, "Rose Agossou"), await asking(registered, "Awa Dossou")
    await ask(awa)
    await rose.news()

    assert "someone else" in await rose.tap("Not now")

    (declined,) = await awa.news()
    assert "Rose A. cannot take your question just now." in declined
    assert awa.choices == ["Ask for a mentor", "Talk to a person"]


async def test_suggestions_can_be_passed_over_to_the_last(registered: Registered) -> None:
    await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")

    assert "That is everyone who has a free place now." in await awa.tap("Someone else")


async def test_a_question_can_be_seen_and_taken_back(registered: Registered) -> None:
    await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")
    await ask(awa)

    await awa.tap("See my request")
    assert "Your question is with Rose A. until 26 November." in awa.text
    await awa.tap("Take it back")
    assert "It is closed." in await awa.tap("Yes")

    await awa.say("/mentor")
    assert "Ask for a mentor" in awa.choices


async def test_one_question_at_a_time(registered: Registered) -> None:
    await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")
    await ask(awa)

    await awa.say("/mentor")
    assert "Your question to Rose A." in awa.choices
    assert "One at a time works best." in await awa.tap("Ask for a mentor")


async def test_the_last_place_gone_meanwhile_is_no_dead_end(registered: Registered, house: House) -> None:
    rose, _mina = await offering(registered, "Rose Agossou"), await offering(registered, "Mina Tossou")
    awa = await asking(registered, "Awa Dossou")
    await awa.tap("Ask this person")
    await awa.say_all("How do I begin?", "awa@example.org")
    await house.do(mentoring.pause, rose.person)

    said = await awa.tap("Send it")

    assert "last place has just gone" in said
    assert "Mina T. has your question" in said


async def test_a_mentorship_ends_with_a_word_to_the_other(registered: Registered) -> None:
    rose, awa = await offering(registered, "Rose Agossou"), await asking(registered, "Awa Dossou")
    await ask(awa)
    await rose.news()
    await rose.tap("Accept")
    await rose.say("rose@example.org")
    await awa.news()

    await rose.say("/mentor")
    await rose.tap("You mentor Awa Dossou")
    await rose.tap("Close it")
    assert "It is closed." in await rose.tap("Yes")

    assert await awa.news() == ["Rose A. has closed your mentorship. Thank you both for the time."]


async def test_an_offer_can_be_paused_and_taken_up_again(registered: Registered) -> None:
    rose = await offering(registered, "Rose Agossou")
    await rose.tap("Pause my offer")
    assert "paused" in await rose.say("/mentor")

    awa = await asking(registered, "Awa Dossou")

    assert "That is everyone" in awa.text


async def test_another_work_shows_its_own_best_match(registered: Registered, house: House) -> None:
    await offering(registered, "Rose Agossou")
    teacher = await house.member("Mina Tossou", profession={"code": "2330", "text": "teacher"})
    await house.do(mentoring.offer, teacher, capacity=1, about=None)
    awa = await asking(registered, "Awa Dossou")
    await awa.tap("Ask this person")
    await awa.say_all("How do I begin?", "awa@example.org")

    await awa.tap("Change an answer")
    await awa.tap("Work")

    assert "Mina T." in await awa.say("secondary school teacher")


async def test_of_a_mentor_who_went_away_not_even_the_reasons_are_shown(registered: Registered, house: House) -> None:
    rose = await offering(registered, "Rose Agossou")
    awa = await asking(registered, "Awa Dossou")
    await house.do(people.stop, rose.person)

    said = await awa.say("?!")

    assert "This mentor is away just now." in said
    assert "Why:" not in said


async def test_mentors_are_cards_too_and_thirty_are_shown_a_day(registered: Registered, house: House) -> None:
    await offering(registered, "Rose Agossou")
    awa = await registered("Awa Dossou")
    others = [await house.person() for _each in range(limits.CARDS.most)]
    await house.do(directory.see, awa.person, others)
    await awa.say("/mentor")
    await awa.tap("Ask for a mentor")

    said = await awa.say("nurse")

    assert "You have seen 30 cards today" in said
    assert "Rose" not in said
