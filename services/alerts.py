"""Alerts: who wants to hear of which opportunities, and how often. People who did not register may have them too."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Final, TypedDict

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from locales import Message, _p
from models import Alert, MemberOrigin, Opportunity, OpportunityCountry, Person
from models.clock import now
from services import audit, consents, people
from services.notices import tell

OFTEN_NAMES: Final[dict[str, Message]] = {
    "now": _p("choice", "At once"),
    "daily": _p("choice", "Once a day"),
    "weekly": _p("choice", "Once a week"),
}


class Wanted(TypedDict):
    """An alert as its owner sees it."""

    id: int
    country: str
    kind: str
    often: str


STEPS: Final = {"daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
MOST_SINGLE: Final = 3
"""New opportunities told one by one to who wants them at once; more come as one letter."""
MOST_LISTED: Final = 7
_NOT_DUE: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""When an alert “at once” is next looked at, unless something is published."""


def subscribe(session: Session, person_id: int, country: str, kind: str, often: str) -> int:
    """Keep that a person wants the opportunities of a country from now on; the same country and kind is one alert."""
    people.check_standing(session, person_id)
    consents.give(session, person_id, "alerts")
    same = (Alert.person_id == person_id, Alert.country == country, Alert.kind == kind)
    alert = session.scalar(select(Alert).where(*same))
    if alert is None:
        alert = Alert(person_id=person_id, country=country, kind=kind, created_at=now(session))
        alert.last_opportunity_id = _newest(session)
        session.add(alert)
    alert.often = often
    alert.next_at = _next(often, now(session))
    session.flush()
    audit.record(session, person_id, "alert.added", person_id, country=country, kind=kind, often=often)
    return alert.id


def unsubscribe(session: Session, person_id: int, alert_id: int) -> bool:
    """Take one alert of this person away, with the last one the consent too; whether it was there."""
    alert = session.get(Alert, alert_id)
    if alert is None or alert.person_id != person_id:
        return False
    session.delete(alert)
    session.flush()
    if not list_alerts(session, person_id):
        consents.withdraw(session, person_id, "alerts")
    audit.record(session, person_id, "alert.removed", person_id, country=alert.country, kind=alert.kind)
    return True


def unsubscribe_all(session: Session, person_id: int) -> int:
    """Take all alerts of this person away, and with them the consent; how many there were."""
    mine = session.scalars(select(Alert).where(Alert.person_id == person_id)).all()
    for alert in mine:
        session.delete(alert)
    if mine:
        consents.withdraw(session, person_id, "alerts")
        audit.record(session, person_id, "alert.removed", person_id, alerts=len(mine))
    return len(mine)


def hand_over(session: Session, guest_id: int, person_id: int) -> None:
    """Make a guest's alerts those of the person they turn out to be, if that person has none."""
    if list_alerts(session, person_id) or not list_alerts(session, guest_id):
        return
    session.execute(update(Alert).where(Alert.person_id == guest_id).values(person_id=person_id))
    consents.give(session, person_id, "alerts")


def list_alerts(session: Session, person_id: int) -> list[Wanted]:
    """A person's own alerts, oldest first."""
    mine = session.scalars(select(Alert).where(Alert.person_id == person_id).order_by(Alert.id))
    return [{"id": each.id, "country": each.country, "kind": each.kind, "often": each.often} for each in mine]


def still_wanted(session: Session, person_id: int, ids: Sequence[int]) -> list[int]:
    """Those of these opportunities that one of the person's alerts still asks for, in the order given."""
    fits = (OpportunityCountry.country == Alert.country) & or_(Alert.kind == "any", Alert.kind == Opportunity.kind)
    asked = (
        select(Opportunity.id)
        .join(OpportunityCountry, OpportunityCountry.opportunity_id == Opportunity.id)
        .join(Alert, fits)
        .where(Alert.person_id == person_id, Opportunity.id.in_(ids))
    )
    found = set(session.scalars(asked))
    return [each for each in ids if each in found]


