"""A person, how they are reached, what they proved and what they agreed to."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import KEPT_IDS, Base, Id, OfPerson, one_of, owned
from models.sealed import Sealed


class Person(Base):
    """Anyone who writes, whatever channels they write from."""

    __tablename__ = "person"
    __table_args__ = KEPT_IDS

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime]
    noticed: Mapped[int] = mapped_column(default=0)  # the version of the privacy notice they accepted
    is_member: Mapped[bool] = mapped_column(default=False)
    invented: Mapped[bool] = mapped_column(default=False)  # somebody of the demo
    active_address_id: Mapped[int | None]  # no key: addresses point back at their person
    # reasons not to write to them
    paused_until: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    referral: Mapped[str | None]  # by whose link they came, as the link names them
    erase_at: Mapped[datetime | None]  # they asked for it, and may still change their mind


class Address(Base):
    """Where a person is reached on one channel; the index is keyed, of the vendor's id."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "account", "index"), KEPT_IDS)

    id: Mapped[Id]
    person_id: Mapped[OfPerson]
    channel: Mapped[str]
    account: Mapped[str]
    index: Mapped[bytes]
    external_id: Mapped[str] = mapped_column(Sealed("address.external_id"))
    active: Mapped[bool] = mapped_column(default=True)
    trusted: Mapped[bool] = mapped_column(default=True)  # joined by a code: no staff rights from here
    last_active_at: Mapped[datetime]
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # the channel's own time of what was written last, give or take a minute
    rung_at: Mapped[datetime | None]  # when they were asked to write, for what waits for them


class Alias(Base):
    """Another name that a channel has for an address: the id of an account whose phone number is known too."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("channel", "account", "index"), KEPT_IDS)

    id: Mapped[Id]
    address_id: Mapped[int] = mapped_column(owned("address"), index=True)
    channel: Mapped[str]
    account: Mapped[str]
    index: Mapped[bytes]
    external_id: Mapped[str] = mapped_column(Sealed("alias.external_id"))


class ProvedNumber(Base):
    """A phone number its owner showed; several people may share one."""

    __tablename__ = "proved_number"
    __table_args__ = (UniqueConstraint("person_id", "index"), Index(None, "index"), KEPT_IDS)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(owned())
    index: Mapped[bytes]
    number: Mapped[str] = mapped_column(Sealed("proved_number.number"))
    how: Mapped[str]
    proved_at: Mapped[datetime]


class Consent(Base):
    """What a person agreed to, in which words and which language; taken back, it stays with its date."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(None, "person_id", "purpose"),
        one_of("purpose", "notice", "adult", "directory", "phone", "alerts", "mentoring"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(owned())
    purpose: Mapped[str]
    version: Mapped[int]
    language: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


def lock_person(session: Session, person_id: int, *, wait: bool = False, whole: bool = False) -> bool:
    """Take the person's row until the commit; False when they are not there, or another process has them. With `whole`
    nothing new can be theirs before that, either.

    On SQLite the one writer has them anyway.
    """
    row = select(Person.id).where(Person.id == person_id).with_for_update(key_share=not whole, skip_locked=not wait)
    return session.scalar(row) is not None
