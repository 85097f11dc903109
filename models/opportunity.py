"""What countries offer and seek, and who wants to hear of it."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, one_of, owned

KINDS: Final = ("job", "consultancy", "volunteering", "tender", "grant", "training", "event", "notice", "appeal")


class Opportunity(Base):
    """A job, tender, grant, training… for one or more countries, with a source and a deadline."""

    __tablename__ = "opportunity"
    __table_args__ = (
        Index(None, "status", "published_at"),
        one_of("kind", *KINDS),
        one_of("status", "open", "withdrawn"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    url: Mapped[str | None]
    source: Mapped[str]
    deadline: Mapped[date | None]
    language: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
    published_at: Mapped[datetime]
    published_by: Mapped[int | None]  # no key: it says who it was, also when they are gone
    withdrawn_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(unique=True)  # an import run twice publishes once


class OpportunityCountry(Base):
    __tablename__ = "opportunity_country"
    __table_args__ = (Index(None, "country", "opportunity_id"),)

    opportunity_id: Mapped[int] = mapped_column(owned("opportunity"), primary_key=True, autoincrement=False)
    country: Mapped[str] = mapped_column(primary_key=True)


class Alert(Base):
    """A person's subscription to the opportunities of a country; kind "any" means all."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("person_id", "country", "kind"),
        Index(None, "next_at"),
        one_of("kind", "any", *KINDS),
        one_of("often", "now", "daily", "weekly"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(owned())
    country: Mapped[str]
    kind: Mapped[str] = mapped_column(default="any")
    often: Mapped[str]
    next_at: Mapped[datetime]
    last_opportunity_id: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
