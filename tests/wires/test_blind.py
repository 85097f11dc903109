"""A number that is registered and one that is not give the same screens, however it is asked and on every wire."""

import pytest

from tests.wires.phone import Phone, Seen
from tests.wires.telegram import TelegramPhone
from tests.wires.town import NUMBER, ON_SCREEN, Town, begins, chooses, picks, says
from tests.wires.whatsapp import WhatsAppPhone

HERS, NOBODYS = "+2290197123456", "+2290197123457"
WAYS = {
    "as before 2024": ("97 12 34 56", "97 12 34 57"),
    "in arabic digits": ("٠١ ٩٧ ١٢ ٣٤ ٥٦", "٠١ ٩٧ ١٢ ٣٤ ٥٧"),
    "from abroad": ("00229 0197123456", "00229 0197123457"),
}
WORDS = "I am the son of aunt Rose"


def asker(town: Town, wire: str, name: str) -> Phone:
    match wire:
        case "telegram":
            return town.on_telegram(name)
        case "whatsapp":
            return town.on_whatsapp(name, NUMBER[:-1] + str(len(name)))
        case "web chat":
            return town.on_the_web()
    return town.at_a_terminal(name)


async def is_found_by_hers(town: Town) -> TelegramPhone:
    """Somebody who proved her number and agreed to be found by it."""
    awa = town.on_telegram(phone=HERS)
    await begins(awa)
    await awa.person.share_contact()
    await picks(awa, await awa.reads(), "Yes")
    return awa


async def goes_on(app: Phone, shown: Seen) -> list[Seen]:
    """From the first answer to the last: the country where it is asked, then some words, then what became of it."""
    screens = [shown]
    if "In which country" in shown.text:
        screens.append(await picks(app, shown, "Benin"))
    screens += [await says(app, WORDS)]
    return [*screens, await says(app, "/requests")]


def as_hers(screens: list[Seen]) -> list[Seen]:
    """As if the other number had been asked."""
    return [
        Seen(each.text.replace("34 57", "34 56"), tuple(choice.replace("34 57", "34 56") for choice in each.choices))
        for each in screens
    ]


async def hears_and_declines(town: Town, awa: TelegramPhone) -> None:
    await town.later(ON_SCREEN)
    assert WORDS in (await awa.reads()).text
    await chooses(awa, 2)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("wire", ["telegram", "whatsapp", "web chat", "terminal"])
async def test_a_number_that_is_written(town: Town, wire: str, way: str) -> None:
    awa, koffi, ama = await is_found_by_hers(town), asker(town, wire, "Koffi"), asker(town, wire, "Ama")
    await begins(koffi)
    await begins(ama)
    hers, nobodys = WAYS[way]

    of_hers = await goes_on(koffi, await says(koffi, hers))
    of_nobodys = await goes_on(ama, await says(ama, nobodys))
    await hears_and_declines(town, awa)

    assert "34 56" in str(of_hers)
    assert of_hers == as_hers(of_nobodys)
    assert await says(koffi, "/requests") == (await says(ama, "/requests"))


@pytest.mark.parametrize("wire", ["telegram", "whatsapp"])
async def test_a_contact_that_is_shared(town: Town, wire: str) -> None:
    awa, koffi, ama = await is_found_by_hers(town), asker(town, wire, "Koffi"), asker(town, wire, "Ama")
    assert isinstance(koffi, TelegramPhone | WhatsAppPhone)
    assert isinstance(ama, TelegramPhone | WhatsAppPhone)
    await begins(koffi)
    await begins(ama)

    await koffi.shares(HERS)
    of_hers = await goes_on(koffi, await koffi.reads())
    await ama.shares(NOBODYS)
    of_nobodys = await goes_on(ama, await ama.reads())
    await hears_and_declines(town, awa)

    assert "34 56" in of_hers[0].text
    assert of_hers == as_hers(of_nobodys)
    assert await says(koffi, "/requests") == (await says(ama, "/requests"))
