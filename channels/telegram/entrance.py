"""The address of the bot, as a link begins that opens it. See https://core.telegram.org/bots/features#deep-linking."""

from aiogram import Bot
from aiogram.methods import GetMe

ASKING_SECONDS = 5


def address(username: str) -> str:
    """Where people find the bot of this name."""
    return f"https://t.me/{username}"


async def entrance(bot: Bot) -> str:
    """What stands before the parameter of a start link; nothing where Telegram does not tell the bot's name."""
    try:
        me = await bot(GetMe(), request_timeout=ASKING_SECONDS)
    except Exception:  # noqa: BLE001  (whatever it is, `doctor` tells; the texts of aiogram hold the answer)
        return ""
    return f"{address(me.username)}?start=" if me.username else ""
