"""Who mentors, and who asked whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, PersonKey, one_of, owned
from models.sealed import Sealed


class Mentor(Base):
    """What a person offers as a mentor. A place is taken by one conditional update, never beyond the capacity."""

    __tablename__ = "mentor"
    __table_args__ = (CheckConstraint("taken >= 0 AND taken <= capacity", name="room"),)

    person_id: Mapped[PersonKey]
    capacity: Mapped[int] = mapped_column(default=2)
    taken: Mapped[int] = mapped_column(default=0)
    open: Mapped[bool] = mapped_column(default=True)
    about: Mapped[str | None] = mapped_column(Sealed("mentor.about"))
    topics: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]


class Mentorship(Base):
    __tablename__ = "mentorship"
    __table_args__ = (
        Index(None, "mentee_id"),
        Index(None, "mentor_id"),
        Index(None, "status", "due_at"),
        one_of("status", "asked", "accepted", "declined", "expired", "ended"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    mentee_id: Mapped[int] = mapped_column(owned())
    mentor_id: Mapped[int] = mapped_column(owned())
    question: Mapped[str | None] = mapped_column(Sealed("mentorship.question"))
    reasons: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(default="asked")
    contact: Mapped[str | None] = mapped_column(Sealed("mentorship.contact"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
