"""`passerelle doctor`: what is missing or wrong, in words."""

import asyncio

import typer

from bot.doctor import examine
from bot.settings import Settings


def doctor() -> None:
    """Say what is missing or wrong; exit 1 when something needs mending."""
    findings = asyncio.run(examine(Settings()))
    for finding in findings:
        print(f"{'✗' if finding.wrong else '✓'} {finding.words}")  # noqa: T201  (a command's answer)
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)
