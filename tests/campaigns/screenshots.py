"""`make screenshots`: the pictures in docs/images/, taken anew from an invented community."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.visitor import Visitor, sit_down

PICTURES = Path("docs/images")
PORT = "8917"
BASE = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        _page(browser, "home", "/en", "en", width=1100)
        _page(browser, "country", "/fr/countries/bj", "fr", width=1100)
        _take(_chat(browser, "fr", "BJ", ["1", "1", "Awa Dossou", "villeurbane"]), "chat-french")
        _take(_chat(browser, "ar", "EG", ["1", "1", "منى سعيد", "باريس"]), "chat-arabic")
        found = ["1", "1", "Ebrima Jallow", "London", "teacher", "4", "1", "nurse from gambia in london"]
        _take(_chat(browser, "en", "GM", found, color_scheme="dark"), "chat-dark")
        browser.close()


def _page(browser: Browser, name: str, path: str, language: str, **look: Any) -> None:
    visitor = sit_down(browser, BASE, language=language, **look)
    visitor.open(path)
    _take(visitor, name)


def _chat(browser: Browser, language: str, country: str, said: list[str], **look: Any) -> Visitor:
    visitor = sit_down(browser, BASE, language=language, reduced_motion="reduce", **look)
    visitor.open(f"/chat?lang={language}&country={country}")
    expect(visitor.last).to_be_visible()
    for line in said:
        visitor.choose(int(line)) if line.isdecimal() else visitor.say(line)
    return visitor


def _take(visitor: Visitor, name: str) -> None:
    file = PICTURES / f"{name}.png"
    visitor.page.screenshot(path=file)
    print(f"{file}: {file.stat().st_size // 1024} kB")


@contextmanager
def _demo() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/demo.db",
            "PORT": PORT,
            "PUBLIC_URL": BASE,
        }
        command = [sys.executable, "-m", "bot"]
        subprocess.run([*command, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen([*command, "serve"], env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait()
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _wait() -> None:
    for _attempt in range(300):
        try:
            with urlopen(f"{BASE}/readyz", timeout=2):  # noqa: S310  (our own service)
                return
        except OSError:
            time.sleep(0.1)
    msg = "the demo did not start"
    raise RuntimeError(msg)


if __name__ == "__main__":
    main()
