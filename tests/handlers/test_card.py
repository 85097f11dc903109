"""My card."""

from tests.handlers.conftest import Guest, Registered


async def test_a_card_is_changed_one_answer_at_a_time(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("/card")
    await awa.tap("Change an answer")
    await awa.tap("Town")

    assert "Awa Dossou, nurse, Paris, France" in await awa.say("Paris")


async def test_every_answer_of_a_card_is_offered_for_change(registered: Registered) -> None:
    awa = await registered("Awa Dossou")

    for field, answer, seen in (
        ("Name", "Awa Sossa", "Awa Sossa"),
        ("Work", "teacher", "teacher"),
        ("Roots", "Ghana", "Roots: Ghana"),
        ("Who may see it", "6", "Nobody for now"),
        ("Where I live", "2", "Awa Sossa"),
    ):
        await awa.say("/card")
        await awa.tap("Change an answer")
        await awa.tap(field)
        assert seen in await awa.say(answer)


async def test_a_card_is_seen_with_the_eyes_of_others(registered: Registered) -> None:
    awa = await registered("Awa Dossou", audience="nationals")
    await awa.say("/card")
    await awa.tap("What others see")

    assert "Awa D., nurse, London" in await awa.tap("With my roots, at home")

    await awa.tap("Other eyes")
    assert "your card is not for them" in await awa.tap("Any member")


async def test_a_card_says_when_it_was_confirmed(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("/card")

    assert "Confirmed in November" in awa.text
    assert "your card is confirmed" in await awa.tap("All still true")


async def test_without_a_card_one_is_made_first(guest: Guest) -> None:
    assert "You live…" in await (await guest("koffi")).say("/card")
