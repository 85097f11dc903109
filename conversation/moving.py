"""Moving between dialogues: open one, go back, leave."""

from string import ascii_lowercase
from typing import Any

from conversation import notes
from conversation.dialogue import DIALOGUES
from conversation.screen import Opens
from conversation.state import Frame
from conversation.turn import Turn

_MANY_ANSWERS = 3
"""More of them are not dropped without asking."""


def open_dialogue(turn: Turn, target: Opens, *, unlocks: str = "") -> None:
    """Put a dialogue on top; one that is open already comes up again unless it is asked for something else."""
    if target.dialogue not in DIALOGUES:
        turn.notes.append(notes.MOVED_ON)
        return
    turn.state.aside, turn.state.pending = False, ""
    args = dict(target.args)
    same = next((frame for frame in turn.state.stack if frame.dialogue == target.dialogue), None)
    if same:
        turn.state.stack.remove(same)
    _drop_light(turn)
    if same and args in ({}, same.args):
        same.unlocks = same.unlocks or unlocks
        turn.state.stack.append(same)
    else:
        turn.state.stack.append(new_frame(turn, target.dialogue, args, unlocks=unlocks))


def new_frame(turn: Turn, name: str, args: dict[str, Any], *, unlocks: str = "") -> Frame:
    """A dialogue that begins; its run has the same name at every try of the turn."""
    turn.opened += 1
    return Frame(name, f"{turn.run}{ascii_lowercase[turn.opened]}", turn.now, args, unlocks=unlocks)


def _drop_light(turn: Turn) -> None:
    """Dialogues without a title are not worth going back to, unless they wait for a right, or are the way in."""
    top = DIALOGUES[turn.state.stack[-1].dialogue] if turn.state.stack else None
    if top and top.title is None and not turn.reach.standing().lacks(top.needs) and not _is_way_in(turn):
        turn.state.stack.pop()


def _is_way_in(turn: Turn) -> bool:
    """Before the notice is read there is nothing behind the first dialogue, and it knows by which link one came."""
    return len(turn.state.stack) == 1 and turn.reach.standing().lacks("notice") is not None


def restart(turn: Turn, frame: Frame) -> None:
    """Begin the top dialogue anew, without its answers."""
    turn.state.stack[-1] = new_frame(turn, frame.dialogue, frame.args, unlocks=frame.unlocks)


def back(turn: Turn) -> None:
    """Take the last answer back; leave an edit, or what is only looked at; never go behind what is done."""
    frame = turn.state.top
    if turn.state.aside or frame is None:
        turn.state.aside, turn.state.pending, turn.state.over = False, "", None
        return
    if frame.changing or frame.editing:
        frame.settle()
        return
    asked = frame.asked()
    if asked:
        frame.answers.pop(asked[-1])
        frame.settle()
    elif any(step.startswith("!") for step in frame.trail):
        turn.notes.append(notes.DONE_ALREADY)
    else:
        close(turn)


def cancel(turn: Turn) -> None:
    """Close the top dialogue; where that would lose many answers, ask first."""
    frame = turn.state.top
    if frame is None or turn.state.aside:
        turn.state.aside, turn.state.pending, turn.state.over = False, "", None
        open_dialogue(turn, turn.router.word("menu", turn.reach.standing()))
    elif len(frame.asked()) > _MANY_ANSWERS and not turn.state.leaving:
        turn.state.aside, turn.state.leaving = True, True
        turn.state.over = None
    else:
        close(turn)
        turn.notes.append(notes.CANCELLED)


def close(turn: Turn) -> None:
    """Close the top dialogue, and with it what only waited for the right it would have given; never the way in."""
    if _is_way_in(turn):
        return
    closed = turn.state.stack.pop()
    while closed.unlocks and turn.state.stack:
        closed = turn.state.stack.pop()


def word_said(turn: Turn, name: str) -> None:
    """Do what a word that works everywhere says, without running the dialogue: a broken one would be a prison."""
    if name == "back":
        back(turn)
    elif name == "cancel":
        cancel(turn)
    else:
        open_dialogue(turn, turn.router.word(name, turn.reach.standing()))
