"""Who is staff, with which role, for which countries."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, PersonKey, one_of

ROLES: Final = ("reader", "editor", "approver", "moderator", "administrator")


class Staff(Base):
    __tablename__ = "staff"
    __table_args__ = (one_of("role", *ROLES),)

    person_id: Mapped[PersonKey]
    name: Mapped[str]
    role: Mapped[str]
    countries: Mapped[list[str]] = mapped_column(default=list)
    added_at: Mapped[datetime]


class StaffCode(Base):
    """A single-use code that binds a person as staff; only its keyed index is kept."""

    __tablename__ = "staff_code"
    __table_args__ = (one_of("role", *ROLES),)

    index: Mapped[bytes] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    countries: Mapped[list[str]] = mapped_column(default=list)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
