"""The audiences offered first to members from countries where being found is a danger."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import KEPT_IDS, Base, Id, one_of
from models.member import AUDIENCES


class Risk(Base):
    """The narrowest default that was ever in force for an answer of members from a country, or for the whole card."""

    __tablename__ = "risk"
    __table_args__ = (
        UniqueConstraint("country", "field"),
        one_of("audience", *AUDIENCES),
        KEPT_IDS,
    )

    id: Mapped[Id]
    country: Mapped[str]
    field: Mapped[str]
    audience: Mapped[str]
    before: Mapped[str | None]  # the audience until the last change
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None]  # no key: it says who it was, also when they are gone
    offered_to: Mapped[int | None]  # up to which member the change was offered; none when all were told
