"""The command line: `passerelle`, also `python -m bot`."""

import sys

import typer

from bot.commands import ask, chat, community, files, pages, people, schema, serve
from bot.logs import start_logging
from bot.opening import NotReady
from models.trouble import StoreTrouble

app = typer.Typer(
    name="passerelle",
    help="Passerelle joins a diaspora to its country of origin.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

app.command("serve")(serve.serve)
app.command("chat")(chat.chat)
app.command("migrate")(schema.migrate)
app.command("doctor")(ask.doctor)
app.command("health")(ask.health)
app.command("backup")(files.backup)
app.command("restore")(files.restore)
app.command("demo")(community.demo)
app.add_typer(people.app, name="staff")
app.add_typer(files.imports, name="import")
app.add_typer(pages.app, name="pages")


def main() -> None:
    """Run a command; what an operator can mend is said in words, without a traceback, with exit 1."""
    start_logging()
    try:
        app()
    except (NotReady, StoreTrouble) as trouble:
        sys.stderr.write(f"{trouble}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
