"""Finds queries about people's data where none belongs: `python -m tests.people_queries`, part of `make lint`.

What one person sees of another is decided in `services/directory.py`. So nothing outside `services/` names the tables
below, and inside only the modules listed here do, each for its reason.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
ELSEWHERE: Final = ("migrations", "models", "benchmarks", "tests", "deploy", "docs")
"""Rooms that answer nobody: they make the tables, or fill and measure invented ones."""

TABLES: Final[Mapping[str, str]] = {
    "Member": "member",
    "MemberOrigin": "member_origin",
    "CardIndex": "card_index",
    "ProvedNumber": "proved_number",
    "Knock": "knock",
    "Block": "block",
    "Report": "report",
    "Sighting": "sighting",
    "Mentor": "mentor",
    "Mentorship": "mentorship",
}
"""The models of people's data, and their tables."""

CARDS: Final = frozenset({"Member", "MemberOrigin"})
ALLOWED: Final[Mapping[str, tuple[Set[str], str]]] = {
    "directory": (TABLES.keys() - {"CardIndex", "ProvedNumber", "Report"}, "the rule itself"),
    "members": (CARDS, "one's own card"),
    "terms": (CARDS | {"CardIndex"}, "writes what one's own card is found by"),
    "proposals": (frozenset({"CardIndex", "Mentor"}), "proposes ids; directory.facts decides"),
    "reindexing": (frozenset({"Member"}), "writes the index anew"),
    "newcomers": (CARDS | {"Mentor"}, "wakes saved searches, unread; searching decides what they find"),
    "saved_searches": (frozenset({"Member"}), "the night in one's own town"),
    "holders": (frozenset({"ProvedNumber"}), "whose a number is, for what is brought to them alone"),
    "risks": (CARDS, "whose own choice is wider than a default, to tell them alone"),
    "segments": (CARDS, "counts whom an announcement reaches"),
    "queue": (CARDS | {"Knock", "Report"}, "moderators, in their care: names of a report, audited"),
    "suspensions": (frozenset({"Member"}), "moderators, in their care, audited"),
    "mentoring": (frozenset({"Member", "Mentor", "Mentorship"}), "the two of a mentorship know each other's names"),
    "matching": (frozenset({"Block", "Mentor", "Mentorship"}), "proposes mentors; directory.comparable says what of"),
    "alerts": (frozenset({"MemberOrigin"}), "one's own roots"),
    "requests": (frozenset({"MemberOrigin"}), "one's own roots, to find the team for them"),
    "demo": (frozenset({"Knock", "Member", "Mentorship"}), "invented people"),
    "knocks": (frozenset({"Block", "Knock", "Report"}), "between the two it concerns"),
    "phones": (frozenset({"Knock", "ProvedNumber"}), "one's own numbers, and the blind search"),
    "limits": (frozenset({"Knock", "Member", "Sighting"}), "counts what oneself did, and since when one has a card"),
    "looks": (frozenset({"MemberOrigin", "Sighting"}), "counts who saw one's own card, never by whom"),
    "verified": (frozenset({"Member", "ProvedNumber"}), "what is verified of somebody, for those they knock at"),
    "canaries": (CARDS | {"Sighting"}, "invented people; of who met one, how many cards they saw"),
    "ageing": (frozenset({"Member"}), "how old the answers of a card are, to tell its owner alone"),
    "freshness": (frozenset({"Member"}), "the days of a card that it is handed"),
    "daytime": (frozenset({"Member"}), "the hour in one's own town"),
    "erasures": (frozenset({"Member"}), "whether one has a card to come back to"),
    "traces": (
        CARDS - {"MemberOrigin"} | {"Knock", "Mentorship", "ProvedNumber", "Sighting"},
        "takes back what others were to be told of who leaves",
    ),
    "privacy": (frozenset({"Block", "Knock", "Report", "Sighting"}), "one's own data"),
    "retention": (frozenset({"Sighting"}), "deletes what has aged"),
}

_NAMED: Final = {table: model for model, table in TABLES.items()}
_SQL: Final = re.compile(rf"\b(?:from|join|into|update)\s+[\"`\[]?({'|'.join(_NAMED)})\b", re.IGNORECASE)
_STATEMENT: Final = re.compile(r"\b(?:select|insert|update|delete)\b", re.IGNORECASE)


class Found(NamedTuple):
    """A place that names a table of people's data, by the model's name."""

    path: Path
    line: int
    model: str


def find(root: Path = ROOT) -> list[Found]:
    """Every query about people's data where none belongs."""
    rooms = sorted(path for path in root.iterdir() if path.is_dir() and path.name not in ELSEWHERE)
    files = [file for room in rooms if room.name[0] != "." for file in sorted(room.rglob("*.py"))]
    return [found for file in files for found in _in(file, root) if not _is_allowed(found)]


def _is_allowed(found: Found) -> bool:
    if found.path.parts[0] != "services":
        return False
    models, _reason = ALLOWED.get(found.path.stem, (frozenset(), ""))
    return found.model in models


def _in(file: Path, root: Path) -> Iterator[Found]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documentation = {id(each.body[0].value) for each in ast.walk(tree) if _is_documented(each)}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        for model in dict.fromkeys(_models(node, is_prose=id(node) in documentation)):
            yield Found(file.relative_to(root), getattr(node, "lineno", 0), model)


def _is_documented(node: ast.AST) -> bool:
    holds = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return holds and ast.get_docstring(node) is not None  # type: ignore[arg-type]


def _models(node: ast.AST, *, is_prose: bool) -> Iterator[str]:
    """The models that one node of a program names: imported, as an attribute, by table name or in SQL."""
    match node:
        case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "models":
            yield from (each.name for each in names if each.name in TABLES)
            yield from (model for each in names if each.name == "*" for model in TABLES)
        case ast.Attribute(attr=name, value=ast.Name() | ast.Attribute()) if name in TABLES:
            yield name
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]):
            if called in ("table", "Table", "aliased") and name in _NAMED:
                yield _NAMED[name]
        case ast.Subscript(value=ast.Attribute(attr="tables"), slice=ast.Constant(value=str(name))) if name in _NAMED:
            yield _NAMED[name]
        case ast.Constant(value=str(words)) if not is_prose:
            yield from _in_sql(words)
        case ast.JoinedStr(values=parts):
            yield from _in_sql("".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in parts))


def _in_sql(words: str) -> Iterator[str]:
    if _STATEMENT.search(words):
        yield from (_NAMED[name.lower()] for name in _SQL.findall(words))


def main() -> int:
    found = find()
    for each in found:
        print(f"{each.path}:{each.line}: {each.model} is people's data: ask services/directory.py for it")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
