"""The house's own rows: rates, leases, settings, codes that join addresses."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfPerson


class Pace(Base):
    """When a bot or number may send next (GCRA's theoretical arrival time): one row paces all senders together."""

    __tablename__ = "pace"

    name: Mapped[str] = mapped_column(primary_key=True)
    tat: Mapped[datetime]


class Lease(Base):
    """Who does a work that only one process may do, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


class Setting(Base):
    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class JoinCode(Base):
    """A single-use code that brings a conversation to another device; only its keyed index is kept."""

    __tablename__ = "join_code"

    index: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[OfPerson]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    leaves: Mapped[int | None]  # the address it was shown on, where the conversation moves for good; no key
