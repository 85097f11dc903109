"""`passerelle demo`: an invented community in an empty store."""

import asyncio
import os

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.opening import is_demo, open_store
from bot.settings import Settings
from bot.trouble import NotReady
from models import Person
from models.lock import serving
from services.demo import fill

_REAL_CHANNELS = ("TELEGRAM_BOT_TOKEN", "WHATSAPP_ACCESS_TOKEN")


def demo() -> None:
    """Fill an empty store with an invented community, and mark it a demo for ever."""
    settings = Settings()
    with serving(settings.database_url):  # who serves it would go on without the ribbon that says so
        asyncio.run(_demo(settings))


async def _demo(settings: Settings) -> None:
    if any(os.environ.get(name) for name in _REAL_CHANNELS):
        msg = "A demo never meets real people: unset the Telegram and WhatsApp variables first."
        raise NotReady(msg)
    store = await open_store(settings)
    try:
        if await store.read(is_demo):
            print("This store is a demo already.")  # noqa: T201  (a command's answer)
            return
        if await store.read(_people):
            msg = "There are people in this store: a demo is only made of an empty one."
            raise NotReady(msg)
        await fill(store)
        print(f"{await store.read(_people)} invented people are ready.")  # noqa: T201  (a command's answer)
    finally:
        await store.close()


def _people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0
