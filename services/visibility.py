"""Visibility: which audience sees which answer of a card. The rule, and the marks by which the index follows it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

Audience = Literal["nobody", "staff", "mentoring", "country", "nationals", "members", "public"]
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
"""From the narrowest to the widest; each includes those before it.

The team for one's countries; one's mentor or mentee; members with the same roots who live abroad; those who live in
that country too; all members; anyone on the web.
"""
_RUNG: Final = {audience: rung for rung, audience in enumerate(AUDIENCES)}

Field = Literal["name", "origins", "country", "city", "profession", "languages", "skills", "offers"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
"""The answers of a card, each with an audience of its own, never wider than the card's."""

CEILINGS: Final[Mapping[Field, Audience]] = {"city": "members"}
"""What no card shows to more people than these, whatever its owner said: the web is told no town."""
WITHIN: Final[Mapping[Field, Field]] = {"city": "country"}
"""Answers that give away another one, and so are for nobody whom that one is not for."""
INTRODUCED: Final[tuple[Field, ...]] = ("profession", "country")
"""Beside the name, what whoever knocks shows of themselves at that one door: by less, nobody could decide."""
OFFERED: Final[tuple[Field, ...]] = (*INTRODUCED, "origins")
"""Beside the name, what whoever offers to mentor shows to those who look for a mentor."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: what is shown follows from this alone. Staff without countries are for all of them.

    `country` is where they live; unknown for organisations too, as none lives abroad.
    """

    member: bool = False
    origins: frozenset[str] = frozenset()
    country: str | None = None
    staff: bool = False
    countries: frozenset[str] = frozenset()


def narrower(one: Audience, other: Audience) -> Audience:
    return min(one, other, key=_RUNG.__getitem__)


def wider(one: Audience, other: Audience) -> bool:
    """Whether one audience is more people than another."""
    return _RUNG[one] > _RUNG[other]


def widest(audience: Audience, shown: Mapping[str, Audience], field: Field) -> Audience:
    """The most people an answer may be for, of a card for this audience, whatever is said of the answer itself."""
    return levels(audience, {name: said for name, said in shown.items() if name != field})[field]


def levels(audience: Audience, shown: Mapping[str, Audience]) -> dict[Field, Audience]:
    """The audience of each answer: what its owner said, within what they said of the whole card."""
    return dict(_levels(audience, frozenset(shown.items())))


@lru_cache(4096)  # a search asks for a hundred cards, and most people say the same
def _levels(audience: Audience, shown: frozenset[tuple[str, Audience]]) -> Mapping[Field, Audience]:
    said: dict[Field, Audience] = {field: _within(audience, field, dict(shown)) for field in FIELDS}
    return said | {field: narrower(said[field], said[wider]) for field, wider in WITHIN.items()}


def introduced(shown: Mapping[str, Audience], fields: Collection[Field]) -> dict[Field, Audience]:
    """The audience of what someone shows who knocks, or offers to mentor, however few their card is for.

    That lifts the bounds of the whole card and none that its owner set for an answer; a name is what one comes with.
    """
    return {"name": "public", **{field: shown.get(field, "public") for field in fields}}


def admits(audience: Audience, viewer: Viewer, origins: Collection[str], *, tied: bool = False) -> bool:
    """Whether an answer for this audience, of somebody with these roots, is for this viewer.

    `tied` are the owner's mentor and mentees.
    """
    return _RUNG[audience] >= _RUNG[_nearest(viewer, origins, tied=tied)]


def admitted(
    said: Mapping[Field, Audience], viewer: Viewer, origins: Collection[str], *, tied: bool = False
) -> frozenset[Field]:
    """The answers that are for this viewer: `admits`, for all of them at once."""
    reach = _RUNG[_nearest(viewer, origins, tied=tied)]
    return frozenset(field for field, audience in said.items() if _RUNG[audience] >= reach)


def marks_of(audience: Audience, origins: Collection[str]) -> list[str]:
    """Under which marks an answer for this audience is indexed, so that a search asks under as few as it can.

    `m` is for all members; `n` for those with roots in a country, `c` for those of them who live abroad, and for the
    country's team; `s` for the team. Mentors and mentees do not search for each other.
    """
    match audience:
        case "nobody":
            return []
        case "public" | "members":
            return ["m"]
        case "nationals":
            return [*_each("c", origins), *_each("n", origins), "s"]
        case "country":
            return [*_each("c", origins), "s"]
    return [*_each("s", origins), "s"]


def marks_for(viewer: Viewer) -> list[str]:
    """Under which marks a viewer searches. They may lead to somebody whom `admits` refuses, and never past one."""
    marks = ["m"]
    if viewer.member:
        marks += [_of_roots(viewer, country) for country in sorted(viewer.origins)]
    if viewer.staff:
        marks += [*_each("c", viewer.countries), *_each("s", viewer.countries)] or ["s"]
    return list(dict.fromkeys(marks))


def _of_roots(viewer: Viewer, country: str) -> str:
    return f"n{country}" if viewer.country in (country, None) else f"c{country}"


def _each(mark: str, countries: Collection[str]) -> list[str]:
    return [f"{mark}{country}" for country in sorted(countries)]


def _within(audience: Audience, field: Field, shown: Mapping[str, Audience]) -> Audience:
    return narrower(narrower(audience, shown.get(field, audience)), CEILINGS.get(field, audience))


def _nearest(viewer: Viewer, origins: Collection[str], *, tied: bool) -> Audience:
    """The narrowest audience that a viewer belongs to, of somebody with these roots.

    Where nobody knows where a viewer lives, it may be there.
    """
    if viewer.staff and (not viewer.countries or not viewer.countries.isdisjoint(origins)):
        return "staff"
    if tied:
        return "mentoring"
    if viewer.member and not viewer.origins.isdisjoint(origins):
        return "nationals" if viewer.country is None or viewer.country in origins else "country"
    return "members" if viewer.member else "public"
