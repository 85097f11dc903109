"""Spotlights: public portraits of people of the diaspora, shown once their subject has approved them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from locales import _
from models import Person, Spotlight
from models.clock import now
from models.refusal import Refusal
from services import audit, staff


class Portrait(TypedDict):
    """A portrait as pages show it; headline and story by language."""

    id: int
    name: str
    headline: dict[str, str]
    story: dict[str, str]


def propose(
    session: Session,
    actor_id: int | None,
    *,
    country: str,
    name: str,
    headline: Mapping[str, str],
    story: Mapping[str, str],
    subject_id: int | None = None,
) -> int:
    """Write a portrait down, by language; nobody sees it before it is approved. The actor is None at a terminal."""
    if actor_id is not None:
        staff.require(session, actor_id, "editor", country)
    portrait = Spotlight(
        country=country,
        person_id=subject_id,
        name=name,
        headline=dict(headline),
        story=dict(story),
        created_at=now(session),
    )
    session.add(portrait)
    session.flush()
    audit.record(session, actor_id, "spotlight.proposed", subject_id, spotlight=portrait.id)
    return portrait.id


def approve(session: Session, person_id: int, spotlight_id: int) -> None:
    """Make a portrait public: by its subject; for a subject who is not here, by an approver who has their word."""
    portrait = _found(session, spotlight_id)
    if portrait.person_id != person_id:
        _require_for(session, person_id, portrait)
    show(session, person_id, portrait)


def show(session: Session, actor_id: int | None, portrait: Spotlight) -> None:
    """Make public what was approved elsewhere (an import, the demo)."""
    portrait.status, portrait.approved_at = "approved", now(session)
    audit.record(session, actor_id, "spotlight.approved", portrait.person_id, spotlight=portrait.id)


def withdraw(session: Session, person_id: int, spotlight_id: int) -> None:
    """Take a portrait off the pages at once: by its subject, whenever they wish, or an editor of its country."""
    portrait = _found(session, spotlight_id)
    if portrait.person_id != person_id:
        staff.require(session, person_id, "editor", portrait.country)
    portrait.status = "withdrawn"
    audit.record(session, person_id, "spotlight.withdrawn", portrait.person_id, spotlight=spotlight_id)


def list_approved(session: Session, country: str, limit: int = 2) -> list[Portrait]:
    """The portraits of a country page, newest first; headline and story by language.

    Who is on hold, rests or said stop is on no page while it is so.
    """
    shown = (Spotlight.country == country, Spotlight.status == "approved", ~_withdrawn_from_sight(now(session)))
    portraits = session.scalars(select(Spotlight).where(*shown).order_by(Spotlight.id.desc()).limit(limit))
    return [
        {"id": each.id, "name": each.name, "headline": dict(each.headline), "story": dict(each.story)}
        for each in portraits
    ]


def _withdrawn_from_sight(at: datetime) -> ColumnElement[bool]:
    away = or_(
        Person.suspended_at.is_not(None),
        Person.erased_at.is_not(None),
        Person.stopped_at.is_not(None),
        Person.paused_until > at,
    )
    return exists().where(Person.id == Spotlight.person_id, away)


def _require_for(session: Session, person_id: int, portrait: Spotlight) -> None:
    staff.require(session, person_id, "approver", portrait.country)
    if portrait.person_id is not None:
        raise Refusal(_("Only the person in this portrait can approve it: please ask them."))


def _found(session: Session, spotlight_id: int) -> Spotlight:
    portrait = session.get(Spotlight, spotlight_id)
    if portrait is None:
        raise Refusal(_("I no longer find this portrait."))
    return portrait
