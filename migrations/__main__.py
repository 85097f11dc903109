"""Drafts a migration from what the models say beyond the last one: python -m migrations "add mentor languages"."""

import sys
import tempfile
from datetime import UTC, datetime

from alembic import command

from migrations import HERE, changing, configuration, upgrade


def draft(message: str) -> None:
    """Write the draft to versions/, to be read and finished by hand; names are the day and the day's count."""
    day = datetime.now(UTC).strftime("%Y_%m_%d")
    number = len(list((HERE / "versions").glob(f"{day}_*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/empty.db"
        upgrade(url)
        with changing(url) as connection:
            command.revision(configuration(connection), message, autogenerate=True, rev_id=f"{day}_{number:04}")


if __name__ == "__main__":
    draft(sys.argv[1])
