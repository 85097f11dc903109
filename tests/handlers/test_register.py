"""Making a card."""

from services import phones
from tests.handlers.conftest import START, Guest, Newcomer, Registered
from tests.services.house import House


async def test_a_card_takes_seven_answers(guest: Guest) -> None:
    awa = await guest("awa")
    assert "(1/6) You live…" in await awa.say("/register")
    assert "(2/6) What is your name?" in await awa.say("1")
    assert "(3/6) Nice to meet you, Awa. Where are your roots?" in await awa.say("awa dossou")
    assert "(4/6) Benin\nWhich town do you live in?" in await awa.say("benin")
    assert "(5/6) Villeurbanne, France\nWhat is your work?" in await awa.say("villeurbane")
    assert "(6/6) midwife\nWho may find and see your card?" in await awa.say("sage femme")

    summary = await awa.tap("Members linked to Benin")

    assert summary.splitlines() == [
        "Here is your card:",
        "Awa D., midwife, Villeurbanne, France",
        "Roots: Benin",
        "Who may see it: Members linked to Benin",
    ]
    assert "Your card is ready, Awa." in await awa.tap("That’s right")


async def test_the_roots_of_a_link_are_not_asked_but_can_be_changed(newcomer: Newcomer) -> None:
    awa = newcomer("awa")
    await awa.say("BJ", "start")
    await awa.tap(START)
    await awa.tap("Abroad")
    await awa.say_all("Awa Dossou", "Lyon", "nurse")
    assert "Roots: Benin" in await awa.tap("All members")

    await awa.tap("Change an answer")
    await awa.tap("Where you live, and roots")
    await awa.tap("My roots are elsewhere")
    await awa.tap("Abroad")

    assert "Roots: Ghana" in await awa.say("Ghana")


async def test_one_answer_is_corrected_before_it_is_kept(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("Abroad")
    await awa.say_all("Awa Dossou", "Benin", "Lyon", "nurse")
    await awa.tap("All members")

    await awa.tap("Change an answer")
    await awa.tap("Town")

    assert "Awa D., nurse, Paris, France" in await awa.say("Paris")


async def test_work_may_be_left_out(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("In my country")
    await awa.say_all("Awa Dossou", "Benin", "Cotonou")
    await awa.tap("Skip")

    assert "Awa D., Cotonou, Benin" in await awa.tap("All members")


async def test_an_organisation_is_shown_by_its_whole_name(guest: Guest) -> None:
    hope = await guest("hope")
    await hope.say("/register")
    await hope.tap("I’m an organisation")
    await hope.say_all("Hope for Cotonou", "Benin", "Cotonou", "water")

    assert "Hope for Cotonou" in await hope.tap("Everyone, on the web too")


async def test_who_proved_a_number_is_asked_whether_it_may_be_found(newcomer: Newcomer, house: House) -> None:
    awa = newcomer("awa")
    await awa.say("BJ", "start", number="+2290197123456")
    await awa.tap(START)
    await awa.tap("Abroad")
    await awa.say_all("Awa Dossou", "Lyon", "nurse")
    assert "May people who already know your number" in await awa.tap("All members")

    await awa.tap("Yes")
    await awa.tap("That’s right")

    assert await house.do(phones.is_findable, awa.person)


async def test_who_has_a_card_sees_it_instead_of_making_another(registered: Registered) -> None:
    awa = await registered("Awa Dossou")

    assert "Awa Dossou, nurse, London, United Kingdom" in await awa.say("/register")


async def test_links_are_not_names(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("Abroad")

    assert "leave out links" in await awa.say("www.example.org")


async def test_an_organisation_is_asked_and_called_as_one(guest: Guest) -> None:
    agency = await guest("agency")
    await agency.say("/register")
    await agency.tap("I’m an organisation")

    assert "Which countries is it for?" in await agency.say("UNHCR Lyon")
    assert "In which town is it?" in await agency.say("Benin")
    assert "They see its name, countries" in await agency.say_all("Lyon", "refugees")
    assert "For: Benin" in await agency.tap("All members")
    assert "Your card is ready, UNHCR Lyon." in await agency.tap("That’s right")


async def test_who_lives_at_home_is_asked_for_one_country(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say("/register")
    await koffi.tap("In my country")

    assert "Nice to meet you, Koffi. Which is your country?" in await koffi.say("Koffi Mensah")


async def test_answers_in_sentences_are_understood(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("Abroad")
    await awa.say_all(
        "je m’appelle awa dossou, sage-femme", "Bénin", "j'habite à villeurbane depuis 2010", "couturière à domicile"
    )

    assert "Awa D., tailor, Villeurbanne, France" in await awa.tap("All members")


async def test_more_countries_than_three_are_not_dropped_in_silence(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("Abroad")

    assert "3 countries at most" in await awa.say_all("Awa Dossou", "Benin, Togo, Mali and Senegal")
    assert "Benin and Togo\nWhich town" in await awa.say("I am from Benin but my father is from Togo")


async def test_a_country_may_stand_for_a_town(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/register")
    await awa.tap("Abroad")

    assert "That is a whole country." in await awa.say_all("Awa Dossou", "Benin", "France")
    assert "(5/6) France\n" in await awa.tap("Keep “France” as it is")
