"""Showing: the one screen that a turn leads to."""

from dataclasses import replace

from conversation import notes
from conversation.dialogue import DIALOGUES, Needs
from conversation.moving import open_dialogue
from conversation.offering import Offering, kept, question_offers, screen_offers
from conversation.questions.confirm import Confirm
from conversation.running import run
from conversation.screen import MOST_CHOICES, Opens, Phrase, Screen, Shown, ShownChoice
from conversation.state import Action, Frame
from conversation.talk import Asked, DialogueMistake
from conversation.turn import MOST_HOPS, Turn
from locales import Message, _


def show(turn: Turn) -> Shown:
    """Run dialogues until one of them asks something or has said its last."""
    said: list[Phrase] = []
    for _hop in range(MOST_HOPS):
        frame = turn.state.top
        if frame is not None and not turn.state.aside:
            shown = _advance(turn, frame, said)
        elif frame is not None and (turn.state.pending or turn.state.leaving):
            shown = _show_leaving(turn, frame)
        elif turn.state.over is not None:
            shown = _show_over(turn, turn.state.over)
        else:
            shown = None
            open_dialogue(turn, turn.router.word("menu", turn.reach.standing()))
        if shown is not None:
            return shown
    msg = "dialogues open each other without end"
    raise DialogueMistake(msg)


def _advance(turn: Turn, frame: Frame, said: list[Phrase]) -> Shown | None:
    missing = turn.reach.standing().lacks(DIALOGUES[frame.dialogue].needs)
    if missing:
        _unlock(turn, missing)
        return None
    result = run(turn, frame)
    if isinstance(result, Asked):
        return _show_question(turn, frame, result, said)
    if isinstance(result, Opens):
        turn.state.stack.remove(frame)
        open_dialogue(turn, result, unlocks=frame.unlocks)
        return None
    return _end(turn, frame, result, said)


def _unlock(turn: Turn, missing: Needs) -> None:
    key = turn.router.unlock(missing)
    if key is None:
        turn.state.stack.pop()
        turn.notes.append(notes.STAFF_ONLY)
    else:
        open_dialogue(turn, key, unlocks=missing)


def _end(turn: Turn, frame: Frame, screen: Screen, said: list[Phrase]) -> Shown | None:
    turn.state.stack.remove(frame)
    frame.settle()
    if screen.forgets:
        turn.state.empty()
    turn.state.over = frame
    below = turn.state.top
    if frame.unlocks and below and turn.reach.standing().lacks(DIALOGUES[below.dialogue].needs) == frame.unlocks:
        turn.state.stack.pop()
        below = turn.state.top
    if below is None or (screen.choices and not frame.unlocks):
        turn.state.aside = below is not None
        return _show_screen(turn, frame, (*said, *screen.paragraphs), screen)
    said.extend(screen.paragraphs)
    if not frame.unlocks:
        said.append(_where(turn, below))
    return None


def _show_over(turn: Turn, frame: Frame) -> Shown | None:
    """The last screen of the dialogue that ended last, made again: its effects are done already."""
    result = run(turn, frame) if frame.dialogue in DIALOGUES else None
    if isinstance(result, Screen):
        return _show_screen(turn, frame, result.paragraphs, result)
    turn.state.over, turn.state.aside = None, False
    return None


def _show_screen(turn: Turn, frame: Frame, paragraphs: tuple[Phrase, ...], screen: Screen) -> Shown:
    offered = screen_offers(screen, turn.language, frame.run, 1)
    if turn.state.aside and turn.state.top and len(offered) < MOST_CHOICES:
        doing = _titled(turn, turn.state.top)
        label = turn.language.say(_("Go on: {where}", where=doing) if doing else notes.GO_ON)
        offered.append(Offering(len(offered) + 1, label, turn.state.top.run, ["g"]))
    return _offer(turn, frame.dialogue, "", paragraphs, offered)


def _show_question(turn: Turn, frame: Frame, asked: Asked, said: list[Phrase]) -> Shown:
    question = asked.question
    prompt = _("What would you like to change?") if frame.changing else question.asks()
    steps, step = DIALOGUES[frame.dialogue].steps, len(frame.asked()) + 1
    if steps and step <= steps and not frame.editing and not isinstance(question, Confirm):
        prompt = _("({n}/{total}) {question}", n=step, total=steps, question=prompt)
    paragraphs = [*said, prompt]
    if question.why and not frame.misses:
        paragraphs.append(question.why)
    if question.example and frame.misses:
        paragraphs.append(_("For example: {example}", example=question.example))
    offered = question_offers(frame, asked, turn.language)
    return replace(_offer(turn, frame.dialogue, asked.key, tuple(paragraphs), offered), asks=question.wants())


def _show_leaving(turn: Turn, frame: Frame) -> Shown:
    go_on, over, later = notes.GO_ON, notes.START_OVER, notes.KEEP_FOR_LATER
    if turn.state.leaving:
        lines: tuple[Phrase, ...] = (notes.KEEP_OR_DROP,)
        actions: list[tuple[Message, Action]] = [(go_on, ["g"]), (later, ["w", "menu"]), (notes.DROP, ["d"])]
    else:
        lines = (_where(turn, frame),)
        actions = [(go_on, ["g"]), (over, ["r"]), (notes.TO_MENU, ["w", "menu"])]
    turn.state.leaving = False
    offered = [
        Offering(position, turn.language.say(label), frame.run, action)
        for position, (label, action) in enumerate(actions, 1)
    ]
    return _offer(turn, frame.dialogue, "resume", lines, offered)


def _offer(turn: Turn, name: str, key: str, paragraphs: tuple[Phrase, ...], offered: list[Offering]) -> Shown:
    turn.state.offers, turn.state.told = kept(offered), False
    return compose(turn, name, key, (*turn.notes, *paragraphs), offered)


def compose(turn: Turn, name: str, key: str, paragraphs: tuple[Phrase, ...], offered: list[Offering]) -> Shown:
    text = "\n".join(filter(None, (turn.language.say(each) for each in paragraphs)))
    choices = tuple(ShownChoice(each.number, each.label, turn.tokens.write(each.run, each.action)) for each in offered)
    return Shown(name, key, text, choices, turn.language.code)


def _titled(turn: Turn, frame: Frame) -> Phrase:
    dialogue = DIALOGUES[frame.dialogue]
    title: Phrase = dialogue.title or ""
    if not dialogue.title or not dialogue.steps:
        return title
    step = min(len(frame.asked()) + 1, dialogue.steps)
    return _("{doing} ({n}/{total})", doing=title, n=step, total=dialogue.steps)


def _where(turn: Turn, frame: Frame) -> Phrase:
    doing = _titled(turn, frame)
    return _("You were {doing}.", doing=doing) if doing else ""
