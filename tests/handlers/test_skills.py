"""Adding to a card later."""

from tests.handlers.conftest import Registered


async def test_languages_are_added_and_shown(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("/card")
    await awa.tap("Add something")
    await awa.tap("Languages I speak")
    assert "did not recognise a language" in await awa.say("qqqq")

    await awa.say("fon and French")

    assert "Speaks Fon and French" in await awa.tap("My card")


async def test_skills_are_added_and_shown(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("/card")
    await awa.tap("Add something")
    await awa.tap("What I can do")
    await awa.say("births, first aid")

    assert "Skills: births and first aid" in await awa.tap("My card")


async def test_languages_are_heard_as_they_are_written_in_arabic_and_in_a_sentence(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    for said in ("العربية والألمانية", "I speak arabic, and german"):
        await awa.say("/card")
        await awa.tap("Add something")
        await awa.tap("Languages I speak")
        await awa.say(said)

        assert "Speaks Arabic and German" in await awa.say("/card")
