"""Plural and feminine forms of the names in our tables, for those who write them so."""

from collections.abc import Iterator


def english_plural(name: str) -> str:
    if name.endswith(("man", "men")):
        return name[:-3] + "men"
    if name.endswith("wife"):
        return name[:-2] + "ves"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    if name.endswith(("s", "sh", "ch", "x", "ese")):
        return name + ("" if name.endswith(("s", "ese", "ish")) else "es")
    return name + "s"


def french_plurals(name: str) -> Iterator[str]:
    """The whole noun group in the plural ("agents immobiliers"), and its first word alone ("chefs d'entreprise")."""
    words = name.split()
    yield " ".join(map(_french_plural, words))
    yield " ".join([_french_plural(words[0]), *words[1:]])


def arabic_plurals(name: str) -> Iterator[str]:
    """Sound plurals of one-word names; broken plurals stand in the tables."""
    if " " in name:
        return
    stem = name.removesuffix("ة")
    yield stem + "ات"
    if stem == name:
        yield stem + "ون"
        yield stem + "ين"


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")
