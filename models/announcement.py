"""What staff broadcast, and how far it got with each recipient."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, one_of, owned
from models.sealed import Sealed


class Announcement(Base):
    """A broadcast with its counters, which are kept in the transaction of what they count."""

    __tablename__ = "announcement"
    __table_args__ = (Index(None, "status"), one_of("status", "draft", "sending", "stopped", "sent"), KEPT_IDS)

    id: Mapped[Id]
    author_id: Mapped[int]  # no key: it says who it was, also when they are gone
    country: Mapped[str]
    language: Mapped[str]
    words: Mapped[str] = mapped_column(Sealed("announcement.words"))
    status: Mapped[str] = mapped_column(default="draft")
    rate: Mapped[int]  # messages a second
    excluded: Mapped[dict[str, Any]] = mapped_column(default=dict)  # reason: how many
    # progress
    planned: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    residence: Mapped[str | None]  # only those who live in this country; none: wherever they live


class Delivery(Base):
    """One announcement for one recipient."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "announcement_id", "status", "person_id"),
        one_of("status", "queued", "attempting", "sent", "failed", "unknown", "skipped"),
    )

    announcement_id: Mapped[int] = mapped_column(owned("announcement"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    outbox_id: Mapped[int | None]  # no key: screens are cleared away before deliveries are
    status: Mapped[str] = mapped_column(default="queued")
    reason: Mapped[str | None]
    updated_at: Mapped[datetime]
