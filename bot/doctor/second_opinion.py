"""What another library sees of the bot at Telegram. It comes with `passerelle[doctor]`; the service never needs it."""

from collections.abc import Sequence

from channels.finding import Finding, fine, wrong
from channels.telegram import Telegram
from channels.telegram.examining import LOOKING_SECONDS, Look, spoken
from channels.wire import Introduction

JUDGE = "python-telegram-bot"


async def second_opinion(
    wire: Telegram, token: str, api_base: str | None, introductions: Sequence[Introduction]
) -> Finding:
    """Whether both see the same name, webhook, kinds of updates and commands; where not, one of them is mistaken."""
    try:
        import telegram  # noqa: F401, PLC0415  (an optional extra, under a licence of its own)
    except ImportError:
        return fine(f"For a second opinion on Telegram, by {JUDGE}: pip install 'passerelle[doctor]'")
    languages = spoken(introductions)
    ours, theirs = await _ours(wire, languages), await _theirs(token, api_base, languages)
    if isinstance(ours, str) and isinstance(theirs, str):
        return wrong(f"{JUDGE} sees nothing at Telegram either ({theirs})")
    if isinstance(ours, str) or isinstance(theirs, str):
        blind, why = ("our own client", ours) if isinstance(ours, str) else (JUDGE, theirs)
        return wrong(
            f"Of {JUDGE} and our own client one sees nothing at Telegram: {blind} ({why}). Ask again in a minute"
        )
    return _compared(ours, theirs)


def _compared(ours: Look, theirs: Look) -> Finding:
    """What waits may change between two looks; the rest may not."""
    same = {"username": "the name", "url": "the webhook", "kinds": "the kinds of updates", "commands": "the commands"}
    other = [words for name, words in same.items() if getattr(ours, name) != getattr(theirs, name)]
    if not other:
        return fine(f"{JUDGE} sees the same bot, webhook and commands")
    return wrong(f"{JUDGE} sees {', '.join(other)} otherwise than our own client. Ask again, then tell the maintainers")


async def _ours(wire: Telegram, languages: Sequence[str]) -> Look | str:
    try:
        return await wire.look(languages)
    except Exception as reason:  # noqa: BLE001  (whatever it is: nothing was seen)
        return str(reason)


async def _theirs(token: str, api_base: str | None, languages: Sequence[str]) -> Look | str:
    """A look, or the name of what kept it from one: the texts of errors may hold the token."""
    from telegram import Bot, BotCommandScopeAllPrivateChats  # noqa: PLC0415
    from telegram.error import TelegramError  # noqa: PLC0415
    from telegram.request import HTTPXRequest  # noqa: PLC0415

    patience = HTTPXRequest(connect_timeout=LOOKING_SECONDS, read_timeout=LOOKING_SECONDS)
    base = f"{api_base or 'https://api.telegram.org'}/bot"
    scope = BotCommandScopeAllPrivateChats()
    try:
        async with Bot(token, base_url=base, request=patience) as bot:
            webhook = await bot.get_webhook_info()
            lists = {code: await bot.get_my_commands(scope=scope, language_code=code) for code in languages}
            return Look(
                username=bot.username,
                url=webhook.url,
                kinds=frozenset(webhook.allowed_updates or ()),
                waiting=webhook.pending_update_count,
                commands={code: tuple((each.command, each.description) for each in got) for code, got in lists.items()},
            )
    except TelegramError as reason:
        return type(reason).__name__
