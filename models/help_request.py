"""What people asked of a person of the house."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, OfPerson, one_of
from models.sealed import Sealed


class HelpRequest(Base):
    __tablename__ = "help_request"
    __table_args__ = (Index(None, "status", "created_at"), one_of("status", "open", "answered", "closed"), KEPT_IDS)

    id: Mapped[Id]
    person_id: Mapped[OfPerson]
    words: Mapped[str] = mapped_column(Sealed("help_request.words"))
    status: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str | None] = mapped_column(Sealed("help_request.answer"))
    answered_by: Mapped[int | None]  # no key: it says who it was, also when they are gone
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
