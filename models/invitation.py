"""An invitation: what a list says about somebody, until they answer for themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEPT_IDS, Base, Id, one_of
from models.sealed import Sealed


class Invitation(Base):
    """Nobody's card, and nobody's to find. Once answered only the keyed indexes stay, so that nobody is asked twice.

    It is tied to no person: whoever reads the store cannot tell who was on which list.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("identity"),
        UniqueConstraint("code_index"),
        Index(None, "number_index"),
        Index(None, "label"),
        Index(None, "expires_at"),
        one_of("status", "open", "accepted", "declined"),
        KEPT_IDS,
    )

    id: Mapped[Id]
    identity: Mapped[bytes]  # of the number or e-mail with the name as it sounds
    number_index: Mapped[bytes | None]
    code_index: Mapped[bytes | None]
    draft: Mapped[dict[str, Any] | None] = mapped_column(Sealed("invitation.draft"))
    label: Mapped[str]
    actor_id: Mapped[int | None]  # no key: it says who it was, also when they are gone
    status: Mapped[str] = mapped_column(default="open")
    told: Mapped[bool] = mapped_column(default=False)  # somebody with the number was asked
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
