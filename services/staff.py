"""Staff: who they are, what they may do and for which countries, and the single-use codes that bind a person."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, TypedDict

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from locales import Listing, Message, _
from models import Address, Person, Staff, StaffCode
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, limits, people
from services.notices import tell
from world.countries import country as named

CODE_LIFE: Final = timedelta(minutes=10)
CODE_LENGTH: Final = 8
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else

ROLE_NAMES: Final[dict[str, Message]] = {
    "reader": _("reader"),
    "editor": _("editor"),
    "approver": _("approver"),
    "moderator": _("moderator"),
    "administrator": _("administrator"),
}
_INCLUDED: Final[dict[str, frozenset[str]]] = {
    "reader": frozenset({"reader"}),
    "editor": frozenset({"reader", "editor"}),
    "approver": frozenset({"reader", "editor", "approver"}),
    "moderator": frozenset({"reader", "moderator"}),
    "administrator": frozenset(ROLE_NAMES),
}
"""What each role may do, in roles."""


class Colleague(TypedDict):
    """One of the team, as staff see each other; no countries means all of them."""

    id: int
    name: str
    role: str
    countries: list[str]


def require(session: Session, person_id: int, role: str, country: str | None = None) -> Staff:
    """The staff row of someone who may do what `role` may, for this country; anyone else is refused.

    No countries on the row means all of them. An address joined by a code carries no staff rights.
    """
    staff = acting(session, person_id)
    if staff is None:
        raise Refusal(_("This is for the team. You can write to them from the menu, under help."))
    if role not in _INCLUDED[staff.role]:
        raise Refusal(
            _(
                "As {role} you cannot do this. An administrator can, or can widen your role.",
                role=ROLE_NAMES[staff.role],
            )
        )
    if country and staff.countries and country not in staff.countries:
        raise Refusal(
            _(
                "You look after {countries}. For {country}, please ask an administrator.",
                countries=Listing([named(code) for code in staff.countries]),
                country=named(country),
            )
        )
    return staff


def may(session: Session, person_id: int, role: str, country: str | None = None) -> bool:
    """Whether someone may do what `role` may, for this country."""
    try:
        require(session, person_id, role, country)
    except Refusal:
        return False
    return True


def acting(session: Session, person_id: int) -> Staff | None:
    """The staff row of someone who writes as staff now: not on hold, nor from an address joined by a code."""
    return session.get(Staff, person_id) if _writes_as_staff(session, person_id) else None


def _writes_as_staff(session: Session, person_id: int) -> bool:
    person = session.get_one(Person, person_id)
    if person.suspended_at is not None:
        return False
    address = session.get(Address, person.active_address_id) if person.active_address_id else None
    return address is None or address.trusted


def new_code() -> str:
    """A code to read out loud; only its keyed index is ever stored."""
    return "".join(secrets.choice(_LETTERS) for _place in range(CODE_LENGTH))


def invite(session: Session, actor_id: int | None, *, name: str, role: str, countries: Sequence[str], code: str) -> str:
    """Make `code` bind whoever writes it first within ten minutes. The actor is None at an operator's terminal."""
    _check_appointment(session, actor_id, role, countries)
    session.add(
        StaffCode(
            index=_index(session, code),
            name=name,
            role=role,
            countries=sorted(countries),
            expires_at=now(session) + CODE_LIFE,
        )
    )
    audit.record(session, actor_id, "staff.invited", role=role, countries=sorted(countries))
    return code


def bind(session: Session, person_id: int, code: str) -> bool:
    """Make a person staff by a code; false for a code unknown, used or older than ten minutes.

    A miss is kept, and five in an hour close the door: a refusal would undo the count of it.
    """
    limits.check(session, person_id, limits.STAFF_CODES)
    people.check_standing(session, person_id)
    if not _writes_as_staff(session, person_id):
        raise Refusal(_("Staff codes work where you first wrote to me, not on a device that joined later."))
    invitation = _take(session, code)
    if invitation is None:
        audit.record(session, person_id, "staff.code_missed", person_id)
        return False
    name, role, countries = invitation.name, invitation.role, invitation.countries
    appoint(session, None, person_id, name=name, role=role, countries=countries)
    return True


