"""Telling Telegram, at start, where updates go and what the bot says of itself in each language."""

from collections.abc import AsyncIterator, Sequence

from aiogram import Bot
from aiogram.methods import (
    DeleteWebhook,
    GetChatMenuButton,
    GetMyCommands,
    GetMyDescription,
    GetMyShortDescription,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

from channels.channel import NotNow, Shut
from channels.telegram.errors import Unsure, trouble
from channels.telegram.incoming import ALLOWED_UPDATES
from channels.telegram.routes import PATH
from channels.telegram.settings import TelegramSettings
from channels.wire import Introduction
from locales.language import SOURCE

MAX_CONNECTIONS = 40
"""Updates that Telegram posts at once: its own default, of at most 100."""
AGAIN_SECONDS = 10.0
_PRIVATE = BotCommandScopeAllPrivateChats()


async def prepare(bot: Bot, settings: TelegramSettings, introductions: Sequence[Introduction]) -> None:
    """Sets what differs from what is set: Telegram lets descriptions be set only now and then.

    Raises NotNow or Shut; it can be called again at any time.
    """
    await _call(bot, _wire(settings))
    if type(await _call(bot, GetChatMenuButton())) is not MenuButtonCommands:
        await _call(bot, SetChatMenuButton(menu_button=MenuButtonCommands()))
    for code, introduction in _by_code(introductions):
        async for call in _outdated(bot, code, introduction):
            await _call(bot, call)


def _wire(settings: TelegramSettings) -> TelegramMethod[bool]:
    """What waited while the service was down is never dropped."""
    if not settings.webhook_secret:
        return DeleteWebhook(drop_pending_updates=False)
    return SetWebhook(
        url=settings.public_url.rstrip("/") + PATH,
        secret_token=settings.webhook_secret,
        allowed_updates=list(ALLOWED_UPDATES),
        max_connections=MAX_CONNECTIONS,
        drop_pending_updates=False,
    )


def _by_code(introductions: Sequence[Introduction]) -> list[tuple[str | None, Introduction]]:
    """Under the two-letter codes that Telegram knows, and for everyone else in the language of the source."""
    known = [(each.language, each) for each in introductions if len(each.language) == 2]
    return [*known, *((None, each) for each in introductions if each.language == SOURCE)]


async def _outdated(bot: Bot, code: str | None, wanted: Introduction) -> AsyncIterator[TelegramMethod[bool]]:
    known = await _call(bot, GetMyCommands(scope=_PRIVATE, language_code=code))
    # by their texts: to aiogram two commands differ when they came by different ways
    if tuple((each.command, each.description) for each in known) != wanted.commands:
        commands = [BotCommand(command=name, description=does) for name, does in wanted.commands]
        yield SetMyCommands(commands=commands, scope=_PRIVATE, language_code=code)
    about = await _call(bot, GetMyDescription(language_code=code))
    if about.description != wanted.about:
        yield SetMyDescription(description=wanted.about, language_code=code)
    short = await _call(bot, GetMyShortDescription(language_code=code))
    if short.short_description != wanted.short:
        yield SetMyShortDescription(short_description=wanted.short, language_code=code)


async def _call(bot: Bot, method: TelegramMethod[TelegramType]) -> TelegramType:
    try:
        return await bot(method)
    except Exception as reason:  # noqa: BLE001  (sorted below)
        met = trouble(reason)
    if isinstance(met, NotNow | Shut):
        raise met
    if isinstance(met, Unsure):
        raise NotNow(AGAIN_SECONDS, why=f"{method.__api_method__} {met}")
    # what Telegram will never take is for an operator to mend: a PUBLIC_URL that is no https, a text too long
    raise Shut(f"{method.__api_method__} {met}")
