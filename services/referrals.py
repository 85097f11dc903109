"""By whose links people came: counted for the team, without telling who."""

from typing import Final, TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Person
from services import staff

FEWEST: Final = 5
"""People behind a number that is told: fewer might be known by it."""
MOST: Final = 7
"""Links that a screen has room for."""


class Link(TypedDict):
    """A link and how many came by it; None is fewer than five."""

    name: str
    people: int | None


class Came(TypedDict):
    """The links by which most people came, and how many others there are."""

    links: list[Link]
    others: int


def count(session: Session, person_id: int) -> Came:
    """How many of those who are here came by which link, for staff; those with few have no order among them."""
    staff.require(session, person_id, "reader")
    here = (Person.referral.is_not(None), Person.erased_at.is_(None))
    counted = select(Person.referral, func.count()).where(*here).group_by(Person.referral)
    links = [_link(name or "", people) for name, people in session.execute(counted)]
    links.sort(key=lambda link: (-(link["people"] or 0), link["name"]))
    return {"links": links[:MOST], "others": len(links[MOST:])}


def _link(name: str, people: int) -> Link:
    return {"name": name, "people": people if people >= FEWEST else None}
