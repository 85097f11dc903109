"""A bot on aiogram behind its own webhook handler, on one of three storages."""

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.rivals.aiogram_registration import router
from benchmarks.rivals.cards import DictCards, RedisCards, SqliteCards
from benchmarks.rivals.settings import PATH, REDIS, TOKEN, Settings
from benchmarks.rivals.sqlite_storage import SqliteStorage, open_file


def serve(settings: Settings) -> None:
    """Until it is told to stop."""
    web.run_app(_application(settings), host="127.0.0.1", port=settings.port, print=None)


async def _application(settings: Settings) -> web.Application:
    dispatcher = await _OPEN[settings.rival](settings.store)
    dispatcher.include_router(router)
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.api))
    bot = Bot(TOKEN, session=session)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=settings.secret).register(application, PATH)
    setup_application(application, dispatcher, bot=bot)
    return application


async def _in_memory(_store: str) -> Dispatcher:
    return Dispatcher(storage=MemoryStorage(), events_isolation=SimpleEventIsolation(), cards=DictCards())


async def _in_sqlite(file: str) -> Dispatcher:
    connection = await open_file(file)
    storage, cards = SqliteStorage(connection), SqliteCards(connection)
    await storage.create()
    await cards.create()
    return Dispatcher(storage=storage, events_isolation=SimpleEventIsolation(), cards=cards)


async def _in_redis(prefix: str) -> Dispatcher:
    storage = RedisStorage.from_url(REDIS, key_builder=DefaultKeyBuilder(prefix=prefix))
    cards = RedisCards(storage.redis, f"{prefix}:members")
    return Dispatcher(storage=storage, events_isolation=storage.create_isolation(), cards=cards)


_OPEN = {"aiogram-memory": _in_memory, "aiogram-sqlite": _in_sqlite, "aiogram-redis": _in_redis}
