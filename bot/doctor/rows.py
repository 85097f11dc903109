"""The store: whether it opens, and what its rows tell."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

import migrations
from bot.doctor import traffic
from bot.opening import secret_of
from bot.settings import Settings
from bot.site import count_waiting
from bot.trouble import in_words
from channels.finding import Finding, fine, wrong
from models import store as stores
from services import risks, staff


async def examine(settings: Settings) -> list[Finding]:
    try:
        if not migrations.is_current(settings.database_url):
            return [wrong("The store is not at the newest schema. Run: passerelle migrate")]
        store = await stores.open_store(settings.database_url, secret_of(settings))
    except Exception as fault:
        words = in_words(fault)
        if words is None:
            raise
        return [wrong(words)]
    try:
        return await store.read_at_length(lambda session: [*_rows(session), *traffic.examine(session)])
    finally:
        await store.close()


def _rows(session: Session) -> Iterator[Finding]:
    waiting = count_waiting(session)
    team = len(staff.list_staff(session))
    aside = waiting.pop("set aside")
    yield fine("The store is at the newest schema and opens with its key")
    yield fine(", ".join(f"{number} {what} waiting" for what, number in waiting.items()))
    yield Finding(wrong=aside > 0, words=f"{aside} messages set aside because they could not be digested")
    if held := risks.count_held(session):
        yield fine(f"{held} defaults kept narrower than this release says: an administrator widens them by /risk")
    yield Finding(wrong=team == 0, words=f"{team} people on the team" + ("" if team else ": passerelle staff add NAME"))
