"""How the bot presents itself at the vendors', in every language, from what its help says."""

from channels.wire import Introduction


def introductions() -> list[Introduction]:
    return []
