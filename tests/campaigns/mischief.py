"""How vendors misbehave while people talk: by chance, from a seed."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from tests.fakes.telegram import trouble as telegram
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.trouble import Rule
from tests.fakes.telegram.trouble import Trouble as TelegramTrouble
from tests.fakes.whatsapp import trouble as whatsapp
from tests.fakes.whatsapp.trouble import Trouble as WhatsAppTrouble

T = TypeVar("T")
Drawn = Sequence[tuple[float, Callable[[Random], T]]]

_DISTURBED = frozenset({"sendMessage", "answerCallbackQuery", "editMessageReplyMarkup"})
_TELEGRAM: Drawn[TelegramTrouble] = (
    (0.008, lambda chance: telegram.too_many(chance.randint(1, 3))),
    (0.008, lambda _: telegram.failing()),
    (0.004, lambda _: telegram.page()),
    (0.010, lambda _: telegram.reset()),
    (0.012, lambda _: telegram.reset(accepted=True)),
    (0.012, lambda _: telegram.cut()),
    (0.001, lambda _: telegram.silence(accepted=True)),
)
_WHATSAPP: Drawn[WhatsAppTrouble] = (
    (0.008, lambda chance: whatsapp.refuse(130429, retry_after=chance.randint(1, 3))),
    (0.008, lambda _: whatsapp.refuse(131016)),
    (0.004, lambda _: whatsapp.page()),
    (0.004, lambda _: whatsapp.page(accepted=True)),
    (0.010, lambda _: whatsapp.reset()),
    (0.012, lambda _: whatsapp.reset(accepted=True)),
    (0.010, lambda _: whatsapp.cut()),
    (0.001, lambda _: whatsapp.silence(accepted=True)),
)


def on_telegram(chance: Random, shut: set[int]) -> Rule:
    """To the chats that are `shut` nothing goes: their people blocked the bot."""

    def rule(method: str, parameters: Json) -> TelegramTrouble | None:
        if method not in _DISTURBED:
            return None
        if method == "sendMessage" and parameters["chat_id"] in shut:
            return telegram.blocked()
        return _draw(_TELEGRAM, chance)

    return rule


def on_whatsapp(chance: Random, shut: set[str]) -> Callable[[str], WhatsAppTrouble | None]:
    """To those who are `shut` a message is taken, and reported as failed later."""

    def rule(recipient: str) -> WhatsAppTrouble | None:
        return whatsapp.fail(131026) if recipient in shut else _draw(_WHATSAPP, chance)

    return rule


def _draw(table: Drawn[T], chance: Random) -> T | None:
    at = chance.random()
    for share, make in table:
        if at < share:
            return make(chance)
        at -= share
    return None
