"""What the bot says: one dialogue a file, one renderer for each kind of notice."""

from importlib import import_module

DIALOGUES = (
    "alerts",
    "announce",
    "canary",
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
    "search",
    "skills",
    "staffcode",
    "stop",
    "suspend",
    "vouch",
    "welcome",
    "withdraw",
)
"""The modules of dialogues; a new one is added here."""

for _name in DIALOGUES:
    import_module(f"handlers.{_name}")
