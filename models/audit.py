"""Who did what to whom, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id


class Audit(Base):
    """One act. It has no keys to people: it stays when they are gone, and holds nothing but their ids."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "actor_id", "at"), Index(None, "subject_id", "at"), KEPT_IDS)

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    verb: Mapped[str]
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
