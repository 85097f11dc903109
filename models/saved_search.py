"""Searches that people saved, to hear when someone new fits."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, OfPerson, owned, partial
from models.sealed import Sealed


class SavedSearch(Base):
    """`wish` is what is looked for, as it was written and as it was understood.

    `changed_at` is set while somebody changed since `looked_at` who may fit; only then is it looked again.
    """

    __tablename__ = "saved_search"
    __table_args__ = (
        partial("ix_saved_search_due", "next_at", where="changed_at IS NOT NULL"),
        Index(None, "expires_at"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    person_id: Mapped[OfPerson]
    wish: Mapped[dict[str, Any]] = mapped_column(Sealed("saved_search.wish"))
    created_at: Mapped[datetime]
    looked_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]  # when its owner was asked whether they still look


class SavedSearchKey(Base):
    """A keyed index of one term that whoever fits a saved search must have, or that its words stand for."""

    __tablename__ = "saved_search_key"
    __table_args__ = (Index(None, "index", "search_id"),)

    search_id: Mapped[int] = mapped_column(owned("saved_search"), primary_key=True, autoincrement=False)
    index: Mapped[bytes] = mapped_column(primary_key=True)


class SavedSearchTold(Base):
    """Somebody whom a saved search has found: they are not told of again."""

    __tablename__ = "saved_search_told"
    __table_args__ = (Index(None, "member_id"),)

    search_id: Mapped[int] = mapped_column(owned("saved_search"), primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
