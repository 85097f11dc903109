"""What the bot says: one dialogue a file, one renderer for each kind of notice."""

from importlib import import_module

DIALOGUES = (
    "alerts",
    "announce",
    "canary",
    "card",
    "device",
    "erase",
    "export",
    "freshness",
    "help",
    "invitation",
    "knock",
    "language",
    "mentor",
    "mentorship",
    "menu",
    "mydata",
    "number",
    "opportunities",
    "opportunity",
    "person",
    "phone",
    "queue",
    "referrals",
    "register",
    "risk",
    "saved_searches",
    "search",
    "skills",
    "staffcode",
    "stop",
    "suspend",
    "visibility",
    "vouch",
    "welcome",
    "who",
    "withdraw",
)
"""The modules of dialogues; a new one is added here."""

for _name in DIALOGUES:
    import_module(f"handlers.{_name}")
