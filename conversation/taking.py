"""One turn: an event is understood, the dialogue is run from its top, and one screen comes out."""

from typing import Any

from conversation import notes
from conversation.dialogue import DIALOGUES, RENDERERS
from conversation.hearing import Heard, Outcome
from conversation.offering import kept, screen_offers
from conversation.showing import compose, show
from conversation.talk import Telling
from conversation.turn import FIRST_NOTICE, Turn
from conversation.understanding import pressed, shared, started, written

_LAST_NOTICE = 99
_NOTICES_KEPT = 9


def take(turn: Turn, heard: Heard) -> Outcome:
    """Hear an event and show the screen it leads to.

    Raises `Look` when a heavy read is needed first: undo what was written, make it, take the turn again.
    """
    turn.heard_at = heard.received_at
    turn.state.forget(turn.now)
    turn.state.stack = [frame for frame in turn.state.stack if frame.dialogue in DIALOGUES]
    match heard.kind:
        case "choice":
            pressed(turn, heard.text)
        case "start":
            started(turn, heard.text)
        case "contact":
            shared(turn, heard.text)
        case "media":
            turn.notes.append(notes.ONLY_TEXT)
        case _:
            written(turn, heard.text.strip())
    shown = show(turn)
    if turn.state.top:
        turn.state.top.since = turn.now
    return Outcome(shown, turn.state, turn.language)


def tell(turn: Turn, kind: str, ids: dict[str, Any]) -> Outcome | None:
    """Render a notice that is due; None when it is no longer true.

    Beside an open question, or another notice that waits for its answer, it takes no number away from them.
    """
    renderer = RENDERERS.get(kind)
    screen = renderer(Telling(ids, turn.language, turn.reach)) if renderer else None
    if screen is None:
        return None
    beside = turn.state.top is not None or turn.state.told
    offered = screen_offers(screen, turn.language, turn.run, _next_number(turn) if beside else 1)
    shown = compose(turn, kind, "", screen.paragraphs, offered)
    if beside:
        turn.state.notices = (turn.state.notices + kept(offered))[-_NOTICES_KEPT:]
    elif offered:
        turn.state.offers, turn.state.told, turn.state.over = kept(offered), True, None
    return Outcome(shown, turn.state, turn.language)


def _next_number(turn: Turn) -> int:
    taken = turn.state.notices[-1].number if turn.state.notices else FIRST_NOTICE - 1
    return taken + 1 if taken + _NOTICES_KEPT <= _LAST_NOTICE else FIRST_NOTICE
