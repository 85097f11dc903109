"""Answering: what was written or pressed becomes an answer, or does what its choice says."""

from conversation import notes
from conversation.moving import back, close, open_dialogue, restart, word_said
from conversation.questions import Answer, Draft, Hearing, Text, Unclear
from conversation.questions.choose import Several, YesNo
from conversation.questions.confirm import Confirm
from conversation.running import question_of
from conversation.screen import Opens
from conversation.state import Action, Frame, Offer
from conversation.talk import Asked
from conversation.turn import Turn
from conversation.words import courtesy, greeted_in, number, says, word
from locales import LANGUAGES, Language, language

_FOR_THE_SCREEN_ON_SHOW = frozenset("rdpce")


def hear(turn: Turn, frame: Frame, asked: Asked, text: str) -> None:
    """What was written to an open question: a choice of it, a courtesy, a word with a slip, or its answer."""
    question = asked.question
    offer = turn.labelled(text, typos=not question.free_text)
    if isinstance(question, YesNo | Confirm) and (says("yes", text) or says("no", text)):
        _yes_or_no(turn, frame, asked, text)
    elif offer and offer.run == frame.run and (turn.on_show(offer.row) or not isinstance(question, Confirm)):
        act(turn, offer.run, offer.action)
    elif question.optional and says("skip", text):
        _take_answer(turn, frame, Answer(None))
    elif isinstance(question, Several) and (several := _offers_under(turn, text)):
        _choose_all(turn, frame, question, several)
    elif (kind := courtesy(text)) and not (isinstance(question, Text) and question.passed_on):
        if kind == "thanks" or frame.answers:
            turn.notes.append(notes.COURTESIES[kind])
        elif greeted := greeted_in(text):
            turn.language = language(greeted)
    elif not question.free_text and (everywhere := word(text, typos=True)):
        word_said(turn, everywhere)
    elif not question.free_text and (spoken := named_language(text)):
        turn.language = spoken
    else:
        _take_answer(turn, frame, question.read(text, turn.language, frame.draft))


def _offers_under(turn: Turn, text: str) -> list[Offer]:
    """“1 3”: the choices on show under these numbers, whichever page they are from; none if one is missing."""
    numbers = [number(each) for each in text.replace(",", " ").replace("،", " ").split()]
    offers = [turn.offer_under(each) for each in numbers if each is not None]
    found = [offer for offer in offers if offer]
    return found if len(found) == len(numbers) else []


def _choose_all(turn: Turn, frame: Frame, question: Several, offers: list[Offer]) -> None:
    if all(turn.on_show(offer.row) for offer in offers):
        _take_answer(turn, frame, question.pick_all([str(offer.action[-1]) for offer in offers], frame.draft))
    else:
        turn.notes.append(notes.TOO_EARLY)


def _yes_or_no(turn: Turn, frame: Frame, asked: Asked, text: str) -> None:
    """A typed yes counts only for the screen that was on show: its offer holds what was sealed there."""
    seen = any(offer.run == frame.run and offer.action[:2] == ["a", asked.key] for offer in turn.state.offers)
    if not seen:
        frame.changing = False  # it is shown now, and may be answered then
    elif not turn.on_show(turn.state.row):
        turn.notes.append(notes.TOO_EARLY)
    elif isinstance(asked.question, YesNo):
        _take_answer(turn, frame, asked.question.read(text, turn.language, frame.draft))
    elif says("no", text):
        frame.changing = bool(asked.question.edits) if isinstance(asked.question, Confirm) else False
        if not frame.changing:
            back(turn)
    else:
        offer = next((each for each in turn.state.offers if each.action[0] == "a"), None)
        value = offer.action[2] if offer else ""
        _take_answer(turn, frame, asked.question.pick(value, frame.draft))


def _take_answer(turn: Turn, frame: Frame, hearing: Hearing) -> None:
    match hearing:
        case Answer(raw):
            frame.answers[frame.asking] = raw
            frame.settle()
        case Draft(parts, note):
            frame.draft, frame.page = parts, 0
            if note:
                turn.notes.append(note)
        case Unclear(why, gives_back):
            frame.misses += 1
            turn.notes.append(why if frame.misses == 1 or gives_back else notes.after_misses(frame.misses))


def act(turn: Turn, run: str, action: Action) -> bool:
    """Do what a choice says; False when it was for a question that has moved on."""
    kind = action[0]
    if kind == "o":
        open_dialogue(turn, Opens(action[1], action[2]))
        return True
    if kind == "w":
        word_said(turn, action[1])
        return True
    frame = turn.state.top
    if frame is None or frame.run != run:
        if not (turn.state.over and turn.state.over.run == run):
            turn.notes.append(notes.MOVED_ON)
        return False
    return _act_within(turn, frame, action)


def _act_within(turn: Turn, frame: Frame, action: Action) -> bool:
    if action[0] in _FOR_THE_SCREEN_ON_SHOW and not _offered(turn, frame, action):
        turn.notes.append(notes.MOVED_ON)
        return False
    pending, turn.state.pending = turn.state.pending, ""
    turn.state.aside = False
    match action:
        case ["g"]:
            if pending and (asked := question_of(turn, frame)):
                hear(turn, frame, asked, pending)
        case ["r"]:
            restart(turn, frame)
        case ["d"]:
            close(turn)
        case ["p", page]:
            frame.page = int(page)
        case ["c", _key]:
            frame.changing = True
        case ["e", key]:
            frame.changing, frame.editing, frame.page = False, key, 0
        case [kind, key, *value]:
            return _choose(turn, frame, kind, key, value[0] if value else "")
    return True


def _offered(turn: Turn, frame: Frame, action: Action) -> bool:
    return any(offer.run == frame.run and offer.action == action for offer in turn.state.offers)


def _choose(turn: Turn, frame: Frame, kind: str, key: str, value: str) -> bool:
    asked = question_of(turn, frame)
    if asked is None or asked.key != key:
        turn.notes.append(notes.MOVED_ON)
        return False
    if kind == "s":
        _take_answer(turn, frame, Answer(None) if asked.question.optional else Unclear(notes.MOVED_ON))
    else:
        _take_answer(turn, frame, _picked(frame, asked, value))
    return True


def _picked(frame: Frame, asked: Asked, value: str) -> Hearing:
    """What a choice comes to; one that a deploy has left over from another kind of question is none."""
    hearing = asked.question.pick(value, frame.draft)
    if isinstance(hearing, Answer) and not asked.question.accepts(hearing.raw):
        frame.draft = []
        return Unclear(notes.MOVED_ON)
    return hearing


def named_language(text: str) -> Language | None:
    """The language whose own name was written."""
    said = text.strip().casefold()
    return next((spoken for code in LANGUAGES if (spoken := language(code)).own_name.casefold() == said), None)
