"""One turn: an event is understood, the dialogue is run from its top, and one screen comes out."""

from dataclasses import dataclass, field
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from conversation import notes
from conversation.dialogue import DIALOGUES, RENDERERS, Needs
from conversation.hearing import Heard, Outcome
from conversation.offering import Offering, question_offers, screen_offers
from conversation.questions import Answer, Draft, Hearing, Text, Unclear
from conversation.questions.choose import Several, YesNo
from conversation.questions.confirm import Confirm
from conversation.screen import MOST_CHOICES, Opens, Phrase, Screen, Shown, ShownChoice
from conversation.standing import Reach, Router
from conversation.state import RESUMED_AFTER, Action, Frame, Offer, State
from conversation.talk import Asked, DialogueMistake, Suspended, Talk, Telling
from conversation.tokens import Tokens
from conversation.words import courtesy, number, says, which, word
from locales import LANGUAGES, Language, Message, _, language
from models.refusal import Refusal

_HOPS = 24
_FIRST_NOTICE = 11
_LAST_NOTICE = 99
_MANY_ANSWERS = 3
_FOR_THE_SCREEN_ON_SHOW = frozenset("rdpce")


@dataclass(slots=True)
class Turn:
    """A turn of one person. `looked` holds the heavy reads made for it so far (slot: result or Refusal).

    `take` raises `Look` when it needs another one: undo what was written, make the read, take the turn again.
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

    def take(self, heard: Heard) -> Outcome:
        """Hear an event and show the screen it leads to."""
        self.heard_at = heard.received_at
        self.state.forget(self.now)
        self.state.stack = [frame for frame in self.state.stack if frame.dialogue in DIALOGUES]
        match heard.kind:
            case "choice":
                self._pressed(heard.text)
            case "start":
                self._started(heard.text)
            case "media":
                self.notes.append(notes.ONLY_TEXT)
            case _:
                self._said(heard.text.strip())
        shown = self._show()
        self._touch()
        return Outcome(shown, self.state, self.language)

    def tell(self, kind: str, ids: dict[str, Any]) -> Outcome | None:
        """Render a notice that is due; None when it is no longer true."""
        renderer = RENDERERS.get(kind)
        screen = renderer(Telling(ids, self.language, self.reach)) if renderer else None
        if screen is None:
            return None
        busy = self.state.top is not None
        first = self._next_notice_number() if busy else 1
        offered = screen_offers(screen, self.language, self.run, first)
        shown = self._compose(kind, "", screen.paragraphs, offered)
        if busy:
            self.state.notices = (self.state.notices + _kept(offered))[-9:]
        elif offered:
            self.state.offers = _kept(offered)
            self.state.over = None
        return Outcome(shown, self.state, self.language)

    # --- understanding -------------------------------------------------------------------------------------------

    def _started(self, parameter: str) -> None:
        """A start link opens what it names; a bare start goes on where the person was."""
        if parameter or not (self.state.top or self.state.over):
            self._open(self.router.start(parameter, self.reach.standing()))

    def _pressed(self, token: str) -> None:
        known = self.tokens.read(token)
        if known is None:
            self.notes.append(notes.MOVED_ON)
        elif token == self.state.tapped:
            return
        elif self._act(*known):
            self.state.tapped = token

    def _said(self, text: str) -> None:
        self.state.tapped = ""
        if not text:
            self.notes.append(notes.ONLY_TEXT)
        elif text.startswith("/") and len(text) > 1:
            self._command(text[1:])
        elif (everywhere := word(text)) or number(text) == 0:
            self._word(everywhere or "menu")
        elif self._numbered(text):
            return
        elif self._in_question:
            self._answered(text)
        else:
            self._outside(text)

    @property
    def _in_question(self) -> bool:
        return self.state.top is not None and not (self.state.aside and not self.state.pending)

    def _command(self, text: str) -> None:
        name, _sep, rest = text.partition(" ")
        everywhere = word(name)
        if everywhere == "start" and rest.strip():
            self._started(rest.strip())
            return
        if everywhere:
            self._word(everywhere)
            return
        target = self.router.command(name.partition("@")[0].lower(), rest.strip(), self.reach.standing())
        if target is None:
            self.notes.append(notes.UNKNOWN_COMMAND)
        else:
            self._open(target)

    def _word(self, name: str) -> None:
        if name == "back":
            self._back()
        elif name == "cancel":
            self._cancel()
        else:
            self._open(self.router.word(name, self.reach.standing()))

    def _numbered(self, text: str) -> bool:
        """A number is a choice when one was shown under it, and only if it was on show when it was written."""
        said = number(text)
        offer = self._offer_under(said) if said is not None else None
        if offer is None:
            return False
        if not self._on_show(offer.row):
            self.notes.append(notes.TOO_EARLY)
        else:
            self._act(offer.run, offer.action)
        return True

    def _offer_under(self, said: int) -> Offer | None:
        if said >= _FIRST_NOTICE:
            return next((offer for offer in self.state.notices if offer.number == said), None)
        return next((offer for offer in self.state.offers if offer.number == said), None)

    def _on_show(self, row: int) -> bool:
        sent_at = self.reach.sent_at(row) if row else None
        return sent_at is not None and sent_at <= self.heard_at

    def _outside(self, text: str) -> None:
        offer = self._labelled(text)
        kind = courtesy(text)
        if offer and self._on_show(offer.row):
            self._act(offer.run, offer.action)
        elif spoken := _named_language(text):
            self.language = spoken
        elif kind == "thanks":
            self.notes.append(notes.WELCOME)
            self._open(self.router.word("menu", self.reach.standing()))
        elif kind == "greeting":
            self._open(self.router.word("menu", self.reach.standing()))
        elif everywhere := word(text, typos=True):
            self._word(everywhere)
        else:
            self._open(self.router.free_text(text, self.reach.standing()))

    def _labelled(self, text: str, *, typos: bool = True) -> Offer | None:
        found = which(text, [offer.label for offer in self.state.offers], typos=typos)
        return None if found is None else self.state.offers[found]

    # --- answers -------------------------------------------------------------------------------------------------

    def _answered(self, text: str) -> None:
        frame = self.state.stack[-1]
        if self._left_alone(frame):
            self._resume_later(text)
        elif self.state.pending and (offer := self._labelled(text)):
            self._act(offer.run, offer.action)
        elif self.state.pending and (says("yes", text) or courtesy(text)):
            self._act(frame.run, ["g"])
        elif self.state.pending and says("no", text):
            self._word("menu")
        else:
            self.state.aside, self.state.pending = False, ""
            asked = self._asked(frame)
            if asked is not None:
                self._hear(frame, asked, text)

    def _hear(self, frame: Frame, asked: Asked, text: str) -> None:
        question = asked.question
        offer = self._labelled(text, typos=not question.free_text)
        if isinstance(question, YesNo | Confirm) and (says("yes", text) or says("no", text)):
            self._yes_or_no(frame, asked, text)
        elif offer and offer.run == frame.run and (self._on_show(offer.row) or not isinstance(question, Confirm)):
            self._act(offer.run, offer.action)
        elif question.optional and says("skip", text):
            self._take_answer(frame, Answer(None))
        elif isinstance(question, Several) and (several := self._offers_under(text)):
            self._choose_all(frame, question, several)
        elif (kind := courtesy(text)) and not (isinstance(question, Text) and question.passed_on):
            if kind == "thanks" or frame.answers:
                self.notes.append(notes.COURTESIES[kind])
        elif not question.free_text and (everywhere := word(text, typos=True)):
            self._word(everywhere)
        elif not question.free_text and (spoken := _named_language(text)):
            self.language = spoken
        else:
            self._take_answer(frame, question.read(text, self.language, frame.draft))

    def _offers_under(self, text: str) -> list[Offer]:
        """“1 3”: the choices on show under these numbers, whichever page they are from; none if one is missing."""
        numbers = [number(each) for each in text.replace(",", " ").replace("،", " ").split()]
        offers = [self._offer_under(each) for each in numbers if each is not None]
        found = [offer for offer in offers if offer]
        return found if len(found) == len(numbers) else []

    def _choose_all(self, frame: Frame, question: Several, offers: list[Offer]) -> None:
        if all(self._on_show(offer.row) for offer in offers):
            self._take_answer(frame, question.pick_all([str(offer.action[-1]) for offer in offers], frame.draft))
        else:
            self.notes.append(notes.TOO_EARLY)

    def _yes_or_no(self, frame: Frame, asked: Asked, text: str) -> None:
        """A typed yes counts only for the screen that was on show: its offer holds what was sealed there."""
        seen = any(offer.run == frame.run and offer.action[:2] == ["a", asked.key] for offer in self.state.offers)
        if not seen:
            frame.changing = False  # it is shown now, and may be answered then
        elif not self._on_show(self.state.row):
            self.notes.append(notes.TOO_EARLY)
        elif isinstance(asked.question, YesNo):
            self._take_answer(frame, asked.question.read(text, self.language, frame.draft))
        elif says("no", text):
            frame.changing = bool(asked.question.edits) if isinstance(asked.question, Confirm) else False
            if not frame.changing:
                self._back()
        else:
            offer = next((each for each in self.state.offers if each.action[0] == "a"), None)
            value = offer.action[2] if offer else ""
            self._take_answer(frame, asked.question.pick(value, frame.draft))

    def _take_answer(self, frame: Frame, hearing: Hearing) -> None:
        match hearing:
            case Answer(raw):
                frame.answers[frame.asking] = raw
                frame.settle()
            case Draft(parts, note):
                frame.draft, frame.page = parts, 0
                if note:
                    self.notes.append(note)
            case Unclear(why):
                frame.misses += 1
                self.notes.append(why if frame.misses == 1 else notes.after_misses(frame.misses))

    def _act(self, run: str, action: Action) -> bool:
        """Do what a choice says; False when it was for a question that has moved on."""
        kind = action[0]
        if kind == "o":
            self._open(Opens(action[1], action[2]))
            return True
        if kind == "w":
            self._word(action[1])
            return True
        frame = self.state.top
        if frame is None or frame.run != run:
            if not (self.state.over and self.state.over.run == run):
                self.notes.append(notes.MOVED_ON)
            return False
        return self._act_within(frame, action)

    def _act_within(self, frame: Frame, action: Action) -> bool:
        if action[0] in _FOR_THE_SCREEN_ON_SHOW and not self._offered(frame, action):
            self.notes.append(notes.MOVED_ON)
            return False
        pending, self.state.pending = self.state.pending, ""
        self.state.aside = False
        match action:
            case ["g"]:
                if pending and (asked := self._asked(frame)):
                    self._hear(frame, asked, pending)
            case ["r"]:
                self._restart(frame)
            case ["d"]:
                self._close()
            case ["p", page]:
                frame.page = int(page)
            case ["c", _key]:
                frame.changing = True
            case ["e", key]:
                frame.changing, frame.editing, frame.page = False, key, 0
            case [kind, key, *value]:
                return self._choose(frame, kind, key, value[0] if value else "")
        return True

    def _offered(self, frame: Frame, action: Action) -> bool:
        return any(offer.run == frame.run and offer.action == action for offer in self.state.offers)

    def _choose(self, frame: Frame, kind: str, key: str, value: str) -> bool:
        asked = self._asked(frame)
        if asked is None or asked.key != key:
            self.notes.append(notes.MOVED_ON)
            return False
        if kind == "s":
            self._take_answer(frame, Answer(None) if asked.question.optional else Unclear(notes.MOVED_ON))
        else:
            self._take_answer(frame, asked.question.pick(value, frame.draft))
        return True

    # --- moving between dialogues --------------------------------------------------------------------------------

    def _open(self, target: Opens, *, unlocks: str = "") -> None:
        """Put a dialogue on top; one that is open already comes up again unless it is asked for something else."""
        if target.dialogue not in DIALOGUES:
            self.notes.append(notes.MOVED_ON)
            return
        self.state.aside, self.state.pending = False, ""
        args = dict(target.args)
        same = next((frame for frame in self.state.stack if frame.dialogue == target.dialogue), None)
        if same:
            self.state.stack.remove(same)
        self._drop_light()
        if same and args in ({}, same.args):
            same.unlocks = same.unlocks or unlocks
            self.state.stack.append(same)
        else:
            self.state.stack.append(self._frame(target.dialogue, args, unlocks=unlocks))

    def _frame(self, name: str, args: dict[str, Any], *, unlocks: str = "") -> Frame:
        self.opened += 1
        return Frame(name, f"{self.run}{ascii_lowercase[self.opened]}", self.now, args, unlocks=unlocks)

    def _drop_light(self) -> None:
        """Dialogues without a title are not worth going back to, unless they wait for a right."""
        top = DIALOGUES[self.state.stack[-1].dialogue] if self.state.stack else None
        if top and top.title is None and not self.reach.standing().lacks(top.needs):
            self.state.stack.pop()

    def _restart(self, frame: Frame) -> None:
        self.state.stack[-1] = self._frame(frame.dialogue, frame.args, unlocks=frame.unlocks)

    def _back(self) -> None:
        frame = self.state.top
        if self.state.aside or frame is None:
            self.state.aside, self.state.pending, self.state.over = False, "", None
            return
        if frame.changing or frame.editing:
            frame.settle()
            return
        asked = frame.asked()
        if asked:
            frame.answers.pop(asked[-1])
            frame.settle()
        elif any(step.startswith("!") for step in frame.trail):
            self.notes.append(notes.DONE_ALREADY)
        else:
            self._close()

    def _cancel(self) -> None:
        frame = self.state.top
        if frame is None or self.state.aside:
            self.state.aside, self.state.pending, self.state.over = False, "", None
            self._open(self.router.word("menu", self.reach.standing()))
        elif len(frame.asked()) > _MANY_ANSWERS and not self.state.leaving:
            self.state.aside, self.state.leaving = True, True
            self.state.over = None
        else:
            self._close()
            self.notes.append(notes.CANCELLED)

    def _close(self) -> None:
        """Close the top dialogue, and with it what only waited for the right it would have given."""
        closed = self.state.stack.pop()
        while closed.unlocks and self.state.stack:
            closed = self.state.stack.pop()

    def _left_alone(self, frame: Frame) -> bool:
        return not self.state.pending and self.now - frame.since > RESUMED_AFTER and bool(frame.trail)

    def _resume_later(self, text: str) -> None:
        if DIALOGUES[self.state.stack[-1].dialogue].title is None:
            self.state.stack.pop()
            self._outside(text)
            return
        self.state.aside, self.state.pending, self.state.over = True, text, None

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> Shown:
        """Run dialogues until one of them asks something or has said its last."""
        said: list[Phrase] = []
        for _hop in range(_HOPS):
            frame = self.state.top
            if frame is not None and not self.state.aside:
                shown = self._advance(frame, said)
            elif frame is not None and (self.state.pending or self.state.leaving):
                shown = self._show_leaving(frame)
            elif self.state.over is not None:
                shown = self._show_over(self.state.over)
            else:
                shown = None
                self._open(self.router.word("menu", self.reach.standing()))
            if shown is not None:
                return shown
        msg = "dialogues open each other without end"
        raise DialogueMistake(msg)

    def _advance(self, frame: Frame, said: list[Phrase]) -> Shown | None:
        missing = self.reach.standing().lacks(DIALOGUES[frame.dialogue].needs)
        if missing:
            self._unlock(missing)
            return None
        result = self._run(frame)
        if isinstance(result, Asked):
            return self._show_question(frame, result, said)
        if isinstance(result, Opens):
            self.state.stack.remove(frame)
            self._open(result, unlocks=frame.unlocks)
            return None
        return self._end(frame, result, said)

    def _unlock(self, missing: Needs) -> None:
        key = self.router.unlock(missing)
        if key is None:
            self.state.stack.pop()
            self.notes.append(notes.STAFF_ONLY)
        else:
            self._open(key, unlocks=missing)

    def _end(self, frame: Frame, screen: Screen, said: list[Phrase]) -> Shown | None:
        self.state.stack.remove(frame)
        frame.settle()
        self.state.over = frame
        below = self.state.top
        if frame.unlocks and below and self.reach.standing().lacks(DIALOGUES[below.dialogue].needs) == frame.unlocks:
            self.state.stack.pop()
            below = self.state.top
        if below is None or (screen.choices and not frame.unlocks):
            self.state.aside = below is not None
            return self._show_screen(frame, (*said, *screen.paragraphs), screen)
        said.extend(screen.paragraphs)
        if not frame.unlocks:
            said.append(self._where(below))
        return None

    def _show_over(self, frame: Frame) -> Shown | None:
        """The last screen of the dialogue that ended last, made again: its effects are done already."""
        result = self._run(frame) if frame.dialogue in DIALOGUES else None
        if isinstance(result, Screen):
            return self._show_screen(frame, result.paragraphs, result)
        self.state.over, self.state.aside = None, False
        return None

    def _show_screen(self, frame: Frame, paragraphs: tuple[Phrase, ...], screen: Screen) -> Shown:
        offered = screen_offers(screen, self.language, frame.run, 1)
        if self.state.aside and self.state.top and len(offered) < MOST_CHOICES:
            doing = self._doing(self.state.top)
            label = self.language.say(_("Go on: {where}", where=doing) if doing else notes.GO_ON)
            offered.append(Offering(len(offered) + 1, label, self.state.top.run, ["g"]))
        return self._offer(frame.dialogue, "", paragraphs, offered)

    def _show_question(self, frame: Frame, asked: Asked, said: list[Phrase]) -> Shown:
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
        return self._offer(frame.dialogue, asked.key, tuple(paragraphs), question_offers(frame, asked, self.language))

    def _show_leaving(self, frame: Frame) -> Shown:
        go_on, over, later = notes.GO_ON, notes.START_OVER, notes.KEEP_FOR_LATER
        if self.state.leaving:
            lines: tuple[Phrase, ...] = (notes.KEEP_OR_DROP,)
            actions: list[tuple[Message, Action]] = [(go_on, ["g"]), (later, ["w", "menu"]), (notes.DROP, ["d"])]
        else:
            lines = (self._where(frame),)
            actions = [(go_on, ["g"]), (over, ["r"]), (notes.TO_MENU, ["w", "menu"])]
        self.state.leaving = False
        offered = [
            Offering(position, self.language.say(label), frame.run, action)
            for position, (label, action) in enumerate(actions, 1)
        ]
        return self._offer(frame.dialogue, "resume", lines, offered)

    def _offer(self, name: str, key: str, paragraphs: tuple[Phrase, ...], offered: list[Offering]) -> Shown:
        self.state.offers = _kept(offered)
        return self._compose(name, key, (*self.notes, *paragraphs), offered)

    def _compose(self, name: str, key: str, paragraphs: tuple[Phrase, ...], offered: list[Offering]) -> Shown:
        text = "\n".join(filter(None, (self.language.say(each) for each in paragraphs)))
        choices = tuple(
            ShownChoice(each.number, each.label, self.tokens.write(each.run, each.action)) for each in offered
        )
        return Shown(name, key, text, choices, self.language.code)

    # --- running -------------------------------------------------------------------------------------------------

    def _asked(self, frame: Frame) -> Asked | None:
        """The question a dialogue stands at, if it stands at one."""
        if self.reach.standing().lacks(DIALOGUES[frame.dialogue].needs):
            return None
        result = self._run(frame)
        return result if isinstance(result, Asked) else None

    def _run(self, frame: Frame) -> Screen | Opens | Asked:
        """Run a dialogue from its top. What it refuses drops the last answer and is said above that question."""
        for _again in range(_HOPS):
            talk = Talk(frame, self.reach, self.language, self.looked)
            try:
                result = DIALOGUES[frame.dialogue].function(talk)
            except Asked as asked:
                self._stand_at(frame, talk, asked)
                return asked
            except Refusal as refusal:
                if not self._refused(frame, talk, refusal):
                    return Screen(refusal.message)
                continue
            except Suspended:
                raise
            if talk.suspended:
                msg = f"{frame.dialogue} went on after it was suspended: a bare except?"
                raise DialogueMistake(msg)
            frame.trail, frame.asking = talk.trail, ""
            self.language = talk.language
            return result
        msg = f"{frame.dialogue} is refused again and again"
        raise DialogueMistake(msg)

    def _stand_at(self, frame: Frame, talk: Talk, asked: Asked) -> None:
        """Keep where the run stopped; what belonged to another question goes, as after a deploy in the middle of it."""
        if asked.key != frame.asking:
            frame.misses, frame.page, frame.draft = 0, 0, []
        if asked.key != frame.editing:
            frame.editing = ""
        frame.changing = frame.changing and isinstance(asked.question, Confirm)
        frame.trail, frame.asking = talk.trail, asked.key
        self.language = talk.language

    def _refused(self, frame: Frame, talk: Talk, refusal: Refusal) -> bool:
        """Drop the last answer; False when there is none to drop. The same choice may be tried again."""
        frame.trail, frame.asking, self.state.tapped = talk.trail, "", ""
        asked = frame.asked()
        if not asked:
            return False
        frame.answers.pop(asked[-1], None)
        frame.settle()
        self.notes.append(refusal.message)
        return True

    # --- words ---------------------------------------------------------------------------------------------------

    def _doing(self, frame: Frame) -> Phrase:
        dialogue = DIALOGUES[frame.dialogue]
        title: Phrase = dialogue.title or ""
        if not dialogue.title or not dialogue.steps:
            return title
        step = min(len(frame.asked()) + 1, dialogue.steps)
        return _("{doing} ({n}/{total})", doing=title, n=step, total=dialogue.steps)

    def _where(self, frame: Frame) -> Phrase:
        doing = self._doing(frame)
        return _("You were {doing}.", doing=doing) if doing else ""

    def _next_notice_number(self) -> int:
        taken = self.state.notices[-1].number if self.state.notices else _FIRST_NOTICE - 1
        return taken + 1 if taken + 9 <= _LAST_NOTICE else _FIRST_NOTICE

    def _touch(self) -> None:
        if self.state.top:
            self.state.top.since = self.now


def _kept(offered: list[Offering]) -> list[Offer]:
    return [Offer(each.number, each.label, each.run, each.action) for each in offered]


def _named_language(text: str) -> Language | None:
    said = text.strip().casefold()
    return next((spoken for code in LANGUAGES if (spoken := language(code)).own_name.casefold() == said), None)
