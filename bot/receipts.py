"""Receipts: what vendors say of messages they took, never backwards, and what they bill for them."""

import re
from typing import Any, Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.metrics import BILLED
from bot.outcomes import settle_trouble
from bot.rows import insert_once, table
from channels.channel import NotSent
from channels.wire import Receipt
from models import Billed, Outbox
from models import Receipt as ReceiptRow
from models.sealed import index_of

RANK: Final = {"sent": 1, "failed": 2, "delivered": 3, "read": 4}
"""What is told later counts only if it ranks higher: receipts come in any order, and who reads has received."""
_TAG = re.compile(r"(?P<row>[0-9]{1,18})r?", re.ASCII)
"""The row of a screen; with an r for the message that asks to write."""

_RECEIPT, _BILLED, _OUTBOX = table(ReceiptRow), table(Billed), table(Outbox)
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
_FIND = select(_RECEIPT).where(
    _RECEIPT.c.channel == bindparam("channel"),
    _RECEIPT.c.account == bindparam("account"),
    _RECEIPT.c.index == bindparam("index"),
)
_ADD = insert_once(_RECEIPT)


def keep_receipt(session: Session, receipt: Receipt) -> None:
    """Note what became of a message: each fate and each bill once, in whatever order they are told."""
    row = _screen(receipt)
    known, is_news = _note(session, receipt, row)
    if receipt.billed and not known.billed:
        _bill(session, receipt, known.id)
    if not is_news or row is None:
        return
    if receipt.fate == "failed" and isinstance(receipt.trouble, NotSent):
        settle_trouble(session, row, receipt.trouble, receipt.at)
    elif receipt.fate in ("delivered", "read"):
        session.execute(update(_OUTBOX).where(_OUTBOX.c.id == row, _OUTBOX.c.status == "sent").values(body=None))


def _screen(receipt: Receipt) -> int | None:
    found = _TAG.fullmatch(receipt.tag)
    return int(found["row"]) if found else None


def _note(session: Session, receipt: Receipt, row: int | None) -> tuple[Any, bool]:
    """The row of the receipt as it was or as it is now, and whether its fate is news."""
    key = {
        "channel": receipt.channel,
        "account": receipt.account,
        "index": index_of(session, "receipt", receipt.message),
    }
    added = _ADD.first(session, **key, outbox_id=row, fate=receipt.fate, billed=False, at=receipt.at)
    known = session.execute(_FIND.with_for_update(), key).one()
    if added is not None or RANK[receipt.fate] <= RANK[known.fate]:
        return known, added is not None
    session.execute(update(_RECEIPT).where(_RECEIPT.c.id == known.id).values(fate=receipt.fate, at=receipt.at))
    return known, True


def _bill(session: Session, receipt: Receipt, row: int) -> None:
    session.execute(update(_RECEIPT).where(_RECEIPT.c.id == row).values(billed=True))
    counted = {"channel": receipt.channel, "account": receipt.account, "category": receipt.billed}
    one = (
        _DIALECTS[session.get_bind().dialect.name]
        .insert(_BILLED)
        .values(month=f"{receipt.at:%Y-%m}", messages=1, **counted)
    )
    session.execute(
        one.on_conflict_do_update(
            index_elements=["month", "channel", "account", "category"], set_={"messages": _BILLED.c.messages + 1}
        )
    )
    BILLED.labels(receipt.channel, receipt.billed).inc()
