"""`passerelle backup` and `restore`: copies of the store."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import restoring
from bot.settings import Settings
from models import backup as copies


def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not exist yet.")]) -> None:
    """Copy the store while it runs. The key is not in the copy: keep it apart, for without it nothing opens."""
    copies.backup(Settings().database_url, file)
    print(f"{file} is written. It does not hold the secret key: keep that too, elsewhere.")  # noqa: T201  (an answer)


def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` made.")]) -> None:
    """Put a copy in the store's place; what was written after it is gone, and who was erased after it stays erased.

    Stop the service first.
    """
    erased = asyncio.run(restoring.restore(Settings(), file))
    print("Restored. The store opens with the secret key it was made with.")  # noqa: T201  (a command's answer)
    if erased:
        print(f"{erased} of its people were erased since, and are erased again.")  # noqa: T201  (a command's answer)
