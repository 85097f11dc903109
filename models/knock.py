"""Requests to be put in touch, and what protects people from them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, PersonKey, one_of, owned
from models.sealed import Sealed


class Knock(Base):
    """One person asks another to open the door; by phone number it may be for someone who is not here yet."""

    __tablename__ = "knock"
    __table_args__ = (
        Index(None, "sender_id", "created_at"),
        Index(None, "receiver_id", "status"),
        Index(None, "phone_index"),
        Index(None, "status", "due_at"),
        one_of("status", "waiting", "held", "accepted", "declined", "blocked", "reported", "expired"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    sender_id: Mapped[int] = mapped_column(owned())
    receiver_id: Mapped[int | None] = mapped_column(owned())
    phone_index: Mapped[bytes | None]
    words: Mapped[str | None] = mapped_column(Sealed("knock.words"))
    status: Mapped[str] = mapped_column(default="waiting")
    contact: Mapped[str | None] = mapped_column(Sealed("knock.contact"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]  # its sender thought better of it, whatever became of it


class Block(Base):
    __tablename__ = "block"
    __table_args__ = (Index(None, "blocked_id"),)

    blocker_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    blocked_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    created_at: Mapped[datetime]


class Report(Base):
    """What someone told staff about someone; it stays when the knock it is about goes."""

    __tablename__ = "report"
    __table_args__ = (
        Index(None, "status", "created_at"),
        Index(None, "reporter_id"),
        Index(None, "reported_id"),
        Index(None, "knock_id"),
        one_of("status", "open", "closed"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    reporter_id: Mapped[int] = mapped_column(owned())
    reported_id: Mapped[int | None] = mapped_column(owned())
    knock_id: Mapped[int | None] = mapped_column(ForeignKey("knock.id", ondelete="SET NULL"))
    words: Mapped[str | None] = mapped_column(Sealed("report.words"))
    status: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None]  # no key: it says who it was, also when they are gone


class Sighting(Base):
    """A card a person saw on a day, for the limits of a day, a week and a month."""

    __tablename__ = "sighting"
    __table_args__ = (Index(None, "member_id"), Index(None, "day"))

    person_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)


class Spent(Base):
    """What a person used of a limit that no other row tells of: searches, and what came with an address."""

    __tablename__ = "spent"
    __table_args__ = (Index(None, "hour"),)

    person_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    limit: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    times: Mapped[int]


class Watch(Base):
    """Somebody opened the card of an invented member, or knocked there: only who pages through everyone gets so far."""

    __tablename__ = "watch"
    __table_args__ = (Index(None, "person_id", "at"), one_of("how", "opened", "knocked"), KEPT_IDS)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(owned())
    how: Mapped[str]
    at: Mapped[datetime]


class Vouch(Base):
    """Staff met this person, and say so to whom they knock at."""

    __tablename__ = "vouch"

    person_id: Mapped[PersonKey]
    given_by: Mapped[int]  # no key: it says who it was, also when they are gone
    city_id: Mapped[int | None]  # of world.places; where they met
    city_text: Mapped[str]
    at: Mapped[datetime]
