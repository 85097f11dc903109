"""`passerelle chat`: the bot in a terminal."""

import asyncio
import getpass
import os
import sys
from typing import Annotated

import typer

from bot.opening import is_demo, open_store
from bot.settings import Settings
from bot.talking import ReadLine, standard_input, talk
from bot.trouble import NotReady
from locales import LANGUAGES, guess
from world.phones import read_numbers

_OTHER_CHANNELS = ("TELEGRAM_BOT_TOKEN", "WHATSAPP_ACCESS_TOKEN")


def chat(
    name: Annotated[str, typer.Option("--as", help="The name of the address: the same name is the same person.")] = "",
    phone: Annotated[str, typer.Option(help="A phone number this person is taken to have proved, like +229…")] = "",
    lang: Annotated[str, typer.Option(help="The language to begin in: en, fr or ar.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,  # noqa: FBT002
) -> None:
    """Talk to the bot here, alone or beside a running service."""
    number = _number(phone)
    if lang and lang not in LANGUAGES:
        msg = f"There is no language {lang} here. There are: {', '.join(LANGUAGES)}."
        raise NotReady(msg)
    asyncio.run(_chat(name or getpass.getuser(), number, lang or None, as_json=as_json))


def _number(phone: str) -> str | None:
    if not phone:
        return None
    if any(os.environ.get(name) for name in _OTHER_CHANNELS):
        msg = "--phone is refused where Telegram or WhatsApp is on: there, people prove their own numbers."
        raise NotReady(msg)
    found = read_numbers(phone, None)
    if len(found) != 1:
        msg = "That is no phone number I can read; write it with its country code, like +229 01 97 12 34 56."
        raise NotReady(msg)
    return found[0]


async def _chat(name: str, number: str | None, language: str | None, *, as_json: bool) -> None:
    store = await open_store(Settings())
    try:
        demo = await store.read(is_demo)
        read_line = _prompted(standard_input()) if sys.stdin.isatty() else standard_input()
        hint = guess(os.environ.get("LANG", ""))
        spoken = {"language": language, "hint": hint}
        await talk(store, name, read_line, _write, phone=number, **spoken, as_json=as_json, demo=demo)
    finally:
        await store.close()


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _prompted(read_line: ReadLine) -> ReadLine:
    async def read() -> str | None:
        _write("> ")
        return await read_line()

    return read