def _take(session: Session, code: str) -> StaffCode | None:
    """The invitation behind a code, used up by one conditional update: two people with one code are one too many."""
    at = now(session)
    usable = (StaffCode.index == _index(session, code), StaffCode.used_at.is_(None), StaffCode.expires_at > at)
    return session.scalar(update(StaffCode).where(*usable).values(used_at=at).returning(StaffCode))


def appoint(
    session: Session, actor_id: int | None, person_id: int, *, name: str, role: str, countries: Sequence[str]
) -> None:
    """Give a person a role, in place of the one they had; the administrators of their countries hear of it."""
    _check_appointment(session, actor_id, role, countries)
    session.merge(Staff(person_id=person_id, name=name, role=role, countries=sorted(countries), added_at=now(session)))
    audit.record(session, actor_id, "staff.bound", person_id, role=role, countries=sorted(countries))
    for administrator in session.scalars(select(Staff).where(Staff.role == "administrator")):
        if administrator.person_id not in (person_id, actor_id) and _overlap(administrator.countries, countries):
            tell(session, administrator.person_id, "staff_bound", staff=person_id)


def remove(session: Session, actor_id: int | None, person_id: int) -> bool:
    """Take all staff rights from a person; whether there were any. Who may not appoint them does not remove them."""
    leaving = session.get(Staff, person_id)
    if leaving is None:
        return False
    _check_appointment(session, actor_id, leaving.role, leaving.countries)
    session.delete(leaving)
    audit.record(session, actor_id, "staff.removed", person_id)
    return True


def my_countries(session: Session, person_id: int, role: str) -> list[str]:
    """The countries for which this member of the team may do what `role` may; none: all."""
    return list(require(session, person_id, role).countries)


def myself(session: Session, person_id: int) -> Colleague:
    """One's own place in the team."""
    return _card(require(session, person_id, "reader"))


def includes(role: str, other: str) -> bool:
    """Whether who has `role` may do what `other` may."""
    return other in _INCLUDED.get(role, ())


def my_name(session: Session, person_id: int) -> str:
    """The name under which this member of the team announces."""
    return require(session, person_id, "reader").name


def list_staff(session: Session) -> list[Colleague]:
    """Everyone on the team, for the operator's terminal and the console."""
    return [_card(staff) for staff in session.scalars(select(Staff).order_by(Staff.name, Staff.person_id))]


def read_staff(session: Session, person_id: int, staff_id: int) -> Colleague | None:
    """One colleague, as staff see each other; None for anyone else."""
    staff = session.get(Staff, staff_id)
    return _card(staff) if staff and session.get(Staff, person_id) else None


def _card(staff: Staff) -> Colleague:
    return {"id": staff.person_id, "name": staff.name, "role": staff.role, "countries": list(staff.countries)}


def _check_appointment(session: Session, actor_id: int | None, role: str, countries: Sequence[str]) -> None:
    """An administrator of some countries appoints for these alone, and for none would mean for all."""
    if role not in ROLE_NAMES:
        msg = "no such role"
        raise ValueError(msg)
    if actor_id is None:
        return
    appointing = require(session, actor_id, "administrator")
    if appointing.countries and (not countries or set(countries) - set(appointing.countries)):
        raise Refusal(
            _("You appoint for {countries}.", countries=Listing([named(code) for code in appointing.countries]))
        )


def _overlap(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two members of the team look after a country in common; no countries means all of them."""
    return not some or not others or bool(set(some) & set(others))


def _index(session: Session, code: str) -> bytes:
    return index_of(session, "staff_code", "".join(code.split()).upper())
