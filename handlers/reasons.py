"""Why two people were brought together, in words for both of them."""

from collections.abc import Callable, Sequence

from locales import Listing, Message, _, _n
from world.countries import country
from world.languages import SpokenLanguage
from world.places import place
from world.professions import Sector, profession


def why(reasons: Sequence[str]) -> Message:
    """“Why: the same work (midwife), roots in Benin and a shared language (French).”"""
    said = [_SAYINGS[kind](value) for kind, _colon, value in (reason.partition(":") for reason in reasons)]
    known = [each for each in said if each is not None]
    if not known:
        return _("Why: a free place, and the wish to help.")
    return _("Why: {reasons}.", reasons=Listing(known))


def _same_work(code: str) -> Message | None:
    known = profession(code)
    return _("the same work ({work})", work=known) if known else None


def _same_town(number: str) -> Message | None:
    known = place(int(number))
    return _("the same town ({town})", town=known) if known else None


_SAYINGS: dict[str, Callable[[str], Message | None]] = {
    "profession": _same_work,
    "sector": lambda code: _("the same field ({sector})", sector=Sector(code)),
    "origin": lambda code: _("roots in {country}", country=country(code)),
    "language": lambda code: _("a shared language ({language})", language=SpokenLanguage(code)),
    "town": _same_town,
    "country": lambda code: _("the same country ({country})", country=country(code)),
    "places": lambda number: _n("{n} free place", "{n} free places", int(number)),
}
