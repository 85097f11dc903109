"""What a bot loses when its process is killed while fifty people are in the middle of it.

Telegram's part is played fairly: an update that got no 200 is sent again. People repeat a line that got no answer, and
go on from there.
"""

import asyncio
import random
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import count
from typing import Final, TypeVar

from benchmarks.bots import Bot, Running, serving
from benchmarks.driver import Driver
from benchmarks.loads import SCRIPT
from benchmarks.stub_api import Shown

T = TypeVar("T")

CONVERSATIONS: Final = 50
PATIENCE: Final = 3
"""Seconds that a person waits for an answer."""
_QUIET = 1
"""Seconds in which a bot that just started may send what it still owes."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Counted over all kills.

    `unanswered` updates had got their 200, or got it when they were sent again. `astray` are people whose next answer
    was not the next question, `ignored` those who got none at all. `gone` are finished registrations that were greeted
    as strangers, `twice` the messages that nobody had asked for.
    """

    midway: int = 0
    finished: int = 0
    unanswered: int = 0
    astray: int = 0
    ignored: int = 0
    gone: int = 0
    twice: int = 0

    def __add__(self, other: "Losses") -> "Losses":
        return Losses(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(slots=True)
class Person:
    """Someone on the way: how many lines were answered, and the update that is not done with."""

    chat: int
    step: int = 0
    update: bytes | None = None
    taken: bool = False
    answer: asyncio.Future[Shown] | None = None


@dataclass(slots=True)
class Scene:
    """One bot, its people, and the moment when it dies: after so many answers."""

    running: Running
    driver: Driver
    questions: list[str]
    answers_left: int
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    finished: list[int] = field(default_factory=list)
    chats: Iterator[int] = field(default_factory=lambda: count(2_000_000))

    async def converse(self, person: Person) -> None:
        """Register, then begin again as another, until the bot is dead; what was on its way stays with the person."""
        while not self.dead.is_set():
            person.update = self.driver.update(person.chat, SCRIPT[person.step])
            person.answer, person.taken = self.driver.api.expect(person.chat), False
            person.taken = await self.driver.post(person.update)
            if not person.taken:
                return
            await asyncio.shield(person.answer)
            self.answered(person)
            person.update = None
            self._one_answer_less()

    def answered(self, person: Person) -> bool:
        """Whether the answer is the next question. Who is through makes room for someone new."""
        assert person.answer is not None
        shown = self.driver.shown[person.chat] = person.answer.result()
        expected = shown.text == self.questions[person.step]
        person.step += 1
        if person.step == len(SCRIPT):
            self.finished.append(person.chat)
            person.chat, person.step = next(self.chats), 0
        return expected

    def _one_answer_less(self) -> None:
        self.answers_left -= 1
        if self.answers_left == 0:
            self.running.kill()
            self.dead.set()

    async def asked(self, chat: int, line: str) -> str | None:
        """What is answered to this line, or None if nothing is while one waits."""
        answer = self.driver.api.expect(chat)
        await self.driver.post(self.driver.update(chat, line))
        try:
            async with asyncio.timeout(PATIENCE):
                return (await answer).text
        except TimeoutError:
            return None


async def losses_of(bot: Bot, kills: int, seed: int, conversations: int = CONVERSATIONS) -> Losses:
    """So many kills, each on a store of its own, at moments drawn from the seed."""
    dice = random.Random(seed)
    losses = Losses()
    for _kill in range(kills):
        with bot.store() as store:
            if store is not None:
                halfway = conversations * len(SCRIPT) * dice.uniform(1.3, 1.7)
                losses += await _killed(bot, store, conversations, int(halfway))
    return losses


async def _killed(bot: Bot, store: str, conversations: int, answers: int) -> Losses:
    async with serving(bot, store) as (running, driver):
        scene = Scene(running, driver, await _questions(driver), answers)
        people = [Person(next(scene.chats)) for _each in range(conversations)]
        await _play(scene, people)
        seen_once = driver.api.surplus
        midway = sum(person.step > 0 for person in people)
        await running.start()
        driver.url = running.url
        unanswered, astray = await _redelivered(scene, people)
        answers_then = await _all(_goes_on(scene, person) for person in people if person not in astray)
        finished = list(scene.finished)
        greeted = await _all(scene.asked(chat, SCRIPT[0]) for chat in finished)
        return Losses(
            midway=midway,
            finished=len(finished),
            unanswered=unanswered,
            astray=len(astray) + answers_then.count(False),
            ignored=answers_then.count(None),
            gone=greeted.count(scene.questions[0]),
            twice=driver.api.surplus - seen_once,
        )


async def _questions(driver: Driver) -> list[str]:
    """What someone is shown who registers undisturbed."""
    questions = []
    for line in SCRIPT:
        await driver.say("1000000", line)
        questions.append(driver.shown[1_000_000].text)
    driver.part("1000000")
    return questions


async def _play(scene: Scene, people: Sequence[Person]) -> None:
    """Everyone converses until the bot is dead and what it had sent has come in."""
    tasks = [asyncio.create_task(scene.converse(person)) for person in people]
    async with asyncio.timeout(60):
        await scene.dead.wait()
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _redelivered(scene: Scene, people: Sequence[Person]) -> tuple[int, list[Person]]:
    """Send again what got no 200, and wait: how many updates stay unanswered, and who is answered beside the point."""
    seen = [person for person in people if person.update and person.answer and person.answer.done()]
    on_the_way = [person for person in people if person.update and person not in seen]
    again = [person.update for person in people if person.update and not person.taken]
    for person in seen:
        scene.answered(person)
    await _all(scene.driver.post(update) for update in again)
    answers = [person.answer for person in on_the_way if person.answer]
    await asyncio.gather(
        asyncio.sleep(_QUIET), asyncio.wait(answers, timeout=PATIENCE) if answers else asyncio.sleep(0)
    )
    answered = [person for person in on_the_way if person.answer and person.answer.done()]
    return len(on_the_way) - len(answered), [person for person in answered if not scene.answered(person)]


async def _goes_on(scene: Scene, person: Person) -> bool | None:
    """Whether the next answer is the next question; None if there is no answer."""
    answer = await scene.asked(person.chat, SCRIPT[person.step])
    return None if answer is None else answer == scene.questions[person.step]


async def _all(each: Iterator[Awaitable[T]]) -> list[T]:
    return await asyncio.gather(*each)
