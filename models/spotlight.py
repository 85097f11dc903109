"""The public portraits on country pages."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, one_of, owned


class Spotlight(Base):
    """A portrait of a diaspora actor; headline and story by language. Shown once its subject approved it."""

    __tablename__ = "spotlight"
    __table_args__ = (
        Index(None, "country", "status"),
        Index(None, "person_id"),
        one_of("status", "waiting", "approved", "withdrawn"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    country: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(owned())
    name: Mapped[str]
    headline: Mapped[dict[str, str]]
    story: Mapped[dict[str, str]]
    status: Mapped[str] = mapped_column(default="waiting")
    approved_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
