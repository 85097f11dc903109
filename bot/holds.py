"""Holds: accounts on which nothing may go out for a while, as their vendor said; kept, so that a restart keeps them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.rows import table
from models import Pace
from models.clock import now

_PACE = table(Pace)
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
_MARK = "held|"
HOLDS_LEARNT_SECONDS = 1.0
"""How often a process looks at what others were told."""

Account = tuple[str, str]
"""A channel and the account on it."""


class Holds:
    """What is held, as this process knows it: from its own sending at once, from others by a look at the store."""

    def __init__(self) -> None:
        self._until: dict[Account, datetime] = {}

    def seconds(self, account: Account, at: datetime) -> float:
        """How long nothing may go out on an account; 0 when it may."""
        until = self._until.get(account)
        return max(0.0, (until - at).total_seconds()) if until else 0.0

    def held(self, at: datetime) -> list[Account]:
        return [account for account, until in self._until.items() if until > at]

    def hold(self, account: Account, until: datetime) -> None:
        """Until then at least: a shorter hold ends no longer one."""
        self._until[account] = max(until, self._until.get(account, until))

    def learn(self, known: Mapping[Account, datetime]) -> None:
        """Take over what the store knows."""
        for account, until in known.items():
            self.hold(account, until)


def keep_hold(session: Session, account: Account, seconds: float) -> datetime:
    """Hold an account for all processes and after a restart; until when."""
    until = now(session) + timedelta(seconds=seconds)
    row = _DIALECTS[session.get_bind().dialect.name].insert(_PACE).values(name=_MARK + "|".join(account), tat=until)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"tat": row.excluded.tat}))
    return until


def read_holds(session: Session) -> dict[Account, datetime]:
    """The accounts that are held now."""
    found = session.execute(
        select(_PACE.c.name, _PACE.c.tat).where(_PACE.c.name.startswith(_MARK), _PACE.c.tat > now(session))
    )
    return {_account(name): until for name, until in found}


def _account(name: str) -> Account:
    channel, _bar, account = name.removeprefix(_MARK).partition("|")
    return channel, account
