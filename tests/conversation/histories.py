"""Random histories: what a visitor does, decoded from bytes in sight of the screen they have."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from hypothesis import note

from channels.wire import EventKind, Post
from tests.conversation.promises import Promises
from tests.conversation.scripts import NAMES, Branch, Confirm, Dice, Loop, Script, Step, rewrite
from tests.conversation.theatre import Company, House, Theatre, Visitor

TURNS = 20
"""A history has at least so many."""

Way = Literal["said", "pressed", "again", "repeated"]

FITTING = {
    "text": ("Awa", "Koffi Mensah", "Menou", "أمينة", "Awa\u202e\u0301\u0302\u0303 x", "3 teas", "Nice"),
    "choose": ("Mint", "sage", "gingre", "Thyme", "coffee"),
    "long": ("Value 11", "Mint", "value 3", "coffee"),
    "other": ("Mint", "Earl Grey", "sage"),
    "yesno": ("yes", "no", "oui", "نعم", "perhaps"),
    "several": ("1 2", "done", "Mint", "1 9", "2 3 4", "٢ ٣"),
    "country": ("Benin", "Congo", "مصر", "Nowhereland", "Togu"),
    "countries": ("Benin and Togo", "Ghana", "Congo", "Benin Togo", "x"),
    "place": ("Cotonou", "Xyzzyville", "Springfield", "villeurbane", "123"),
    "profession": ("nurse", "sage femme", "zqx", "ممرضة"),
    "phone": ("+229 01 97 12 34 56", "97 12 34 56", "hello", "12"),
    "day": ("28/02", "30/02", "٢٨/٠٢", "2027-02-28", "tomorrow"),
    "confirm": ("yes", "no", "oui", "that's right", "hm"),
}
ANYTHING = (
    "", "   ", "🙂", "!!!", "1", "9", "3️⃣", "٣", "12", "0", "#", "?", "1 3", "yes", "no", "ok", "merci", "👍", "hello",
    "skip", "passer", "done", "more", "go on", "Start over", "Drop them", "Menu", "menu", "main menu", "back", "cancel",
    "help", "langue", "stop", "start", "my data", "English", "Français", "العربية", "/d0", "/d1", "/d2", "/d1 green",
    "/unknown", "/", "/menu", "/start d2", "Thank them", "Talk to a person", "x" * 400, "\x00\x1b[2J", "\u202e\u2066",
    "\ud800", "{0} {} %s", "<b>&amp;</b>", "a|b~c", "retour", "annuler", "القائمة", "قف", "Open d1", "Yes", "+++",
)  # fmt: skip
RARE = "rdecp"
"""What tokens begin with that are seldom on show: start over, drop, edit, change, another page."""
FORGED = ("", "~", "a|1b|k0|mint~AAAAAAAA", "\ud800~", "g|1b~", "o|1b|d1|~xxxxxxxx", "🫖" * 40, "a|b|c|d|e~f")
JUMPS = ({"minutes": 5}, {"minutes": 11}, {"minutes": 31}, {"hours": 7}, {"days": 8}, {"days": 31})


@dataclass(slots=True)
class Player:
    """Plays one history. With promises given, each turn is held to them."""

    theatre: Theatre
    company: Company | House
    visitor: Visitor
    dice: Dice
    promises: Promises | None = None
    seen: list[Post] = field(default_factory=list)
    last: tuple[EventKind, str] = ("text", "")
    turns: int = 0
    deploys: int = 0
    restarts: int = 0
    gifts: int = 0
    taken_off: list[Script] = field(default_factory=list)

    async def play(self) -> list[Post]:
        await self.visitor.sit(noticed=bool(self.dice.roll(6)), member=not self.dice.roll(3))
        await self._do("text", f"/{NAMES[self.dice.roll(3)]}")
        while not self.dice.spent or self.turns < TURNS:
            await self._step(self.dice.roll(256))
        await self._leave_and_come_back()
        return self.seen

    async def _step(self, number: int) -> None:
        for most, move in _MOVES:
            if number < most:
                await move(self)
                return

    async def _do(
        self, kind: EventKind, text: str, *, ago: timedelta = timedelta(), way: Way = "said", twice: bool = False
    ) -> None:
        self.theatre.clock.move(seconds=1)
        event = self.visitor.event(kind, text, ago)
        scene = await self.company.take(event, twice=twice)
        assert scene is not None
        assert scene.post is not None
        self.turns += 1
        self.last = (kind, text)
        if self.promises:
            self.promises.hold(kind, text, scene, way=way, ago=ago)
            if way == "repeated":
                assert await self.company.take(event) is None, "an event that was received before is taken again"
        self.seen.append(scene.post)

    # what a visitor may do

    async def press(self) -> None:
        choices = self.screen.choices
        at = self.dice.roll(max(1, len(choices)))
        twice = not self.dice.roll(8)
        if choices:
            await self._do("choice", choices[at].token, way="pressed", twice=twice)
        else:
            await self._do("text", ANYTHING[self.dice.roll(len(ANYTHING))], twice=twice)

    async def number(self) -> None:
        choices = self.screen.choices
        at = self.dice.roll(max(1, len(choices)))
        await self._do("text", str(choices[at].number) if choices else "1")

    async def fit(self) -> None:
        fitting = FITTING[self._kind()]
        await self._do("text", fitting[self.dice.roll(len(fitting))], twice=not self.dice.roll(8))

    async def anything(self) -> None:
        await self._do("text", ANYTHING[self.dice.roll(len(ANYTHING))])

    async def back(self) -> None:
        await self._do("text", ("#", "back", "retour", "/back")[self.dice.roll(4)])

    async def old(self) -> None:
        """A choice of a screen of before; as often as not one that is rarely on show, such as “start over”."""
        tokens = [choice.token for post in self.seen for choice in post.choices]
        rare = [token for token in tokens if token[0] in RARE]
        if rare and self.dice.roll(2):
            tokens = rare
        if tokens:
            at = (self.dice.roll(256) * 256 + self.dice.roll(256)) % len(tokens)
            await self._do("choice", tokens[at])

    async def forged(self) -> None:
        await self._do("choice", FORGED[self.dice.roll(len(FORGED))])

    async def again(self) -> None:
        await self._do(*self.last, way="again")

    async def repeated(self) -> None:
        await self._do("text", "help", way="repeated")

    async def early(self) -> None:
        said = ("1", "yes", "2", "oui", "1 2")[self.dice.roll(5)]
        await self._do("text", said, ago=timedelta(hours=1 + self.dice.roll(3)))

    async def wordless(self) -> None:
        kind: EventKind = ("media", "contact", "start")[self.dice.roll(3)]
        await self._do(kind, "")

    async def wait(self) -> None:
        self.theatre.clock.move(**JUMPS[self.dice.roll(len(JUMPS))])
        if self.dice.roll(3):
            await self.fit()

    async def deploy(self) -> None:
        self.deploys += 1
        name = NAMES[self.dice.roll(3)]
        script = self.theatre.scripts.get(name)
        if script is None:
            self.theatre.put_on(self.taken_off.pop())
        elif not self.dice.roll(8) and not self.taken_off:
            self.taken_off.append(script)
            self.theatre.take_off(name)
        else:
            self.theatre.put_on(rewrite(script, self.dice, f"n{self.deploys}"))

    async def gift(self) -> None:
        self.gifts += 1
        posts, state = await self.company.tell(self.visitor.person, self.gifts)
        if self.promises and posts:
            self.promises.told(posts, state)
        self.seen += posts

    async def restart(self) -> None:
        self.restarts += 1
        await self.company.restart()

    async def _leave_and_come_back(self) -> None:
        """The menu is always there, and what was open is still open."""
        await self._do("text", "menu")
        labels = {choice.label: choice.token for choice in self.screen.choices}
        back = next((token for label, token in labels.items() if label.startswith(("Go on", "Continuer"))), None)
        if back:
            await self._do("choice", back, way="pressed")

    @property
    def screen(self) -> Post:
        return self.seen[-1]

    def _kind(self) -> str:
        """What kind of question is on show, as far as the script tells."""
        asking = next((post for post in reversed(self.seen) if not post.push), None)
        script = self.theatre.scripts.get(asking.dialogue) if asking else None
        return next(_kinds(script.body, asking.key), "text") if script and asking else "text"


def _kinds(steps: tuple[Step, ...], key: str) -> Iterator[str]:
    for step in steps:
        match step:
            case Branch(_on, arms):
                yield from _kinds(arms[0] + arms[1], key)
            case Loop(name, kind):
                yield from ("yesno" if ".more." in key else kind for _ in "." if key.startswith(f"{name}."))
            case Confirm() if step.key == key:
                yield "confirm"
            case _ if step.key == key:
                yield getattr(step, "kind", "text")


_MOVES = (
    (100, Player.press),
    (118, Player.number),
    (170, Player.fit),
    (188, Player.anything),
    (201, Player.back),
    (210, Player.old),
    (212, Player.forged),
    (217, Player.again),
    (219, Player.repeated),
    (226, Player.early),
    (229, Player.wordless),
    (236, Player.wait),
    (244, Player.deploy),
    (252, Player.gift),
    (256, Player.restart),
)


def play(theatre: Theatre, programs: bytes, history: bytes, seen: Counter[str]) -> list[Post]:
    """Play a history under the eyes of the promises; what was seen is counted."""
    theatre.stage(programs)
    visitor = Visitor(theatre, theatre.next_name())
    promises = Promises(theatre, visitor, seen=seen)
    player = Player(theatre, Company(theatre), visitor, Dice(history), promises)
    try:
        return theatre.run(player.play())
    except BaseException:
        note(told(player.seen))
        raise
    finally:
        seen.update(runs=1, deploys=player.deploys, restarts=player.restarts)


def live(theatre: Theatre, programs: bytes, history: bytes) -> list[Post]:
    """Play the same in the running program, with its restarts."""
    theatre.stage(programs)
    return theatre.run(Player(theatre, House(theatre), Visitor(theatre, theatre.next_name()), Dice(history)).play())


def told(posts: Sequence[Post]) -> str:
    """A history as it reads, for who looks for what went wrong."""
    return "\n".join(
        f"{post.dialogue}.{post.key} {post.heard!r} → {post.text!r} {[choice.label for choice in post.choices]}"
        for post in posts
    )


def same(one: Sequence[Post], other: Sequence[Post]) -> bool:
    """The same screens, but for the ids of rows that tokens hold."""
    return [_seen(post) for post in one] == [_seen(post) for post in other]


def _seen(post: Post) -> tuple[object, ...]:
    choices = [(choice.number, choice.label) for choice in post.choices]
    return post.dialogue, post.key, post.text, post.language, choices
