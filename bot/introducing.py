"""How the bot presents itself at the vendors', in every language, from what its help says."""

from channels.wire import Introduction
from handlers.commands import introduction
from locales import LANGUAGES


def introductions() -> list[Introduction]:
    """One for each shipped language."""
    return [Introduction(*introduction(code)) for code in LANGUAGES]
