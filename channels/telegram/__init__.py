"""Telegram, by the Bot API: aiogram as its client, and none of its dispatching."""

from channels.telegram.channel import Telegram
from channels.telegram.settings import TelegramSettings

__all__ = ["Telegram", "TelegramSettings"]
