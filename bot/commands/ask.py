"""`passerelle doctor`: what is missing or wrong, in words."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from sqlalchemy import make_url
from sqlalchemy.orm import Session

import migrations
from bot.opening import secret_of
from bot.settings import Settings
from bot.site import count_waiting
from bot.trouble import in_words
from models import store as stores
from services import staff

_LITTLE_SPACE = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `wrong` needs somebody."""

    wrong: bool
    words: str


def doctor() -> None:
    """Say what is missing or wrong; exit 1 when something needs mending."""
    findings = list(asyncio.run(_examine(Settings())))
    for finding in findings:
        print(f"{'✗' if finding.wrong else '✓'} {finding.words}")  # noqa: T201  (a command's answer)
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)


async def _examine(settings: Settings) -> list[Finding]:
    return [*_python(), *_disk(settings), *_channels(settings), *await _store(settings)]


def _python() -> Iterator[Finding]:
    yield Finding(wrong=False, words=f"Python {sys.version.split()[0]}")


def _disk(settings: Settings) -> Iterator[Finding]:
    if not settings.embedded:
        return
    folder = Path(make_url(settings.database_url).database or ".").resolve().parent
    standing = next(each for each in (folder, *folder.parents) if each.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        yield Finding(wrong=True, words=f"{standing} is no folder that I may write to, and the store is kept there")
    free = shutil.disk_usage(standing).free
    yield Finding(wrong=free < _LITTLE_SPACE, words=f"{free // 1024**2} MiB free beside the store")


def _channels(settings: Settings) -> Iterator[Finding]:
    yield Finding(wrong=False, words=f"Web chat and pages under {settings.public_url}")
    local = "127.0.0.1" in settings.public_url or "localhost" in settings.public_url
    if not local and not settings.public_url.startswith("https:"):
        yield Finding(wrong=True, words="PUBLIC_URL is not https: conversations could be read on the way")
    if settings.metrics_token is None:
        yield Finding(wrong=False, words="/metrics is off (METRICS_TOKEN is not set)")


async def _store(settings: Settings) -> list[Finding]:
    try:
        if not migrations.is_current(settings.database_url):
            return [Finding(wrong=True, words="The store is not at the newest schema. Run: passerelle migrate")]
        store = await stores.open_store(settings.database_url, secret_of(settings))
    except Exception as fault:
        words = in_words(fault)
        if words is None:
            raise
        return [Finding(wrong=True, words=words)]
    try:
        return await store.read(_rows)
    finally:
        await store.close()


def _rows(session: Session) -> list[Finding]:
    waiting = count_waiting(session)
    team = len(staff.list_staff(session))
    aside = waiting.pop("set aside")
    return [
        Finding(wrong=False, words="The store is at the newest schema and opens with its key"),
        Finding(wrong=False, words=", ".join(f"{number} {what} waiting" for what, number in waiting.items())),
        Finding(wrong=aside > 0, words=f"{aside} messages set aside because they could not be digested"),
        Finding(wrong=team == 0, words=f"{team} people on the team" + ("" if team else ": passerelle staff add NAME")),
    ]
