"""The machine: its Python, its disk, and how it is reached."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from bot.settings import Settings
from channels.finding import Finding, fine, wrong

_LITTLE_SPACE = 500 * 1024 * 1024


def examine(settings: Settings) -> Iterator[Finding]:
    yield fine(f"Python {sys.version.split()[0]}")
    yield from _disk(settings)
    yield from _address(settings)


def _disk(settings: Settings) -> Iterator[Finding]:
    if not settings.embedded:
        return
    folder = Path(make_url(settings.database_url).database or ".").resolve().parent
    standing = next(each for each in (folder, *folder.parents) if each.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK):
        yield wrong(f"{standing} is no folder that I may write to, and the store is kept there")
    free = shutil.disk_usage(standing).free
    yield Finding(wrong=free < _LITTLE_SPACE, words=f"{free // 1024**2} MiB free beside the store")


def _address(settings: Settings) -> Iterator[Finding]:
    yield fine(f"Web chat and pages under {settings.public_url}")
    local = "127.0.0.1" in settings.public_url or "localhost" in settings.public_url
    if not local and not settings.public_url.startswith("https:"):
        yield wrong("PUBLIC_URL is not https: conversations could be read on the way")
    if settings.metrics_token is None:
        yield fine("/metrics is off (METRICS_TOKEN is not set)")
