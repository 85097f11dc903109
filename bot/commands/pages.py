"""`passerelle pages export`: the country pages as a static site."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.opening import is_demo, open_store
from bot.public import public_site
from bot.service import Service
from bot.settings import Settings
from web.pages import export

app = typer.Typer(help="The public pages as files.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """The public pages as files."""


@app.command("export")
def export_pages(directory: Annotated[Path, typer.Argument(help="Where the site goes.")]) -> None:
    """Write every page as it is served, byte for byte."""
    written = asyncio.run(_export(directory))
    print(f"{len(written)} files in {directory}.")  # noqa: T201  (a command's answer)


async def _export(directory: Path) -> list[Path]:
    settings = Settings()
    store = await open_store(settings)
    try:
        service = Service(store)
        app = public_site(settings, service, demo=await store.read(is_demo))
        return await export(app, directory)
    finally:
        await store.close()
