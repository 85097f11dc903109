"""Visibility: which audience sees which answer of a card. The rule, and the marks by which the index follows it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Audience = Literal["nobody", "staff", "mentoring", "country", "nationals", "members", "public"]
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
"""From the narrowest to the widest; each includes those before it.

The team for one's countries; one's mentor or mentee; members with the same roots who live abroad; those who live in
that country too; all members; anyone on the web.
"""

Field = Literal["name", "origins", "country", "city", "profession", "languages", "skills", "offers"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
"""The answers of a card, each with an audience of its own, never wider than the card's."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: what is shown follows from this alone. Staff without countries are for all of them."""

    member: bool = False
    origins: frozenset[str] = frozenset()
    country: str | None = None
    staff: bool = False
    countries: frozenset[str] = frozenset()


def narrower(one: Audience, other: Audience) -> Audience:
    return min(one, other, key=AUDIENCES.index)


def levels(audience: Audience, shown: Mapping[str, Audience]) -> dict[Field, Audience]:
    """The audience of each answer: what its owner said, within what they said of the whole card."""
    return {field: narrower(audience, shown.get(field, audience)) for field in FIELDS}


def admits(audience: Audience, viewer: Viewer, origins: Collection[str], *, tied: bool = False) -> bool:
    """Whether an answer for this audience, of somebody with these roots, is for this viewer.

    `tied` are the owner's mentor and mentees.
    """
    return AUDIENCES.index(audience) >= AUDIENCES.index(_nearest(viewer, origins, tied=tied))


def marks_of(audience: Audience, origins: Collection[str]) -> list[str]:
    """Under which marks an answer for this audience is indexed; mentors and mentees do not search for each other."""
    match audience:
        case "nobody":
            return []
        case "public":
            return ["p"]
        case "members":
            return ["m"]
    team = ["s", *(f"s{country}" for country in origins)]
    if audience in ("country", "nationals"):
        return [*(f"{audience[0]}{country}" for country in origins), *team]
    return team


def marks_for(viewer: Viewer) -> list[str]:
    """Under which marks a viewer searches. They may lead to somebody whom `admits` refuses, and never past one."""
    marks = ["p"]
    if viewer.member or viewer.staff:
        marks.append("m")
    if viewer.member:
        marks += [f"{audience}{country}" for audience in "cn" for country in sorted(viewer.origins)]
    if viewer.staff:
        marks += [f"s{country}" for country in sorted(viewer.countries)] or ["s"]
    return marks


def _nearest(viewer: Viewer, origins: Collection[str], *, tied: bool) -> Audience:
    """The narrowest audience that a viewer belongs to, of somebody with these roots."""
    if viewer.staff and (not viewer.countries or not viewer.countries.isdisjoint(origins)):
        return "staff"
    if tied:
        return "mentoring"
    if viewer.member and not viewer.origins.isdisjoint(origins):
        return "nationals" if viewer.country in origins else "country"
    return "members" if viewer.member else "public"
