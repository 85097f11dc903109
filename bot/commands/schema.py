"""`passerelle migrate`: the schema to head."""

import migrations
from bot.settings import Settings


def migrate() -> None:
    """Bring the store to the newest schema; safe to run again, and from several machines at once."""
    settings = Settings()
    migrations.upgrade(settings.database_url)
    print("The store is at the newest schema.")  # noqa: T201  (a command's answer)
