"""Which screens came twice, and which of them their sender may not have known to be taken."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Address, Outbox
from tests.campaigns.lines import Line
from tests.campaigns.writers import ANNOUNCED, Writer

Chat = tuple[str, str]
"""A channel and the address on it."""


@dataclass(slots=True)
class Repeats:
    """What was counted for all chats together. `by_trouble`: the vendor took it and did not say so. `by_kill`: the
    service was killed before it had kept that it was taken.
    """

    by_trouble: int = 0
    by_kill: int = 0
    seen: int = 0
    announced: int = 0
    wrong: list[str] = field(default_factory=list)


def sending(session: Session) -> list[tuple[Chat, int, str]]:
    """What was on its way when the service was killed: where to, its row and its text."""
    rows = session.execute(
        select(Address.channel, Address.external_id, Outbox.id, Outbox.body)
        .join(Address, Address.id == Outbox.address_id)
        .where(Outbox.status == "sending", Outbox.body.is_not(None))
    )
    return [((channel, address), row, body["text"]) for channel, address, row, body in rows]


class Unkept:
    """What the vendor took, and said so, to a service that was killed before it had kept it."""

    def __init__(self) -> None:
        self._of: dict[Chat, Counter[str]] = {}

    def note(self, killed: Iterable[tuple[Chat, int, str]], lines: dict[Chat, Line]) -> None:
        """Each may account for one repeat, if it is what the chat got last."""
        for chat, row, text in killed:
            taken = lines[chat].taken() if chat in lines else []
            if taken and taken[-1].told and (taken[-1].key == str(row) or taken[-1].text.startswith(text)):
                self._of.setdefault(chat, Counter())[taken[-1].key] += 1

    def of(self, line: Line) -> Counter[str]:
        return self._of.get((line.channel, line.address), Counter())


def count_repeats(writers: Iterable[Writer], unkept: Unkept) -> Repeats:
    """A screen comes to a chat as often as it was due, and again at most as often as its sender was not told."""
    repeats = Repeats()
    for writer in writers:
        _count_chat(repeats, writer, unkept.of(writer.line))
    return repeats


def _count_chat(repeats: Repeats, writer: Writer, unkept: Counter[str]) -> None:
    taken = writer.line.taken()
    announced = Counter(found[0] for each in taken if (found := ANNOUNCED.search(each.text)))
    repeats.announced += announced.total()
    repeats.wrong += [f"{writer.name}: an announcement came {count} times" for count in announced.values() if count > 1]
    came = [each for each in taken if not ANNOUNCED.search(each.text)]
    untold = Counter(each.key for each in came if not each.told)
    repeats.by_trouble += untold.total()
    repeats.by_kill += unkept.total()
    for key, count in Counter(each.key for each in came).items():
        again = count - writer.read[key]
        repeats.seen += again
        if again > untold[key] + unkept[key]:
            text = next(each.text for each in came if each.key == key)
            repeats.wrong.append(f"{writer.name} on {writer.line.channel} got {text!r} {again} times too often")
