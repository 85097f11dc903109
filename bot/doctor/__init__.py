"""The doctor: what is missing or wrong with a service, in words, with what to do about it."""

from bot.doctor import machine, rows, wires
from bot.settings import Settings
from channels.finding import Finding


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything the settings name, and change nothing."""
    return [*machine.examine(settings), *await wires.examine(settings), *await rows.examine(settings)]
