"""What came in, what goes out, and what is to be told later."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, OfPerson, one_of, owned, partial
from models.sealed import Sealed

LEASE: Final = timedelta(seconds=60)
"""How long a claimed screen may be on its way before another sender takes it."""


class Inbound(Base):
    """One event from a channel, kept before the channel is told that it was heard; its body goes once it is done."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("channel", "account", "external_id"),
        partial("ix_inbound_new", "person_id", "id", where="status = 'new'"),
        one_of("status", "new", "done", "failed"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    channel: Mapped[str]
    account: Mapped[str]
    external_id: Mapped[str]
    person_id: Mapped[OfPerson]
    address_id: Mapped[int]  # no key: an address goes only with its person, and so does this
    body: Mapped[Any] = mapped_column(Sealed("inbound.body"), nullable=True)
    status: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Outbox(Base):
    """One screen for one address: an answer, or a push. Its body goes once it was sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        partial("ix_outbox_queued", "due_at", where="status = 'queued'"),
        partial("ix_outbox_sending", "lease_until", where="status = 'sending'"),
        partial("ix_outbox_announcement_id", "announcement_id", where="announcement_id IS NOT NULL"),
        Index(None, "address_id", "id"),
        partial("ix_outbox_waiting", "address_id", where="status = 'waiting'"),
        one_of("status", "queued", "sending", "sent", "failed", "unknown", "dropped", "waiting"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    person_id: Mapped[OfPerson]
    address_id: Mapped[int] = mapped_column(owned("address"))
    push: Mapped[bool]
    body: Mapped[Any] = mapped_column(Sealed("outbox.body"), nullable=True)
    status: Mapped[str] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # where a channel is pulled: when it was first fetched
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id", ondelete="SET NULL"))


class Receipt(Base):
    """What a vendor said of a message it had taken; the index is keyed, of the vendor's id, which may hold a number."""

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("channel", "account", "index"),
        one_of("fate", "sent", "delivered", "read", "failed"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    channel: Mapped[str]
    account: Mapped[str]
    index: Mapped[bytes]
    outbox_id: Mapped[int | None]  # no key: a receipt may come for a screen that was deleted
    fate: Mapped[str]
    billed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Billed(Base):
    """How many messages a vendor bills for a month, by its categories."""

    __tablename__ = "billed"

    month: Mapped[str] = mapped_column(primary_key=True)  # like 2026-11
    channel: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    messages: Mapped[int]


class Unread(Base):
    """Something a vendor sent that could not be read, for whoever mends the reading."""

    __tablename__ = "unread"
    __table_args__ = (Index(None, "received_at"), KEPT_IDS)

    id: Mapped[Id]
    channel: Mapped[str]
    account: Mapped[str]
    raw: Mapped[str] = mapped_column(Sealed("unread.raw"))
    why: Mapped[str]
    received_at: Mapped[datetime]


class Notice(Base):
    """Something to tell someone later: person, kind and ids, never text. The same key is told once."""

    __tablename__ = "notice"
    __table_args__ = (
        partial("ix_notice_due", "due_at", where="status = 'due'"),
        partial("ix_notice_outbox_id", "outbox_id", where="outbox_id IS NOT NULL"),
        one_of("status", "due", "told", "dropped"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    person_id: Mapped[OfPerson]
    kind: Mapped[str]
    ids: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(default="due")
    key: Mapped[str | None] = mapped_column(unique=True)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    outbox_id: Mapped[int | None]  # the screen it became; no key: that is deleted by an age of its own
