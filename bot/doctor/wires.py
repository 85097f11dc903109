"""The wires: which are on, which are set up by halves, and what their vendors say."""

from collections.abc import Iterator

from bot.doctor.second_opinion import second_opinion
from bot.introducing import introductions
from bot.settings import Settings
from bot.trouble import NotReady
from bot.wires import WHATSAPP_NEEDS, WIRES
from channels.channel import Wire
from channels.finding import Finding, fine, wrong
from channels.telegram import Telegram
from models.clock import utc_now


async def examine(settings: Settings) -> list[Finding]:
    found = [*_stray(settings)]
    for make in WIRES:
        try:
            wire = make(settings, utc_now)
        except NotReady as reason:
            found.append(wrong(str(reason)))
            continue
        if wire is not None:
            found += await _look_at(wire, settings)
    return found


async def _look_at(wire: Wire, settings: Settings) -> list[Finding]:
    told = introductions()
    try:
        found = [*await wire.examine(settings.public_url, told)]
        token = settings.telegram_bot_token
        if isinstance(wire, Telegram) and token:
            found.append(await second_opinion(wire, token.get_secret_value(), settings.telegram_api_base, told))
        return found
    finally:
        await wire.close()


def _stray(settings: Settings) -> Iterator[Finding]:
    """What is off, and what is set for nothing."""
    if settings.telegram_bot_token is None:
        stray = [name for name in ("telegram_api_base", "telegram_webhook_secret") if getattr(settings, name)]
        yield _off("Telegram", "TELEGRAM_BOT_TOKEN", stray)
    if all(getattr(settings, name) is None for name in WHATSAPP_NEEDS):
        yield _off("WhatsApp", "WHATSAPP_ACCESS_TOKEN", ["whatsapp_templates"] if settings.whatsapp_templates else [])


def _off(channel: str, needs: str, stray: list[str]) -> Finding:
    if not stray:
        return fine(f"{channel} is off ({needs} is not set)")
    return wrong(f"{channel} is off: {', '.join(map(str.upper, stray))} is set, but {needs} is not")
