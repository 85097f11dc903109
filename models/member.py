"""A member's card."""

from datetime import datetime

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import EPOCH, Base, PersonKey, one_of, owned
from models.sealed import Sealed

AUDIENCES = ("nobody", "staff", "mentoring", "country", "nationals", "members", "public")


class Member(Base):
    """A person who registered. Nobody sees the card until its owner said who may."""

    __tablename__ = "member"
    __table_args__ = (
        one_of("kind", "abroad", "home", "organisation"),
        one_of("audience", *AUDIENCES),
        Index(None, "city_id"),
        Index(None, "look_at"),
    )

    person_id: Mapped[PersonKey]
    kind: Mapped[str]
    name: Mapped[str]
    city_id: Mapped[int | None]  # of world.places; none for a town that no table knows
    city_text: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None]  # where they live, ISO 3166
    profession: Mapped[str | None]
    profession_text: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="nobody")
    languages: Mapped[list[str]] = mapped_column(default=list)
    skills: Mapped[list[str]] = mapped_column(default=list)
    offers: Mapped[list[str]] = mapped_column(default=list)
    about: Mapped[str | None] = mapped_column(Sealed("member.about"))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    shown: Mapped[dict[str, str]] = mapped_column(default=dict)  # answers for fewer people than the card
    canary: Mapped[bool] = mapped_column(default=False, server_default=false())  # invented, for scrapers
    # freshness
    confirmed: Mapped[dict[str, str]] = mapped_column(default=dict)  # each answer, and the ISO day it was confirmed
    look_at: Mapped[datetime] = mapped_column(default=EPOCH)  # when something may be due
    asked_at: Mapped[datetime | None]  # whether all is still true, this season
    warned_at: Mapped[datetime | None]  # that it goes: when that was told


class MemberOrigin(Base):
    __tablename__ = "member_origin"
    __table_args__ = (Index(None, "country", "member_id"),)

    member_id: Mapped[int] = mapped_column(owned(), primary_key=True, autoincrement=False)
    country: Mapped[str] = mapped_column(primary_key=True)
