"""Gathers the messages of all rooms into the template of the catalogues."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from locales.calls import Call, calls_in

ROOMS = ("bot", "web", "channels", "handlers", "conversation", "services", "models", "world", "look", "locales")
ROW_LIMIT = 24
"""Letters in a row of a WhatsApp list, and so in a choice; a button holds 20."""
LABEL_CONTEXT = "choice"

_CODE = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2)}
# what {% trans %} turns into
_TEMPLATES = {**_CODE, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".jinja"}
_COMMENTS = ("TRANSLATORS:", "limit:")
_HEADER = """\
# Messages of Passerelle: every sentence the bot and its pages say.
# Made by `make messages`; docs/languages.md says how to translate."""


def gather(root: Path) -> Catalog:
    """The template: ids in order, without places in the code, so that it changes only when a sentence does."""
    template = Catalog(project="Passerelle", version="1", header_comment=_HEADER, fuzzy=False)
    for path in sources(root):
        for _line, message, comments, context in _extracted(path):
            template.add(message, auto_comments=sorted(set(comments)), context=context)
    for call in calls(root):
        _note_limit(template, call)
    return template


def calls(root: Path) -> Iterator[Call]:
    for path in sources(root):
        yield from calls_in(path, root)


def sources(root: Path) -> list[Path]:
    found = (path for room in ROOMS for path in (root / room).rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix == ".py" or _is_template(path))


def _is_template(path: Path) -> bool:
    return path.suffix in _TEMPLATE_SUFFIXES and "templates" in path.parts


def _extracted(path: Path) -> list[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    if path.suffix == ".py":
        return extract_from_file("python", path, _CODE, _COMMENTS)
    method, options = "jinja2.ext:babel_extract", {"trimmed": "true", "silent": "false"}
    return extract_from_file(method, path, _TEMPLATES, _COMMENTS, options)


def _note_limit(template: Catalog, call: Call) -> None:
    context, text = call.key
    is_label = call.is_label or context == LABEL_CONTEXT
    message = template.get(text, context) if is_label and text else None
    if message and not any(comment.startswith("limit:") for comment in message.auto_comments):
        message.auto_comments.append(f"limit: {ROW_LIMIT}")