def roots(session: Session, person_id: int) -> list[str]:
    """The countries a member is linked to: the first to be offered."""
    mine = select(MemberOrigin.country).where(MemberOrigin.member_id == person_id).order_by(MemberOrigin.country)
    return list(session.scalars(mine))


def wake(session: Session, kind: str, countries: Sequence[str]) -> None:
    """Make alerts “at once” due that want this kind in one of these countries."""
    wanted = (Alert.often == "now", Alert.country.in_(countries), Alert.kind.in_(("any", kind)))
    session.execute(
        update(Alert).where(*wanted).values(next_at=now(session)).execution_options(synchronize_session=False)
    )


def send_digests(session: Session, limit: int) -> int:
    """Leave notices for at most `limit` people whose alerts are due; how many people were looked at.

    A person's alerts that are due together make one letter. Who rests gets one letter when the rest ends; who
    stopped, gets what is still open once they start again.
    """
    due = Alert.next_at <= now(session)
    first = select(Alert.person_id).where(due).group_by(Alert.person_id).order_by(func.min(Alert.next_at)).limit(limit)
    waiting = session.scalars(first).all()
    chosen = select(Alert).where(due, Alert.person_id.in_(waiting)).order_by(Alert.person_id, Alert.id)
    for person_id, alerts in groupby(session.scalars(chosen).all(), key=lambda alert: alert.person_id):
        _send(session, session.get_one(Person, person_id), list(alerts))
    return len(waiting)


def _send(session: Session, person: Person, alerts: list[Alert]) -> None:
    at = now(session)
    if person.stopped_at or person.suspended_at or person.erased_at:
        _put_off(alerts, None, at)
    elif person.paused_until and person.paused_until > at:
        _put_off(alerts, person.paused_until, at)
    else:
        newest = _newest(session)
        _tell(session, person.id, alerts, sorted({found for alert in alerts for found in _new(session, alert)}))
        for alert in alerts:
            alert.last_opportunity_id, alert.next_at = newest, _next(alert.often, at, alert.next_at)


def _tell(session: Session, person_id: int, alerts: list[Alert], new: list[int]) -> None:
    if not new:
        return
    if all(alert.often == "now" for alert in alerts) and len(new) <= MOST_SINGLE:
        for opportunity in new:
            tell(
                session, person_id, "opportunity", key=f"opportunity.{opportunity}.{person_id}", opportunity=opportunity
            )
        return
    newest_first = ",".join(str(each) for each in reversed(new[-MOST_LISTED:]))
    countries = ",".join(sorted({alert.country for alert in alerts}))
    tell(
        session,
        person_id,
        "digest",
        key=f"digest.{new[-1]}.{len(new)}.{person_id}",
        opportunities=newest_first,
        total=len(new),
        countries=countries,
    )


def _new(session: Session, alert: Alert) -> list[int]:
    """Ids of the open opportunities that this alert has not told of."""
    linked = select(OpportunityCountry.opportunity_id).where(
        OpportunityCountry.country == alert.country, OpportunityCountry.opportunity_id > alert.last_opportunity_id
    )
    query = select(Opportunity.id).where(
        Opportunity.id.in_(linked),
        Opportunity.status == "open",
        or_(Opportunity.deadline.is_(None), Opportunity.deadline >= now(session).date()),
    )
    if alert.kind != "any":
        query = query.where(Opportunity.kind == alert.kind)
    return list(session.scalars(query))


def _put_off(alerts: list[Alert], until: datetime | None, at: datetime) -> None:
    """Look again when a rest ends, or a step later; what is missed meanwhile is not forgotten."""
    for alert in alerts:
        alert.next_at = until or at + STEPS.get(alert.often, STEPS["daily"])


def _next(often: str, at: datetime, last: datetime | None = None) -> datetime:
    """The next time after `at`, in whole steps from the last one, so that letters keep their hour."""
    if often not in STEPS:
        return _NOT_DUE
    due = (last or at) + STEPS[often]
    while due <= at:
        due += STEPS[often]
    return due


def _newest(session: Session) -> int:
    return session.scalar(select(func.max(Opportunity.id))) or 0
