"""What is left of who was erased, and the way their data is taken along before."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfPerson, one_of, owned


class Erasure(Base):
    """An erasure that was asked for: the keyed index of its receipt, and whose number it was, so that who was erased
    is erased again where an older copy of the store is put back.
    """

    __tablename__ = "erasure"
    __table_args__ = (Index(None, "person_id"),)

    receipt: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int | None]  # no key: it outlives them
    asked_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class ExportLink(Base):
    """A link by which one takes one's own data along; only the keyed index of its token is kept."""

    __tablename__ = "export_link"

    index: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[OfPerson]
    expires_at: Mapped[datetime]


class Glance(Base):
    """How often a card was seen on a day, and by what kind of people: never by whom."""

    __tablename__ = "glance"
    __table_args__ = (Index(None, "day"), one_of("viewers", "team", "roots", "members"))

    member_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    viewers: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
