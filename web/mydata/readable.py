"""What is kept about a person as one file to read, print and keep: nothing in it is fetched from anywhere."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from starlette.responses import HTMLResponse

import look
from handlers.kept import SECTIONS
from locales import Day, Language, _, _n, language
from services.takeout import Taken
from web.mydata.names import FIELDS, TECHNICAL, WHY, value_of

TEMPLATES = Path(__file__).parent / "templates"
STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#111;background:#fff}"
    "main{max-inline-size:42rem;margin-inline:auto;padding:1.5rem}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-block:2rem 0}h2::first-letter{text-transform:uppercase}"
    ".why{color:#555;margin-block:.2rem 1rem}"
    "dl{margin:0 0 1rem;padding:.75rem 1rem;border:1px solid #ccc;border-radius:.5rem;break-inside:avoid}"
    "dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding-block:.15rem}"
    "dt{color:#555;flex:0 0 12rem}dd{margin:0;flex:1 1 14rem;overflow-wrap:anywhere;white-space:pre-line}"
)
_POLICY = (
    "default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of what is kept: its rows, each a name and a value a line, in words."""

    title: str
    why: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def readable(taken: Taken, headers: Mapping[str, str]) -> HTMLResponse:
    reader = language(taken["language"])
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return look.render(
        look.environment(reader, _, _n, TEMPLATES),
        "readable.html",
        headers={**headers, "content-security-policy": _POLICY.format(digest=digest)},
        style=STYLE,
        day=Day(date.fromisoformat(taken["at"][:10])),
        sections=list(_sections(taken["kept"], reader)),
    )


def _sections(kept: Mapping[str, Any], reader: Language) -> Iterator[Section]:
    """What is known by a name, in its order, then whatever else there is."""
    for name in [*(each for each in SECTIONS if each in kept), *(each for each in kept if each not in SECTIONS)]:
        rows = kept[name] if isinstance(kept[name], list) else [kept[name]]
        title = reader.say(SECTIONS[name]) if name in SECTIONS else name
        why = reader.say(WHY[name]) if name in WHY else ""
        yield Section(title, why, tuple(tuple(_lines(row, reader)) for row in rows))


def _lines(row: Mapping[str, Any], reader: Language) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name not in TECHNICAL:
            yield reader.say(FIELDS[name]) if name in FIELDS else name, reader.say(value_of(name, value))
