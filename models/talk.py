"""Where a person's conversation stands."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, PersonKey
from models.sealed import Sealed


class Talk(Base):
    """The engine's one value for a person, and until when they are not to be disturbed."""

    __tablename__ = "talk"

    person_id: Mapped[PersonKey]
    state: Mapped[Any] = mapped_column(Sealed("talk.state"), nullable=False)
    busy_until: Mapped[datetime | None]  # a question is open and fresh: pushes wait until then
    updated_at: Mapped[datetime]
