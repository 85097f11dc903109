"""Opening the store as the settings say, its schema at head."""

import asyncio

from sqlalchemy.orm import Session

import migrations
from bot.settings import Settings
from bot.trouble import NotReady
from models import Setting
from models import store as stores
from models.clock import Clock, utc_now
from models.secret import secret_for
from models.store import Store


def secret_of(settings: Settings) -> str:
    """The secret of the settings, or the one kept beside an embedded store."""
    given = settings.secret_key.get_secret_value() if settings.secret_key else None
    return secret_for(settings.database_url, given)


async def open_store(settings: Settings, *, clock: Clock = utc_now) -> Store:
    """The store of the settings. An embedded one is brought to head; PostgreSQL is upgraded only by `migrate`."""
    secret = secret_of(settings)
    if settings.embedded:
        await asyncio.to_thread(migrations.upgrade, settings.database_url)
    elif not await asyncio.to_thread(migrations.is_current, settings.database_url):
        msg = "The database is not at the newest schema. Run: passerelle migrate"
        raise NotReady(msg)
    return await stores.open_store(settings.database_url, secret, clock=clock, site=settings.public_url)


def is_demo(session: Session) -> bool:
    """Whether this store holds an invented community; once marked, for ever."""
    return session.get(Setting, "demo") is not None
