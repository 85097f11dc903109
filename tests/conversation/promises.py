"""The promises of the engine, each held over every turn of a random history."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from channels.wire import Button, EventKind, Post
from conversation.dialogue import DIALOGUES
from conversation.questions import Several
from conversation.state import REMEMBERED, RESUMED_AFTER, Frame, Offer, State
from conversation.tokens import LONGEST
from conversation.words import courtesy, number, says, word
from locales import LANGUAGES, language
from tests.conversation.scripts import REFUSED, Path, Script
from tests.conversation.theatre import Scene, Theatre, Visitor

_PLACE = re.compile(r"\{[a-z]")
_MOST_DROPPED_UNASKED = 3
_LAST_NOTICES = 9
_FIRST_NOTICE = 11


@dataclass(slots=True)
class Promises:
    """What was promised, and what must be remembered to see it kept."""

    theatre: Theatre
    visitor: Visitor
    before: Scene = field(default_factory=Scene)
    summaries: dict[str, str] = field(default_factory=dict)
    """Token of a yes: what was on the summary it was under."""
    sealed: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    """Run: yes to a summary: what was on it."""
    shown: dict[str, str] = field(default_factory=dict)
    """Run: the summary shown last."""
    asked: dict[str, Path] = field(default_factory=dict)
    """Run: the path it stood at last."""
    done: dict[tuple[str, str], str] = field(default_factory=dict)
    drawn: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    playing: dict[str, Script] = field(default_factory=dict)
    """The scripts of the turn before."""
    seen: Counter[str] = field(default_factory=Counter)

    # --- each turn -----------------------------------------------------------------------------------------------

    def hold(self, kind: EventKind, text: str, after: Scene, *, way: str, ago: timedelta) -> None:
        """Look at one turn through every promise."""
        shown = self.before.post
        early = bool(ago) and shown is not None and self.theatre.clock() - ago < shown.at
        turn = Look(self, self.before, after, kind, text, way=way, early=early)
        self._count(turn)
        turn.shows_a_way_on()
        turn.keeps_every_answer()
        turn.keeps_every_dialogue()
        turn.asks_what_is_missing()
        turn.does_everything_once()
        turn.obeys()
        self.before, self.playing = after, dict(self.theatre.scripts)

    def told(self, posts: list[Post], after: State) -> None:
        """Notices came: they take nothing from what is on show, and their choices stay good."""
        before = self.before.state
        mine = [(choice.number, choice.label) for post in posts for choice in post.choices]
        first = _FIRST_NOTICE if before.stack else 1
        assert all(number >= first for number, _label in mine), "a notice takes the numbers of the question"
        assert [frame.answers for frame in after.stack] == [frame.answers for frame in before.stack]
        if before.stack:
            kept, now = _numbered(before.notices), _numbered(after.notices)
            assert now == (kept + mine)[-_LAST_NOTICES:], "a choice of a notice is lost"
            assert _numbered(after.offers) == _numbered(before.offers), "a notice changes the choices on show"
            assert len({number for number, _label in now}) == len(now), "two notices share a number"
        self.before, self.playing = Scene(self.before.post, after), {}
        self.seen["notices"] += len(posts)

    def path(self, frame: Frame, answers: dict[str, Any] | None = None) -> Path | None:
        """How far the script of today comes with these answers; None for a dialogue that is no script."""
        script = self.theatre.scripts.get(frame.dialogue)
        if script is None:
            return None
        sealed = self.sealed.get(frame.run, {})
        given = dict(frame.answers if answers is None else answers)
        return Path(given, frame.dones, frame.editing, sealed).follow(script, frame.run)

    def settle(self, frame: Frame, answers: dict[str, Any]) -> Path | None:
        """The path once every refused answer was dropped."""
        path = self.path(frame, answers)
        while path and path.refused and path.asked:
            rest = {key: raw for key, raw in path.answers.items() if key != path.asked[-1]}
            path = self.path(frame, rest)
        return path

    def _count(self, turn: "Look") -> None:
        self.seen["turns"] += 1
        self.seen[f"{turn.kind}s"] += 1
        self.seen["answers"] += turn.answered
        self.seen["refusals"] += turn.refused
        self.seen["effects"] += len(turn.after.effects)


@dataclass(slots=True)
class Look:
    """One turn, looked at from before and after."""

    kept: Promises
    before: Scene
    after: Scene
    kind: EventKind
    text: str
    way: str
    early: bool
    now: Any = None
    found: dict[str, Frame] = field(default_factory=dict)
    """What was open when the turn began, forgotten and removed ones left out."""
    top: Frame | None = None
    standing: Path | None = None
    offer: Offer | None = None

    def __post_init__(self) -> None:
        self.now = self.kept.theatre.clock()
        state = self.before.state
        open_still = [
            frame for frame in state.stack if self.now - frame.since < REMEMBERED and frame.dialogue in DIALOGUES
        ]
        self.found = {frame.run: frame for frame in open_still}
        self.top = open_still[-1] if open_still else None
        self.standing = self.kept.settle(self.top, self.top.answers) if self.top else None
        if self.kind == "choice":
            known = self.kept.theatre.tokens(self.kept.visitor.person).read(self.text)
            offers = [*state.offers, *state.notices]
            self.offer = next((each for each in offers if known == (each.run, each.action)), None)

    @property
    def post(self) -> Post:
        assert self.after.post is not None
        return self.after.post

    @property
    def refused(self) -> int:
        return self.post.text.count(REFUSED.id)

    @property
    def answered(self) -> bool:
        top = self.frame_after(self.top.run) if self.top else None
        return bool(top and self.standing and self.standing.asking in top.answers)

    @property
    def asking(self) -> str:
        """The key whose question was open."""
        if self.standing:
            return self.standing.asking
        return self.top.asking if self.top else ""

    def frame_after(self, run: str) -> Frame | None:
        over = self.after.state.over
        frames = [*self.after.state.stack, *([over] if over else [])]
        return next((frame for frame in frames if frame.run == run), None)

    def is_word(self, name: str) -> bool:
        said = self.text.strip()
        said = said.removeprefix("/")
        return self.kind == "text" and word(said) == name

    @property
    def is_backing(self) -> bool:
        """A “back” that goes back over answers, not out of an edit or away from a screen."""
        state, top = self.before.state, self.top
        return self.says_back and top is not None and not (state.aside or top.changing or top.editing)

    @property
    def says_back(self) -> bool:
        """Back; or no to a summary of which nothing can be changed."""
        to_summary = bool(self.standing and self.standing.summary) and not self.before.state.aside
        fixed = to_summary and not any(offer.action[0] == "c" for offer in self.before.state.offers)
        says_no = self.kind == "text" and not self.early and not self._resumes and says("no", self.text)
        return self.is_word("back") or (fixed and says_no)

    # --- a way on ------------------------------------------------------------------------------------------------

    def shows_a_way_on(self) -> None:
        """Never an empty screen; at most nine numbered choices, each with words and a token that fits the wire."""
        post = self.post
        assert post.text.strip(), "a screen says nothing"
        assert not _PLACE.search(post.text), "a place in a sentence was not filled"
        assert [choice.number for choice in post.choices] == list(range(1, len(post.choices) + 1))
        assert len(post.choices) <= 9, "more than nine choices"
        for choice in post.choices:
            self._is_good(choice)
        if self.is_word("menu") or (self.kind == "text" and number(self.text) == 0):
            assert post.dialogue in ("menu", "welcome"), "the menu does not come when it is called"

    def _is_good(self, choice: Button) -> None:
        assert choice.label.strip(), "a choice without words"
        assert len(choice.token.encode()) <= LONGEST, "a token does not fit the wire"
        known = self.kept.theatre.tokens(self.kept.visitor.person).read(choice.token)
        offers = [(offer.run, offer.action) for offer in self.after.state.offers]
        assert known in offers, "a choice on show is not among those on offer"

    # --- no answer is lost ---------------------------------------------------------------------------------------

    def keeps_every_answer(self) -> None:
        """An answer stays until back, edit, start over or a refusal; and only the question on show gets one."""
        for run, frame in self.found.items():
            later = self.frame_after(run)
            if later is None:
                continue
            if frame is self.top and self.is_backing:
                self._goes_back(frame, later)
            else:
                self._keeps(frame, later)

    def _goes_back(self, frame: Frame, later: Frame) -> None:
        stood = self.kept.asked.get(frame.run)
        if stood is None:
            return
        gone = stood.asked[-1:]
        expected = {key: raw for key, raw in frame.answers.items() if key not in gone}
        settled = self.kept.settle(frame, expected)
        fine = [expected, settled.answers] if settled and self.refused else [expected]
        assert later.answers in fine, f"back did not drop {gone} and nothing else"

    def _keeps(self, frame: Frame, later: Frame) -> None:
        had, has = frame.answers, later.answers
        key = self.asking if frame is self.top else ""
        changed = {each for each in {*had, *has} if (each in had) != (each in has) or had.get(each) != has.get(each)}
        dropped = {each for each in changed if each not in has}
        given = changed - dropped
        assert given <= {key}, f"{given - {key}} was answered without being asked"
        if given:
            self._is_answer(frame, has[key])
        if dropped:
            self._is_refused(frame, {**had, **({key: has[key]} if given else {})}, dropped, key)

    def _is_answer(self, frame: Frame, raw: Any) -> None:
        path = self.standing
        assert self.kind in ("text", "choice"), "an answer out of nothing"
        assert not self.is_courtesy or self._resumes, "a courtesy is stored as an answer"
        if path is None:
            return
        if path.question is None:
            self.kept.sealed.setdefault(frame.run, {})[path.asking, str(raw)] = path.summary
        elif raw is not None or not path.question.optional:
            path.question.restore(raw)
        if path.question is None or self.kind == "choice":
            return
        unseen = isinstance(raw, bool) and not any(offer.action[0] == "a" for offer in self.before.state.offers)
        assert not unseen, "a yes or no counted although its question was not on show"
        assert not (self.early and number(self.text) is not None), "a number counted before its screen was out"
        assert not (self.early and raw in (True, False) and (says("yes", self.text) or says("no", self.text))), (
            "a yes or no counted before its screen was out"
        )

    def _is_refused(self, frame: Frame, had: dict[str, Any], dropped: set[str], key: str) -> None:
        assert self.refused >= len(dropped), f"{dropped} was lost"
        if dropped <= {key}:
            return
        path = self.kept.path(frame, had)
        while path and path.refused and path.asked and path.asked[-1] in dropped:
            rest = {each: raw for each, raw in path.answers.items() if each != path.asked[-1]}
            dropped = dropped - {path.asked[-1]}
            path = self.kept.path(frame, rest)
        assert dropped <= {key}, f"{dropped} was dropped, but was not the last answer"

    @property
    def is_courtesy(self) -> bool:
        """Said to be kind, and not the label of a choice."""
        return self.kind == "text" and courtesy(self.text) is not None

    # --- no dialogue is lost -------------------------------------------------------------------------------------

    def keeps_every_dialogue(self) -> None:
        """What is open stays open until it ends, is left or cancelled, or a month has passed."""
        ended = {run for run, _name in self.after.ended}
        for run, frame in self.found.items():
            if run in ended or self.frame_after(run):
                continue
            assert any(self._may_go(frame)), f"{frame.dialogue} is gone, with {frame.answers}"

    def _may_go(self, frame: Frame) -> Iterator[bool]:
        is_top = frame is self.top
        yield DIALOGUES[frame.dialogue].title is None
        yield bool(self.refused) and is_top
        stood = self.kept.asked.get(frame.run)
        yield self.says_back and is_top and not (stood and (stood.asked or stood.walled))
        yield self.is_word("cancel") and is_top and len(stood.asked if stood else ()) <= _MOST_DROPPED_UNASKED
        yield self._does(("r", "d"))
        yield any(each.dialogue == frame.dialogue and each.args != frame.args for each in self.after.state.stack)
        yield DIALOGUES[frame.dialogue].needs == "staff"
        yield DIALOGUES[frame.dialogue].needs in ("member", "notice") and self._waits(frame)

    def _waits(self, frame: Frame) -> bool:
        """It wanted a right; the one on top of it was to give it, or nobody can."""
        runs = list(self.found)
        above = runs[runs.index(frame.run) + 1 :]
        return not above or bool(self.found[above[0]].unlocks)

    def _does(self, kinds: tuple[str, ...]) -> bool:
        """The turn was a choice of this kind that was on show: pressed, by number or by name."""
        if self.kind == "choice":
            return self.offer is not None and self.offer.action[0] in kinds
        return self.kind == "text" and any(offer.action[0] in kinds for offer in self.before.state.offers)

    # --- the question that is missing ----------------------------------------------------------------------------

    def asks_what_is_missing(self) -> None:
        """The screen asks the first question on the path that has no answer; a screen that asks nothing owes none."""
        post, state = self.post, self.after.state
        if post.key and post.key != "resume":
            top = state.top
            assert top is not None
            assert (top.dialogue, top.asking) == (post.dialogue, post.key)
            self._stands(top)
        elif not post.key:
            assert not state.stack or state.aside, "a question is open, and nothing asks it"
        if top := state.top:
            yes = next((choice for choice in post.choices if _is_yes(choice, post, top)), None)
            self._remembers(top, yes)

    def _stands(self, top: Frame) -> None:
        path = self.kept.path(top)
        if path is None:
            return
        assert not path.refused, "a refused answer was not dropped"
        assert path.trail == top.trail, f"the path is {path.trail}, and the engine took {top.trail}"
        assert path.asking == top.asking, f"{path.asking} is missing, and {top.asking} is asked"
        self.kept.asked[top.run] = path
        for key, found in path.looks.items():
            assert top.looks[key]["is"] == found, "a look was not made again"
        for key, wish in path.onces.items():
            self._drawn(top, key, wish)

    def _drawn(self, top: Frame, key: str, wish: int) -> None:
        drawn = top.onces[key]["is"]
        assert drawn.startswith(f"{wish}#"), "a value was not made anew when its arguments changed"
        known = self.kept.drawn.get((top.run, key))
        assert known is None or known[0] != wish or known[1] == drawn, "a value that must stay was made anew"
        self.kept.drawn[top.run, key] = (wish, drawn)

    def _remembers(self, top: Frame, yes: Button | None) -> None:
        path = self.kept.asked.get(top.run)
        if path is None or not path.summary or self.post.key != path.asking:
            return
        self.kept.shown[top.run] = path.summary
        assert path.summary in self.post.text or top.changing
        if yes and not top.changing:
            known = self.kept.summaries.setdefault(yes.token, path.summary)
            assert known == path.summary, "one yes stands for two summaries"

    # --- effects -------------------------------------------------------------------------------------------------

    def does_everything_once(self) -> None:
        """Every effect leaves one row, when it was confirmed as it was shown; what is refused leaves none."""
        for effect in self.after.effects:
            done = (effect["run"], effect["key"])
            assert done not in self.kept.done, f"{done} was done twice"
            assert not self.early or not effect["agreed"], "something was confirmed before it was on show"
            self._was_agreed(effect)
            self.kept.done[done] = effect["agreed"]
        for frame in (*self.after.state.stack, self.after.state.over):
            for key in frame.dones if frame and frame.dialogue in self.kept.theatre.scripts else ():
                assert (frame.run, key) in self.kept.done, f"{key} left no row"  # type: ignore[union-attr]

    def _was_agreed(self, effect: dict[str, Any]) -> None:
        agreed, run = effect["agreed"], effect["run"]
        if agreed and not agreed.startswith("gift"):
            shown = [*self.kept.sealed.get(run, {}).values(), self.kept.shown.get(run, "")]
            assert any(agreed in summary for summary in shown), "done without having been shown"

    # --- each input does what it says ----------------------------------------------------------------------------

    def obeys(self) -> None:
        """Choices on show do what they say; others, media and courtesies change no answer; languages change."""
        if self.kind == "choice" and self.text and self.before.state.tapped == self.text:
            self._shows_the_same()
        elif self.kind == "choice" and self.offer is not None:
            self._does_what_it_says(self.offer)
        elif self.kind == "choice":
            self._is_stale()
        elif self.kind in ("media", "contact") or (self.is_courtesy and self.before.state.offers and not self._resumes):
            self._changes_nothing()
        if self.kind == "text":
            self._comes_back_after_a_while()
            self._speaks()

    @property
    def _resumes(self) -> bool:
        return bool(self.before.state.pending) or self.post.key == "resume"

    def _shows_the_same(self) -> None:
        shown, post = self.before.post, self.post
        assert shown is not None
        deployed = self.kept.playing != self.kept.theatre.scripts  # what a deploy has added may be done now
        assert deployed or not self.after.effects, "a double tap does something twice"
        if deployed or self.now - shown.at > RESUMED_AFTER:
            return
        assert [(frame.run, frame.answers) for frame in self.after.state.stack] == [
            (frame.run, frame.answers) for frame in self.before.state.stack
        ], "a double tap goes on"
        for one, other in ((post.dialogue, shown.dialogue), (post.key, shown.key), (_labels(post), _labels(shown))):
            assert one == other, "a double tap shows another screen"

    def _changes_nothing(self) -> None:
        for run, frame in self.found.items():
            later = self.frame_after(run)
            settled = self.kept.settle(frame, frame.answers)
            fine = [frame.answers, *([settled.answers] if settled else [])]
            assert later is None or later.answers in fine, "an answer out of no answer"

    def _is_stale(self) -> None:
        known = self.kept.theatre.tokens(self.kept.visitor.person).read(self.text)
        if known is None:
            self._changes_nothing()
            return
        run, action = known
        top = self.top
        if action[0] in "rdce" or (action[0] in "as" and (not top or top.run != run or self.asking != action[1])):
            self._changes_nothing()
            same = [frame.run for frame in self.after.state.stack if frame.run in self.found]
            assert len(same) == len(self.found) or self.after.ended or self.refused, "a stale choice closes something"

    def _does_what_it_says(self, offer: Offer) -> None:
        top, action = self.top, offer.action
        is_ours = top is not None and top.run == offer.run
        match action:
            case ["o", dialogue, args]:
                self._opens(dialogue, args)
            case ["w", "menu"]:
                assert self.post.dialogue in ("menu", "welcome")
            case ["a", key, value] if is_ours and self.asking == key:
                self._answers(key, value)
            case ["s", key] if is_ours and self.asking == key and self.standing and self.standing.question:
                later = self.frame_after(offer.run)
                skips = self.standing.question.optional
                assert not skips or later is None or self.refused or later.answers.get(key, "") is None
            case ["e", key] if is_ours and self.post.key and self._has_path(key):
                assert self.post.key == key, f"{key} was to be changed, and {self.post.key} is asked"
            case ["g"] if is_ours and not (self.before.state.pending or self._has_ended or self._is_kept_out):
                assert (self.post.dialogue, self.post.key) == (top.dialogue, self.asking)  # type: ignore[union-attr]
            case ["r"] if is_ours:
                assert self.after.state.stack == [] or self.frame_after(offer.run) is None
            case ["d"] if is_ours:
                assert self.frame_after(offer.run) is None, "dropped answers are still there"

    @property
    def _has_ended(self) -> bool:
        """Whether a script came to its end in this turn, or what is no script, such as a search, is open no more."""
        top = self.top
        is_script = top is None or top.dialogue in self.kept.theatre.scripts
        runs = [frame.run for frame in self.after.state.stack]
        return bool(self.after.ended) or not (is_script or top is None or top.run in runs)

    @property
    def _is_kept_out(self) -> bool:
        """Nobody becomes staff here; who has not begun a dialogue may first be asked for the right it needs."""
        needs = DIALOGUES[self.top.dialogue].needs if self.top else "nothing"
        asked_first = self.top is not None and not self.top.trail and self.post.dialogue in ("welcome", "join")
        return self.refused > 0 or needs == "staff" or (needs == "member" and asked_first)

    def _has_path(self, key: str) -> bool:
        """The script of today still comes by this question."""
        path = self.kept.path(self.top) if self.top else None
        return bool(path and key in path.trail and not path.refused)

    def _opens(self, dialogue: str, args: dict[str, Any]) -> None:
        if dialogue not in DIALOGUES:
            return
        state = self.after.state
        frames = [*state.stack, *([state.over] if state.over else [])]
        there = [frame for frame in frames if frame.dialogue == dialogue and (not args or frame.args == args)]
        passed = any(name == dialogue for _run, name in self.after.ended)
        kept_out = DIALOGUES[dialogue].needs == "staff" or self.refused
        assert there or passed or kept_out, f"{dialogue} does not open"

    def _answers(self, key: str, value: str) -> None:
        question = self.standing.question if self.standing else None
        later = self.frame_after(self.top.run) if self.top else None
        if later is None or self.refused or self._was_renamed(value):
            return
        if isinstance(question, Several) and value != "done!":
            full = len({*(self.top.draft if self.top else ()), value}) >= question.most
            assert full or later.answers.get(key) == (self.top.answers.get(key) if self.top else None), (
                "half an answer is stored as an answer"
            )
        elif isinstance(later.answers.get(key), str) and question is not None:
            assert later.answers[key] == value, f"{value} was chosen, and {later.answers[key]} is stored"
        else:
            assert key in later.answers, f"{value} was chosen, and nothing is stored"

    def _was_renamed(self, value: str) -> bool:
        """A deploy has changed what was on offer, or what was to be confirmed."""
        path, draft = self.standing, self.top.draft if self.top else []
        if path and path.question:
            offered = [option.value for option in path.question.options(draft)]
            return value not in offered or (value == "done!" and not {f"-{part}" for part in draft} <= set(offered))
        return bool(path and path.summary and self.kept.summaries.get(self.text) != path.summary)

    def _comes_back_after_a_while(self) -> None:
        top, state = self.top, self.before.state
        if top is None or state.aside or not top.trail or self.early:
            return
        plain = not (word(self.text.strip()) or number(self.text) is not None or self.text.strip().startswith("/"))
        titled = DIALOGUES[top.dialogue].title is not None
        if plain and titled and self.text.strip() and self.now - top.since > RESUMED_AFTER:
            assert self.post.key == "resume", "after a long silence we go on as if nothing had been"
            assert self.after.state.pending == self.text.strip(), "what was written after a long silence is lost"

    def _speaks(self) -> None:
        named = next((code for code in LANGUAGES if language(code).own_name == self.text), None)
        if named and not self._resumes and not self._may_be_an_answer():
            assert self.post.language == named, f"{self.text} was asked for, and {self.post.language} is spoken"

    def _may_be_an_answer(self) -> bool:
        """The name of a language was written to a question for free text, or one that a deploy took away."""
        path = self.standing
        if path is None or getattr(path.question, "other", None):
            return path is not None
        return not self.before.state.aside and (path.question is None or path.question.free_text)


def _is_yes(choice: Button, post: Post, top: Frame) -> bool:
    return choice.token.startswith(f"a|{top.run}|{post.key}|")


def _labels(post: Post) -> list[tuple[int, str]]:
    return [(choice.number, choice.label) for choice in post.choices]


def _numbered(offers: list[Offer]) -> list[tuple[int, str]]:
    return [(offer.number, offer.label) for offer in offers]
