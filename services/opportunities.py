"""Opportunities: published and withdrawn by staff, open until the end of their deadline day (UTC)."""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypedDict

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from locales import Message, _, _p
from models import Opportunity, OpportunityCountry
from models.clock import now
from models.refusal import Refusal
from services import alerts, audit, staff

KIND_NAMES: Final[dict[str, Message]] = {
    "job": _p("choice", "Job"),
    "consultancy": _p("choice", "Short assignment"),
    "volunteering": _p("choice", "Volunteering"),
    "tender": _p("choice", "Tender"),
    "grant": _p("choice", "Grant"),
    "training": _p("choice", "Training"),
    "event": _p("choice", "Event"),
    "notice": _p("choice", "Public notice"),
    "appeal": _p("choice", "Appeal for help"),
}


class Facts(TypedDict):
    """What an opportunity says; the deadline is ISO."""

    kind: str
    title: str
    text: str
    url: str | None
    source: str
    deadline: str | None
    countries: list[str]


class Card(Facts):
    """An opportunity as people read it."""

    id: int
    language: str


LONGEST_TITLE: Final = 90
LONGEST_TEXT: Final = 600


def publish(
    session: Session,
    person_id: int,
    *,
    kind: str,
    title: str,
    countries: Sequence[str],
    source: str,
    language: str,
    text: str = "",
    url: str | None = None,
    deadline: str | None = None,
) -> int:
    """Publish an opportunity for countries that all are the editor's; whoever wants to know at once is woken."""
    for code in countries:
        staff.require(session, person_id, "editor", code)
    opportunity = Opportunity(
        kind=kind,
        title=title,
        text=text,
        url=_link(url),
        source=source,
        language=language,
        deadline=_future(session, deadline),
    )
    add(session, person_id, opportunity, countries)
    return opportunity.id


def add(session: Session, actor_id: int | None, opportunity: Opportunity, countries: Sequence[str]) -> None:
    """Store an opportunity whose publishing was allowed elsewhere (an import, the demo)."""
    opportunity.published_at = now(session)
    opportunity.published_by = actor_id
    session.add(opportunity)
    session.flush()
    session.add_all(OpportunityCountry(opportunity_id=opportunity.id, country=code) for code in set(countries))
    session.flush()
    alerts.wake(session, opportunity.kind, countries)
    audit.record(
        session, actor_id, "opportunity.published", opportunity=opportunity.id, countries=sorted(set(countries))
    )


def today(session: Session, person_id: int) -> str:
    """The day by the store's clock, ISO: days without a year are read from it."""
    return now(session).date().isoformat()


def _link(url: str | None) -> str | None:
    """A link as it can be opened: people leave the beginning out."""
    return url if url is None or url.startswith(("https://", "http://")) else f"https://{url}"


def _future(session: Session, deadline: str | None) -> date | None:
    if deadline is None:
        return None
    day = date.fromisoformat(deadline)
    if day < now(session).date():
        raise Refusal(_("That day has passed. Please write a later one."))
    return day


def withdraw(session: Session, person_id: int, opportunity_id: int) -> None:
    """Take an opportunity off every list; its editor must look after all of its countries. Twice is once."""
    opportunity = session.get(Opportunity, opportunity_id)
    if opportunity is None:
        raise Refusal(_("I no longer find this opportunity. The list has those that are open."))
    for code in _countries(session, [opportunity_id])[opportunity_id]:
        staff.require(session, person_id, "editor", code)
    if opportunity.status == "open":
        opportunity.status = "withdrawn"
        opportunity.withdrawn_at = now(session)
        audit.record(session, person_id, "opportunity.withdrawn", opportunity=opportunity_id)


def list_open(
    session: Session,
    person_id: int | None,
    *,
    countries: Sequence[str] = (),
    kind: str = "any",
    before: int = 0,
    limit: int = 7,
) -> list[Card]:
    """Open opportunities, newest first; of these countries (none: of all), older than the one with id `before`."""
    query = _open(session).order_by(Opportunity.id.desc()).limit(limit)
    if countries:
        query = query.where(_in_countries(countries))
    if kind != "any":
        query = query.where(Opportunity.kind == kind)
    if before:
        query = query.where(Opportunity.id < before)
    return _cards(session, session.scalars(query).all())


def list_withdrawable(session: Session, person_id: int, limit: int = 40) -> list[int]:
    """Ids of the open opportunities that this editor may withdraw, newest first."""
    mine = staff.require(session, person_id, "editor").countries
    query = _open(session).order_by(Opportunity.id.desc()).limit(limit)
    if mine:
        elsewhere = select(OpportunityCountry.opportunity_id).where(OpportunityCountry.country.not_in(mine))
        query = query.where(_in_countries(mine), Opportunity.id.not_in(elsewhere))
    return list(session.scalars(query.with_only_columns(Opportunity.id)))


def count_open(session: Session, person_id: int | None, country: str, kind: str = "any") -> int:
    """How many opportunities of a country are open now."""
    query = _open(session).where(_in_countries([country]))
    if kind != "any":
        query = query.where(Opportunity.kind == kind)
    return session.scalar(query.with_only_columns(func.count())) or 0


def read_opportunity(session: Session, person_id: int | None, opportunity_id: int) -> Card | None:
    """An opportunity while it is open; None when it was withdrawn or its day has passed."""
    found = read_several(session, person_id, [opportunity_id])
    return found[0] if found else None


def read_several(session: Session, person_id: int | None, ids: Sequence[int]) -> list[Card]:
    """Those of these opportunities that are still open, in the order asked for."""
    still = session.scalars(_open(session).where(Opportunity.id.in_(ids))).all()
    cards = {card["id"]: card for card in _cards(session, still)}
    return [cards[each] for each in ids if each in cards]


def _open(session: Session) -> Select[Opportunity]:
    return select(Opportunity).where(Opportunity.status == "open", _not_past(session))


def _not_past(session: Session) -> ColumnElement[bool]:
    return or_(Opportunity.deadline.is_(None), Opportunity.deadline >= now(session).date())


def _in_countries(countries: Sequence[str]) -> ColumnElement[bool]:
    linked = select(OpportunityCountry.opportunity_id).where(OpportunityCountry.country.in_(countries))
    return Opportunity.id.in_(linked)


def _cards(session: Session, found: Sequence[Opportunity]) -> list[Card]:
    countries = _countries(session, [opportunity.id for opportunity in found])
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "title": each.title,
            "text": each.text,
            "url": each.url,
            "source": each.source,
            "language": each.language,
            "deadline": each.deadline.isoformat() if each.deadline else None,
            "countries": countries[each.id],
        }
        for each in found
    ]


def _countries(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(OpportunityCountry.opportunity_id, OpportunityCountry.country)
        .where(OpportunityCountry.opportunity_id.in_(ids))
        .order_by(OpportunityCountry.country)
    )
    linked: dict[int, list[str]] = {each: [] for each in ids}
    for opportunity_id, code in rows:
        linked[opportunity_id].append(code)
    return linked
