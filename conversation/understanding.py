"""Understanding: what a message is for, before anything answers it."""

from conversation import notes
from conversation.answering import act, hear, named_language
from conversation.dialogue import DIALOGUES
from conversation.moving import open_dialogue, word_said
from conversation.running import question_of
from conversation.screen import opens
from conversation.state import RESUMED_AFTER, Frame
from conversation.turn import Turn
from conversation.words import courtesy, number, says, word


def started(turn: Turn, parameter: str) -> None:
    """A start link opens what it names; a bare start goes on where the person was."""
    if parameter or not (turn.state.top or turn.state.over):
        target = turn.router.start(parameter, turn.reach.standing())
        open_dialogue(turn, opens(target.dialogue) if _under_way(turn, target.dialogue) else target)


def _under_way(turn: Turn, name: str) -> bool:
    """Whether a dialogue that counts its questions has answers already: a link tapped again must not lose them."""
    frames = (frame for frame in turn.state.stack if frame.dialogue == name)
    return any(DIALOGUES[name].steps and frame.answers for frame in frames)


def pressed(turn: Turn, token: str) -> None:
    """A choice does what it says, once; a forged or old one is told from the one on show."""
    known = turn.tokens.read(token)
    if known is None:
        turn.notes.append(notes.MOVED_ON)
    elif token == turn.state.tapped:
        return
    elif act(turn, *known):
        turn.state.tapped = token


def shared(turn: Turn, number: str) -> None:
    """A shared contact is an answer where a question is open, as if its number had been written."""
    if not number or _in_question(turn):
        written(turn, number)
    else:
        turn.state.tapped = ""
        open_dialogue(turn, turn.router.contact(number, turn.reach.standing()))


def written(turn: Turn, text: str) -> None:
    """Exact words come before numbers, numbers before the open question, the question before anything else."""
    turn.state.tapped = ""
    if not text:
        turn.notes.append(notes.ONLY_TEXT)
    elif text.startswith("/") and len(text) > 1:
        _command(turn, text[1:])
    elif (everywhere := word(text)) or number(text) == 0:
        word_said(turn, everywhere or "menu")
    elif _numbered(turn, text):
        return
    elif _in_question(turn):
        _answered(turn, text)
    else:
        _outside(turn, text)


def _in_question(turn: Turn) -> bool:
    return turn.state.top is not None and not (turn.state.aside and not turn.state.pending)


def _command(turn: Turn, text: str) -> None:
    name, _sep, rest = text.partition(" ")
    everywhere = word(name)
    if everywhere == "start" and rest.strip():
        started(turn, rest.strip())
        return
    if everywhere:
        word_said(turn, everywhere)
        return
    target = turn.router.command(name.partition("@")[0].lower(), rest.strip(), turn.reach.standing())
    if target is None:
        turn.notes.append(notes.UNKNOWN_COMMAND)
    else:
        open_dialogue(turn, target)


def _numbered(turn: Turn, text: str) -> bool:
    """A number is a choice when one was shown under it, and only if it was on show when it was written."""
    said = number(text)
    offer = turn.offer_under(said) if said is not None else None
    if offer is None:
        return False
    if not turn.on_show(offer.row):
        turn.notes.append(notes.TOO_EARLY)
    else:
        act(turn, offer.run, offer.action)
    return True


def _outside(turn: Turn, text: str) -> None:
    offer = turn.labelled(text)
    kind = courtesy(text)
    if offer and turn.on_show(offer.row):
        act(turn, offer.run, offer.action)
    elif number(text) is not None:
        turn.notes.append(notes.MOVED_ON)
    elif spoken := named_language(text):
        turn.language = spoken
    elif kind == "thanks":
        turn.notes.append(notes.WELCOME)
        open_dialogue(turn, turn.router.word("menu", turn.reach.standing()))
    elif kind == "greeting":
        open_dialogue(turn, turn.router.word("menu", turn.reach.standing()))
    elif everywhere := word(text, typos=True):
        word_said(turn, everywhere)
    else:
        open_dialogue(turn, turn.router.free_text(text, turn.reach.standing()))


def _answered(turn: Turn, text: str) -> None:
    frame = turn.state.stack[-1]
    if _left_alone(turn, frame):
        _resume_later(turn, text)
    elif turn.state.pending and (offer := turn.labelled(text)):
        act(turn, offer.run, offer.action)
    elif turn.state.pending and (says("yes", text) or courtesy(text)):
        act(turn, frame.run, ["g"])
    elif turn.state.pending and says("no", text):
        word_said(turn, "menu")
    else:
        turn.state.aside, turn.state.pending = False, ""
        asked = question_of(turn, frame)
        if asked is not None:
            hear(turn, frame, asked, text)


def _left_alone(turn: Turn, frame: Frame) -> bool:
    return not turn.state.pending and turn.now - frame.since > RESUMED_AFTER and bool(frame.trail)


def _resume_later(turn: Turn, text: str) -> None:
    if DIALOGUES[turn.state.stack[-1].dialogue].title is None:
        turn.state.stack.pop()
        _outside(turn, text)
        return
    turn.state.aside, turn.state.pending, turn.state.over = True, text, None
