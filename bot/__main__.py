"""The command line: `passerelle`, also `python -m bot`."""

import sys
from importlib import import_module

import typer

from bot.logs import start_logging
from bot.trouble import in_words

COMMANDS = {
    "serve": "bot.commands.serve:serve",
    "chat": "bot.commands.chat:chat",
    "migrate": "bot.commands.schema:migrate",
    "doctor": "bot.commands.ask:doctor",
    "backup": "bot.commands.files:backup",
    "restore": "bot.commands.files:restore",
    "import": "bot.commands.imports:app",
    "demo": "bot.commands.community:demo",
    "staff": "bot.commands.people:app",
    "pages": "bot.commands.pages:app",
}


def command_line(asked: str | None) -> typer.Typer:
    """The commands, or only the one asked for: the others' imports take longer than most of them run."""
    app = typer.Typer(
        name="passerelle",
        help="Passerelle joins a diaspora to its country of origin.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_about)
    for name, where in COMMANDS.items():
        if asked in COMMANDS and name != asked:
            continue
        module, _colon, attribute = where.partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _about() -> None:
    """Passerelle joins a diaspora to its country of origin."""


def main() -> None:
    """Run a command; what an operator can mend is said in words, without a traceback, with exit 1."""
    start_logging()
    try:
        command_line(sys.argv[1] if len(sys.argv) > 1 else None)()
    except Exception as fault:
        words = in_words(fault)
        if words is None:
            raise
        sys.stderr.write(f"{words}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
