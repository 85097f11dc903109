"""What a bot loses when its process is killed while fifty people are in the middle of it.

Telegram's part is played fairly: an update that got no 200 is sent again. People repeat a line that got no answer, and
go on from there.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import count
from typing import TypeVar

from benchmarks.bots import Bot, Running, serving
from benchmarks.driver import Driver
from benchmarks.loads import SCRIPT
from benchmarks.stub_api import Shown

T = TypeVar("T")

_STUCK = 120
_QUIET = 1
"""Seconds in which a bot that just started may send what it still owes."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """How many kills, and of how many conversations, at moments drawn from the seed.

    `patience` is how many seconds people wait before they repeat a line: longer than any lock or lease, so that what is
    late is not counted as lost.
    """

    kills: int
    seed: int
    conversations: int = 50
    patience: float = 65


@dataclass(frozen=True, slots=True)
class Losses:
    """Counted over all kills.

    `unanswered` updates had got their 200, or got it when they were sent again. `astray` are people whose next answer
    was not the next question, `ignored` those who got none at all. `gone` are finished registrations that were greeted
    as strangers, `twice` the messages that nobody had asked for. `waited` is the longest that anybody waited for an
    answer after the restart, in seconds.
    """

    midway: int = 0
    finished: int = 0
    unanswered: int = 0
    astray: int = 0
    ignored: int = 0
    gone: int = 0
    twice: int = 0
    waited: float = 0


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
    patience: float
    waited: float = 0
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    finished: list[int] = field(default_factory=list)
    chats: Iterator[int] = field(default_factory=lambda: count(2_000_000))

    async def converse(self, person: Person) -> None:
        """Register, then begin again as another, until the bot is dead; what was on its way stays with the person."""
        while not self.dead.is_set():
            person.update = self.driver.update(person.chat, SCRIPT[person.step])
            person.answer, person.taken = self.driver.api.expect(person.chat), False
            while not person.taken and not self.dead.is_set():
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
        await self.wait_for([answer])
        return answer.result().text if answer.done() else None

    async def wait_for(self, answers: Sequence[asyncio.Future[Shown]]) -> None:
        """Until all are there or patience ends; the longest wait that was not in vain is kept."""
        began = time.monotonic()
        for answer in answers:
            answer.add_done_callback(lambda _done: self._waited(time.monotonic() - began))
        if answers:
            await asyncio.wait(answers, timeout=self.patience)

    def _waited(self, seconds: float) -> None:
        self.waited = max(self.waited, seconds)


async def losses_of(bot: Bot, campaign: Campaign) -> Losses:
    """All kills at once, each on a store of its own."""
    dice = random.Random(campaign.seed)
    length = campaign.conversations * len(SCRIPT)
    moments = [int(length * dice.uniform(1.3, 1.7)) for _kill in range(campaign.kills)]
    return _sum(await _all(_killed(bot, campaign, moment) for moment in moments))


def _sum(each: Sequence[Losses]) -> Losses:
    *counted, waited = zip(*map(astuple, each), strict=True)
    summed = [*map(sum, counted), max(waited)]
    return Losses(*summed)


async def _killed(bot: Bot, campaign: Campaign, answers: int) -> Losses:
    with bot.store() as store:
        if store is None:
            return Losses()
        async with serving(bot, store) as (running, driver):
            scene = Scene(running, driver, await _questions(driver), answers, campaign.patience)
            people = [Person(next(scene.chats)) for _each in range(campaign.conversations)]
            await _play(scene, people)
            return await _restarted(scene, people)


async def _restarted(scene: Scene, people: Sequence[Person]) -> Losses:
    asked_for, midway = scene.driver.api.surplus, sum(person.step > 0 for person in people)
    await scene.running.start()
    scene.driver.url = scene.running.url
    unanswered, astray = await _redelivered(scene, people)
    answers = await _all(_goes_on(scene, person) for person in people if person not in astray)
    greeted = await _all(scene.asked(chat, SCRIPT[0]) for chat in scene.finished)
    return Losses(
        midway=midway,
        finished=len(greeted),
        unanswered=unanswered,
        astray=len(astray) + answers.count(False),
        ignored=answers.count(None),
        gone=greeted.count(scene.questions[0]),
        twice=scene.driver.api.surplus - asked_for,
        waited=scene.waited,
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
    async with asyncio.timeout(_STUCK):
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
    await asyncio.gather(asyncio.sleep(_QUIET), scene.wait_for(answers))
    answered = [person for person in on_the_way if person.answer and person.answer.done()]
    return len(on_the_way) - len(answered), [person for person in answered if not scene.answered(person)]


async def _goes_on(scene: Scene, person: Person) -> bool | None:
    """Whether the next answer is the next question; None if there is no answer."""
    answer = await scene.asked(person.chat, SCRIPT[person.step])
    return None if answer is None else answer == scene.questions[person.step]


async def _all(each: Iterator[Awaitable[T]]) -> list[T]:
    return await asyncio.gather(*each)
