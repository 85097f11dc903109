"""What the bot says: one dialogue a file, one renderer for each kind of notice."""

from importlib import import_module

DIALOGUES = (
    "card",
    "device",
    "help",
    "knock",
    "language",
    "menu",
    "mydata",
    "person",
    "phone",
    "register",
    "search",
    "stop",
    "welcome",
)
"""The modules of dialogues; a new one is added here."""

for _name in DIALOGUES:
    import_module(f"handlers.{_name}")
