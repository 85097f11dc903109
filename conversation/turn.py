"""A turn of one person: what is known when it begins, and what it gathers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conversation.screen import Phrase
from conversation.standing import Reach, Router
from conversation.state import Offer, State
from conversation.tokens import Tokens
from conversation.words import which
from locales import Language

MOST_HOPS = 24
"""Dialogues that a turn may pass through, and refusals that a run may meet."""
FIRST_NOTICE = 11
"""Choices of a notice that comes while something else is to be answered are counted from here."""


@dataclass(slots=True)
class Turn:
    """Handed from understanding to answering, moving, running and showing.

    `looked` holds the heavy reads made for it so far (slot: result or Refusal); `notes` is said above the screen.
    """

    state: State
    language: Language
    now: datetime
    reach: Reach
    router: Router
    tokens: Tokens
    run: str
    looked: dict[str, Any] = field(default_factory=dict)
    notes: list[Phrase] = field(default_factory=list)
    opened: int = 0
    heard_at: datetime = field(init=False)

    def offer_under(self, said: int) -> Offer | None:
        """The choice that was shown under a number."""
        shown = self.state.notices if said >= FIRST_NOTICE else self.state.offers
        return next((offer for offer in shown if offer.number == said), None)

    def labelled(self, text: str, *, typos: bool = True) -> Offer | None:
        """The choice whose words were written."""
        found = which(text, [offer.label for offer in self.state.offers], typos=typos)
        return None if found is None else self.state.offers[found]

    def on_show(self, row: int) -> bool:
        """Whether what is heard was written after the screen in this outbox row was sent."""
        sent_at = self.reach.sent_at(row) if row else None
        return sent_at is not None and sent_at <= self.heard_at
