"""The words people type in any language, as words.toml has them: those that work everywhere, and courtesies."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


def _read_words(path: Path) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    table = tomllib.loads(path.read_text("utf-8"))
    return MappingProxyType({kind: _by_language(rows) for kind, rows in table.items()})


def _by_language(rows: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({code: tuple(words) for code, words in rows.items()})


WORDS = _read_words(Path(__file__).with_name("words.toml"))
"""Kind, language, words; the first of them is the one shown on buttons."""


@cache
def words(kind: str) -> frozenset[str]:
    """Every word of a kind, of all languages at once."""
    return frozenset(word for of_language in WORDS[kind].values() for word in of_language)
