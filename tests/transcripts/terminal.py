"""Conversations in the terminal: in the real program, or in this process where only their outcome is wanted."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.talking import talk
from tests.engines import warm_store
from tests.processes import ROOT, SECRET, environment

NEWCOMER = ("1",)
"""What is said to the first screen."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Terminals beside each other on one store."""

    url: str

    def chat(self, name: str, *lines: str, **options: str) -> list[dict[str, Any]]:
        """`printf '…' | passerelle chat --as NAME --json`: the screens it prints, and it ends well."""
        more = [part for option, value in options.items() for part in (f"--{option}", value)]
        ended = self._run("chat", "--as", name, "--lang", "en", "--json", *more, said=lines)
        return [json.loads(line) for line in ended.stdout.splitlines()]

    def command(self, *command: str) -> str:
        return self._run(*command).stdout

    async def prepare(self, name: str, *lines: str) -> None:
        """The same without a process of its own."""
        said = iter(lines)

        async def read_line() -> str | None:
            return next(said, None)

        store = warm_store(self.url, SECRET)
        try:
            await talk(store, name, read_line, lambda _text: None, language="en", as_json=True)
        finally:
            await store.close()

    def _run(self, *command: str, said: Iterable[str] = ()) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *command],
            cwd=ROOT,
            env=environment(self.url),
            input="".join(f"{line}\n" for line in said),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended
