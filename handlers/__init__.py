"""What the bot says: one dialogue a file, one renderer for each kind of notice."""

from importlib import import_module

DIALOGUES = (
    "alerts",
    "announce",
    "card",
    "device",
    "help",
    "knock",
    "language",
    "mentor",
    "mentorship",
    "menu",
    "mydata",
    "opportunities",
    "opportunity",
    "person",
    "phone",
    "queue",
    "referrals",
    "register",
    "risk",
    "search",
    "skills",
    "staffcode",
    "stop",
    "suspend",
    "visibility",
    "welcome",
    "withdraw",
)
"""The modules of dialogues; a new one is added here."""

for _name in DIALOGUES:
    import_module(f"handlers.{_name}")
