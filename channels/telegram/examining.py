"""Looking at the bot as Telegram has it, for whoever runs it; nothing is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.methods import GetMe, GetMyCommands, GetWebhookInfo, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BotCommandScopeAllPrivateChats

from channels.channel import NotNow, Shut
from channels.cleaning import clean
from channels.finding import Finding, fine, wrong
from channels.telegram.entrance import address
from channels.telegram.errors import trouble
from channels.telegram.incoming import ALLOWED_UPDATES
from channels.telegram.routes import PATH
from channels.telegram.settings import TelegramSettings
from channels.wire import Introduction

LOOKING_SECONDS = 5
MANY_WAITING = 100
LATELY = timedelta(hours=1)
PORTS = frozenset({443, 80, 88, 8443})
"""That Telegram brings updates to: https://core.telegram.org/bots/api#setwebhook"""
_LONGEST_ERROR = 120

_REASONS = (
    ("401", "the secret is another one: start passerelle serve again, every process with one TELEGRAM_WEBHOOK_SECRET"),
    ("404", f"nothing is there: let the proxy hand {PATH} on to passerelle serve"),
    ("403", f"something before the service refuses: let the proxy hand {PATH} on as it is"),
    ("50", "the proxy finds no service behind it, or the store is away: is passerelle serve running?"),
    ("certificate", "the certificate is not trusted: serve the whole chain, for the name in PUBLIC_URL"),
    ("ssl", "the certificate is not trusted: serve the whole chain, for the name in PUBLIC_URL"),
    ("resolve", "the name in PUBLIC_URL is not known: look at its DNS entry"),
    ("refused", "nothing listens there: is the proxy running?"),
    ("timed out", "nobody answers there: does a firewall keep Telegram out?"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What Telegram says of the bot: its name, its webhook, and its commands in each language."""

    username: str
    url: str
    kinds: frozenset[str]
    waiting: int
    commands: Mapping[str, tuple[tuple[str, str], ...]]
    error: str = ""
    error_at: datetime | None = None


async def look(bot: Bot, languages: Iterable[str]) -> Look:
    """Raises the trouble of a call that did not succeed."""
    me = await _ask(bot, GetMe())
    webhook = await _ask(bot, GetWebhookInfo())
    scope = BotCommandScopeAllPrivateChats()
    lists = {code: await _ask(bot, GetMyCommands(scope=scope, language_code=code)) for code in languages}
    return Look(
        username=me.username or "",
        url=webhook.url,
        kinds=frozenset(webhook.allowed_updates or ()),
        waiting=webhook.pending_update_count,
        commands={code: tuple((each.command, each.description) for each in found) for code, found in lists.items()},
        error=clean(webhook.last_error_message or "")[:_LONGEST_ERROR],
        error_at=webhook.last_error_date,
    )


async def examine(
    bot: Bot, settings: TelegramSettings, public_url: str, introductions: Sequence[Introduction]
) -> list[Finding]:
    try:
        found = await look(bot, spoken(introductions))
    except Exception as met:  # noqa: BLE001  (whatever kept it from being looked at is what was found)
        return [wrong(_unseen(met, settings))]
    return [*_findings(found, settings, public_url, introductions)]


def spoken(introductions: Sequence[Introduction]) -> list[str]:
    """The languages that Telegram knows: it has none but two-letter codes."""
    return [each.language for each in introductions if len(each.language) == 2]


async def _ask(bot: Bot, method: TelegramMethod[TelegramType]) -> TelegramType:
    try:
        return await bot(method, request_timeout=LOOKING_SECONDS)
    except Exception as reason:  # noqa: BLE001  (sorted by the table; the texts of aiogram hold the answer)
        raise trouble(reason) from None


def _unseen(met: Exception, settings: TelegramSettings) -> str:
    if isinstance(met, Shut):
        return f"Telegram does not know the token ({met}). @BotFather shows it under /mybots: set TELEGRAM_BOT_TOKEN"
    if isinstance(met, NotNow) and met.account:
        return f"Telegram wants to be left alone for {met.seconds:g} s. Ask again then"
    where = urlsplit(settings.api_base).netloc if settings.api_base else "api.telegram.org"
    return f"Telegram does not answer at {where} ({met}). Is there a network, and does a firewall let us out?"


def _findings(
    found: Look, settings: TelegramSettings, public_url: str, introductions: Sequence[Introduction]
) -> Iterator[Finding]:
    yield fine(f"Telegram knows the bot: {address(found.username)}")
    if settings.webhook_secret:
        yield from _webhook(found, settings, public_url.rstrip("/") + PATH)
    else:
        yield _polling(found)
    yield from _commands(found, introductions)


def _polling(found: Look) -> Finding:
    if not found.url:
        return fine(f"Telegram is asked for updates; {found.waiting} wait there")
    return wrong(
        f"A webhook is set at {_host(found.url)}, so updates cannot be asked for. passerelle serve takes it away when "
        "it starts; if it comes back, another program has this token: /revoke it at @BotFather"
    )


def _webhook(found: Look, settings: TelegramSettings, ours: str) -> Iterator[Finding]:
    yield from check_address(settings, ours)
    if not found.url:
        yield wrong("No webhook is set at Telegram: passerelle serve sets it when it starts, and its log says why not")
    elif found.url != ours:
        # only its host: an address may hold somebody's secret
        yield wrong(
            f"Telegram brings updates to {_host(found.url)}, not to {ours}: start passerelle serve. If that does not "
            "last, another program has this token: /revoke it at @BotFather"
        )
    elif found.kinds != frozenset(ALLOWED_UPDATES):
        yield wrong("Telegram brings other kinds of updates than we read: start passerelle serve, which says which")
    else:
        yield fine(f"Telegram brings updates to {ours}")
    yield from _deliveries(found, settings.clock())


def check_address(settings: TelegramSettings, ours: str) -> Iterator[Finding]:
    """A Bot API server of one's own may bring updates anywhere."""
    if settings.api_base:
        return
    parts = urlsplit(ours)
    if parts.scheme != "https":
        yield wrong(
            "Telegram brings updates only to https: give PUBLIC_URL one, or unset TELEGRAM_WEBHOOK_SECRET and updates "
            "are asked for"
        )
    elif (parts.port or 443) not in PORTS:
        yield wrong("Telegram brings updates only to the ports 443, 80, 88 and 8443: PUBLIC_URL names another")


def _deliveries(found: Look, now: datetime) -> Iterator[Finding]:
    many = " It brings them by and by; if their number grows, look at the log" if found.waiting > MANY_WAITING else ""
    yield Finding(wrong=bool(many), words=f"{found.waiting} updates wait at Telegram.{many}".removesuffix("."))
    if found.error_at is None:
        return
    lately = now - found.error_at < LATELY
    what_to_do = next((reason for sign, reason in _REASONS if sign in found.error.lower()), "see the log of the proxy")
    told = f"Telegram last failed to bring an update at {found.error_at:%Y-%m-%d %H:%M} UTC ({found.error})"
    yield wrong(f"{told}: {what_to_do}") if lately else fine(told)


def _commands(found: Look, introductions: Sequence[Introduction]) -> Iterator[Finding]:
    languages = spoken(introductions)
    wanted = {each.language: each.commands for each in introductions}
    other = [code for code in languages if found.commands[code] != wanted[code]]
    if other:
        yield wrong(
            f"The commands at Telegram are not those of this version in: {', '.join(other)}. passerelle serve sets "
            "them when it starts, and its log says why not"
        )
    elif languages:
        yield fine(f"Telegram shows the commands in: {', '.join(languages)}")


def _host(url: str) -> str:
    return urlsplit(url).hostname or "an address we cannot read"
