"""Segments: the members an announcement is for, and who of them is left out, and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session

from locales import Message, _
from models import Address, Member, MemberOrigin, Person

EXCLUSIONS: Final[dict[str, Message]] = {
    "elsewhere": _("living elsewhere"),
    "suspended": _("on hold"),
    "stopped": _("asked for no messages"),
    "paused": _("resting"),
    "unreachable": _("not reachable here"),
}
"""Reasons to leave someone out; who has several is counted under the first."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Those with roots in a country who were members at a moment; only residents of one country, or all of them."""

    country: str
    residence: str | None
    at: datetime

    def linked(self) -> Select[int, str | None]:
        """Everyone with roots in the country, with the reason why they are left out, or none."""
        return (
            select(Person.id, self._reason())
            .join(Member, Member.person_id == Person.id)
            .join(MemberOrigin, MemberOrigin.member_id == Member.person_id)
            .where(MemberOrigin.country == self.country, Member.created_at <= self.at, *_real())
        )

    def people(self) -> Select[int]:
        """The ids of those who are not left out."""
        return self.linked().where(self._reason().is_(None)).with_only_columns(Person.id)

    def count(self, session: Session) -> tuple[Counter[str], Counter[str]]:
        """How many it reaches, by the language they read; how many are left out, by reason."""
        reached: Counter[str] = Counter()
        excluded: Counter[str] = Counter()
        why = self._reason().label("why")
        counted = self.linked().with_only_columns(why, Person.language, func.count()).group_by(why, Person.language)
        for reason, language, number in session.execute(counted):
            if reason is None:
                reached[language] += number
            else:
                excluded[reason] += number
        return reached, excluded

    def _reason(self) -> ColumnElement[str | None]:
        if self.residence is None:
            return exclusion(self.at)
        lives_elsewhere = Member.country.is_distinct_from(self.residence)
        return case((lives_elsewhere, "elsewhere"), else_=exclusion(self.at))


def _real() -> tuple[ColumnElement[bool], ...]:
    """Neither erased nor invented."""
    return Person.erased_at.is_(None), Member.canary.is_(False)


def exclusion(at: datetime) -> ColumnElement[str | None]:
    """Why nothing may be sent to a person at this moment; null when it may."""
    reached_at = exists().where(Address.person_id == Person.id, Address.active.is_(True))
    return case(
        (Person.suspended_at.is_not(None), "suspended"),
        (Person.stopped_at.is_not(None), "stopped"),
        (Person.paused_until > at, "paused"),
        (~reached_at, "unreachable"),
        else_=None,
    )
