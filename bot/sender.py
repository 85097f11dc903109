"""The sender: what was just answered goes out at once, what waits is claimed when it is due."""

import asyncio
from collections import deque
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import structlog

from bot.holds import HOLDS_LEARNT_SECONDS, Holds, keep_hold, read_holds
from bot.metrics import REPEATED, SENT
from bot.outbox import Parcel, backlog, claim, give_up, mark_sent, put_back
from bot.outcomes import settle_trouble
from bot.turns import Answered
from channels.channel import Channel, NotNow, NotSent, Rejected, Shut, Waits
from models.store import Store

log = structlog.get_logger()

_IDLE_SECONDS = 0.25
_AT_ONCE = 50
_QUICKLY = timedelta(seconds=1)
"""A screen that was out so soon counts from when it was handed over: who answers at once may be faster than the
vendor's word that it was taken.
"""
_AGAIN_SECONDS = 5


class Sender:
    """One lane an address: its screens leave in order, others do not wait for it. `only` serves one address.

    An answer goes out at once, unless answers to its address wait in the store: then it joins them, as the last.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        only: int | None = None,
        *,
        holds: Holds | None = None,
    ) -> None:
        self._store, self._channels, self._only = store, channels, only
        self._holds, self._holds_learnt = holds or Holds(), 0.0
        self._lanes: dict[int, deque[Parcel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()
        self._queueing: set[int] = set()
        self._joined: set[int] = set()

    async def hand_on(self, answered: Answered) -> None:
        """An answer was committed: claimed for this sender, or to be claimed, and then overtaken by no later one."""
        if answered.sending and answered.address_id not in self._queueing:
            await self._enqueue(_parcel(answered))
        elif answered.channel in self._channels:
            self._join(answered.address_id)
            if answered.sending:
                await self._store.write(partial(put_back, row=answered.post.id, due=self._store.clock()))

    async def run(self) -> None:
        """Claim what is due, for ever; trouble with the store is waited out."""
        while True:
            try:
                claimed = await self.claim_once()
            except Exception as trouble:  # noqa: BLE001  (a store that is full or away now is asked again)
                log.error("nothing could be claimed", error=type(trouble).__name__)
                claimed = 0
            if not claimed:
                await asyncio.sleep(_IDLE_SECONDS)

    async def claim_once(self) -> int:
        """Claim once and hand on; how many."""
        if not self._channels:
            return 0
        await self.learn_holds()
        held = self._holds.held(self._store.clock())
        self._joined.clear()
        parcels = await self._store.write(
            partial(claim, channels=tuple(self._channels), limit=_AT_ONCE, only=self._only, held=held)
        )
        for parcel in parcels:
            self._held.discard(parcel.address_id)
            if not parcel.followed and parcel.address_id not in self._joined:
                self._queueing.discard(parcel.address_id)
            await self._enqueue(parcel)
        return len(parcels)

    async def rest(self) -> None:
        """Return when nothing is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _enqueue(self, parcel: Parcel) -> None:
        if parcel.address_id in self._held:
            await self._put_back(parcel, 0)
            return
        lane = self._lanes.get(parcel.address_id)
        if lane is not None:
            lane.append(parcel)
            return
        self._lanes[parcel.address_id] = deque([parcel])
        task = asyncio.create_task(self._work(parcel.address_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, address: int) -> None:
        lane = self._lanes[address]
        try:
            while lane:
                await self._deliver(lane[0])
                lane.popleft()
        finally:
            del self._lanes[address]

    async def begin(self) -> None:
        """Before the first turn: what was left unsent goes out before any new answer to the same address."""
        await self.learn_holds()
        if self._channels:
            self._queueing.update(await self._store.read(backlog))

    async def learn_holds(self) -> None:
        """What a vendor told another process, or us before we were started anew, holds here too."""
        at = asyncio.get_running_loop().time()
        if at >= self._holds_learnt:
            self._holds.learn(await self._store.read(read_holds))
            self._holds_learnt = at + HOLDS_LEARNT_SECONDS

    async def _deliver(self, parcel: Parcel) -> None:
        seconds = self._holds.seconds((parcel.channel, parcel.account), self._store.clock())
        if seconds or parcel.address_id in self._held:
            await self._put_back(parcel, seconds)
            return
        outcome = await self._send(parcel)
        SENT.labels(parcel.channel, outcome).inc()

    async def _send(self, parcel: Parcel) -> str:
        """Hand a screen to its channel and keep what became of it, in a word."""
        channel, begun = self._channels[parcel.channel], self._store.clock()
        try:
            await channel.send(parcel.account, parcel.address, parcel.post)
        except NotSent as trouble:
            await self._settle(parcel, trouble)
            return _outcome(trouble)
        except Exception as fault:  # noqa: BLE001  (the wire may have taken it: a reply goes again, an announcement never)
            log.error("sending failed", channel=parcel.channel, error=type(fault).__name__)
            await self._unknown(parcel)
            return "unknown"
        at = begun if self._store.clock() - begun < _QUICKLY else self._store.clock()
        await self._store.write(partial(mark_sent, row=parcel.row, at=at, told_later=channel.tells_later))
        return "sent"

    async def _settle(self, parcel: Parcel, trouble: NotSent) -> None:
        if isinstance(trouble, Shut) or (isinstance(trouble, NotNow) and trouble.account):
            account = (parcel.channel, parcel.account)
            self._holds.hold(account, self._store.clock() + timedelta(seconds=trouble.seconds))
            await self._store.write(partial(keep_hold, account=account, seconds=trouble.seconds))
        if isinstance(trouble, Shut | Rejected):
            log.error("a channel refuses", channel=parcel.channel, trouble=type(trouble).__name__, why=str(trouble))
        if isinstance(trouble, Shut | NotNow):
            self._hold_back(parcel.address_id)
        await self._store.write(partial(settle_trouble, row=parcel.row, trouble=trouble))

    async def _unknown(self, parcel: Parcel) -> None:
        if parcel.announcement is None:
            REPEATED.labels(parcel.channel).inc()
            await self._put_back(parcel, _AGAIN_SECONDS)
        else:
            await self._store.write(partial(give_up, row=parcel.row, status="unknown"))

    def _hold_back(self, address: int) -> None:
        """What is in its lane goes back as well, until something to it is claimed."""
        self._held.add(address)
        self._join(address)

    def _join(self, address: int) -> None:
        """Something to it waits in the store; a claim that is under way may not have seen that."""
        self._queueing.add(address)
        self._joined.add(address)

    async def _put_back(self, parcel: Parcel, seconds: float) -> None:
        self._hold_back(parcel.address_id)
        due = self._store.clock() + timedelta(seconds=seconds)
        await self._store.write(partial(put_back, row=parcel.row, due=due))


def _parcel(answered: Answered) -> Parcel:
    return Parcel(
        answered.post.id,
        answered.address_id,
        answered.channel,
        answered.account,
        answered.address,
        answered.post,
        None,
    )


def _outcome(trouble: NotSent) -> str:
    """The word under which a trouble is counted."""
    if isinstance(trouble, NotNow | Shut):
        return "later"
    return "waiting" if isinstance(trouble, Waits) else "failed"
