"""Daytime: what can wait is not told at night."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models import Member
from world.countries import homeland
from world.places import place

_FROM, _UNTIL = 9, 19
"""Hours of the day, where somebody lives."""
_ELSEWHERE: Final = "Europe/Paris"
"""For a town that no table knows, abroad: the hours of most who left, and no night from Dakar to Dubai."""


def waking(member: Member, at: datetime) -> datetime:
    """The first moment from then on that is day where somebody lives."""
    there = at.astimezone(ZoneInfo(_zone(member)))
    if _FROM <= there.hour < _UNTIL:
        return at
    morning = there.replace(hour=_FROM, minute=0, second=0, microsecond=0)
    if there.hour >= _UNTIL:
        morning += timedelta(days=1)
    return morning.astimezone(at.tzinfo)


def _zone(member: Member) -> str:
    town = place(member.city_id) if member.city_id else None
    home = homeland(member.country) if member.country else None
    if town:
        return town.zone
    return home.zone if home else _ELSEWHERE
