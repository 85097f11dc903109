"""Where a person's conversation stands."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, PersonKey
from models.sealed import Sealed


class Talk(Base):
    """The engine's one value for a person, and the screen they have before them."""

    __tablename__ = "talk"

    person_id: Mapped[PersonKey]
    state: Mapped[Any] = mapped_column(Sealed("talk.state"), nullable=False)
    shown_id: Mapped[int | None]  # of outbox; no key, for screens are cleared away before talks are
    updated_at: Mapped[datetime]
