"""Plays a script of lines and gives back the conversation as it was read.

# a comment
awa> hello                 awa writes
awa<                       awa reads what was pushed to her
koffi is +2290197123456    koffi proves a phone number
awa shares +2290197123456  awa shares her own contact, which proves the number
awa forwards +2290195…     awa shares somebody else's contact
mariam is administrator    mariam gets a role, for all countries
awa is listed with +229…   an association's list has awa, with this number; the code of her link is the last one given;
                           the team hears of the list
rose is invited as editor  rose gets a code from the terminal, for all countries
koffi is watched           koffi looks at so many cards that he opens that of an invented member
awa> /join CODE            the last code that anybody was given
later 40 minutes           time passes, and what waits is done
crowd 12 Lamin Jobe        so many nurses in London, whom all members see
"""

import re
from functools import partial
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.addresses import find_address
from bot.sweeps import SWEEPS
from channels.wire import Event, Post
from models import Member, Person
from models.store import Store
from services import consents, directory, invitations, phones, staff
from services.rosters import Listed
from tests.clock import FakeClock
from tests.handlers.chats import CHANNEL, Chat
from tests.services.house import House

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))
_LINE = re.compile(r"(\w+)(>|<| is | shares | forwards )(.*)")
_DRAWN = re.compile("\u2068?(?:\\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\\b|\\b[A-Z0-9]{8,12}\\b)\u2069?")
"""Codes are drawn anew each time; whether one is held between isolates depends on what it begins with."""
_LINK = re.compile(r"(?<=/mydata/)[\w-]{43}")


class Stage:
    """The people of a script, on one store, all spoken to in one language."""

    def __init__(self, store: Store, clock: FakeClock, language: str) -> None:
        self._store, self._clock, self._language = store, clock, language
        self._people: dict[str, Chat] = {}
        self._said: list[str] = []
        self._code = ""

    async def play(self, script: str) -> str:
        """The whole conversation."""
        for line in script.splitlines():
            if line and not line.startswith("#"):
                await self._line(line)
        said = _LINK.sub("········", "\n".join(self._said))
        return _DRAWN.sub("········", said) + "\n"

    async def _line(self, line: str) -> None:
        if line.startswith("later "):
            _later, number, unit = line.split()
            await self._later(**{unit: float(number)})
            return
        if line.startswith("crowd "):
            _crowd, number, name = line.split(" ", 2)
            await self._gather(int(number), name)
            return
        found = _LINE.fullmatch(line)
        assert found is not None, line
        name, how, what = found[1], found[2], found[3].strip()
        if how == ">":
            await self._write(await self._person(name), name, what)
        elif how == "<":
            await self._read(await self._person(name), name)
        elif how in (" shares ", " forwards "):
            await self._share(await self._person(name), name, what, proves=how == " shares ")
        else:
            await self._become(await self._person(name), name, what)

    async def _person(self, name: str) -> Chat:
        if name not in self._people:
            chat = self._people[name] = Chat(self._store, name, language=self._language)
            chat.person = await self._store.write(partial(_arrive, name=name, language=self._language))
        return self._people[name]

    async def _write(self, chat: Chat, name: str, words: str) -> None:
        said = words.replace("CODE", self._code)
        self._said.append(f"\n{name}> {words}")
        await chat.say(said) if said else await chat.say("", "start")
        assert chat.screen is not None
        drawn = _DRAWN.search(chat.text)
        self._code = drawn[0].strip("\u2068\u2069") if drawn else self._code
        self._show(chat.screen)

    async def _share(self, chat: Chat, name: str, number: str, *, proves: bool) -> None:
        self._said.append(f"\n{name} {'shares' if proves else 'forwards'} {number}")
        await chat.say(number, "contact", number=number if proves else None)
        assert chat.screen is not None
        self._show(chat.screen)

    async def _read(self, chat: Chat, name: str) -> None:
        for _post in await chat.news():
            self._said.append(f"\n{name} <")
        assert chat.screen is not None
        if self._said[-1] == f"\n{name} <":
            self._show(chat.screen)

    async def _become(self, chat: Chat, name: str, what: str) -> None:
        if what.startswith("+"):
            await self._store.write(partial(_prove, person=chat.person, number=what))
        elif number := what.partition("listed with ")[2]:
            self._code = invitations.new_code()
            listed = {self._code: _listed(name, number)}
            invite = partial(invitations.invite, actor_id=None, label="Association de Lyon", people=listed)
            await self._store.write(invite)
            await self._store.write(partial(invitations.tell_team, label="Association de Lyon", home="BJ"))
        elif what == "watched":
            await self._store.write(partial(_meet, person=chat.person))
        elif role := what.partition("invited as ")[2]:
            invited = partial(staff.invite, actor_id=None, name=name.title(), role=role, countries=[])
            self._code = await self._store.write(partial(invited, code=staff.new_code()))
        else:
            appointed = partial(staff.appoint, actor_id=None, person_id=chat.person, name=name.title(), role=what)
            await self._store.write(partial(appointed, countries=[]))

    async def _later(self, **span: float) -> None:
        self._clock.move(**span)
        for rhythm in SWEEPS.values():
            await self._store.write(lambda session, sweep=rhythm.sweep: sweep(session, 100))  # type: ignore[misc]

    async def _gather(self, number: int, name: str) -> None:
        house = House(self._store, self._clock)
        for _each in range(number):
            await house.member(name)

    def _show(self, post: Post) -> None:
        self._said.append(post.text)
        self._said += [f"  {choice.number}. {choice.label}" for choice in post.choices]


def _arrive(session: Session, name: str, language: str) -> int:
    """Somebody's address, before their first word."""
    at = session.info["clock"]()
    person, _address = find_address(session, Event(CHANNEL, "", "0", name, "start", at))
    session.execute(update(Person).where(Person.id == person).values(language=language))
    return person


def _meet(session: Session, person: int) -> None:
    invented = session.scalars(select(Member.person_id).where(Member.canary)).one()
    directory.look_at(session, person, invented)


def _prove(session: Session, person: int, number: str) -> None:
    phones.prove(session, person, number, how="test")
    consents.give(session, person, "phone")


def _listed(name: str, number: str) -> Listed:
    """A midwife from Benin in Lyon, as her association has written her down."""
    return Listed(
        row=2,
        name=f"{name.title()} Dossou",
        number=number,
        town={"id": 2996944, "text": "Lyon", "country": "FR"},
        work={"code": "2222", "text": "sage-femme"},
        origins=("BJ",),
        languages=("fr", "fon"),
        since="2019-03-12",
    )
