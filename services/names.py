"""People's names: tidied when they are given, short until their owner opens the door."""

import re

from world.folding import fold
from world.phrases import understand

_INTRODUCED = re.compile(
    r"(?:(?:hello|hi|hey|bonjour|bonsoir|salut|مرحبا|السلام عليكم)[\s,،!.]+)?"
    r"(?:my name is|my name's|i am|i'm|it is|it's|this is|name:"
    r"|je m'appelle|je me nomme|mon nom est|mon nom c'est|moi c'est|moi, c'est|je suis|c'est|nom :|nom:"
    r"|اسمي|إسمي|أنا اسمي|انا اسمي|أنا|انا)\s+(?=\w)",
    re.IGNORECASE,
)
_HALVES = frozenset(fold("Abd Abdel Abdul Abdoul Abdal Abdur Abou Abu عبد أبو أم").split())
"""Words that are no name without the next one."""
_ARTICLES = frozenset(("el", "al"))
_TITLES = _ARTICLES | frozenset(
    fold("Hadj Hadji Hadja Haj Hajj Alhaji Alhadji Cheikh Sheikh Dr Prof Mme الحاج الحاجة الشيخ الدكتور").split()
)
_ARTICLE = re.compile("^ال(?=\\w{2})")
"""Of Arabic names: most begin with it, and their initial says nothing."""
_AND_MORE = re.compile(r"\s*[,،;]\s*|\s+(?:and|et)\s+(?=i\b|je\b|j')|\s+و(?=أنا\s|انا\s)", re.IGNORECASE)


def tidy(name: str) -> str:
    """A name as it is kept: “awa dossou” and “AWA DOSSOU” get their capitals, a name with both is left as it is.

    What people say around it is no part of it: “je m'appelle Awa Dossou, sage-femme à Lyon”.
    """
    name = _alone(" ".join(name.split()))
    return name.title() if name in (name.lower(), name.upper()) else name


def kept(name: str, kind: str) -> str:
    """The name of a person tidied; that of an organisation as it writes itself."""
    return " ".join(name.split()) if kind == "organisation" else tidy(name)


def shorten(name: str) -> str:
    """Given name and initial: “Awa Marie Dossou” is “Awa D.”, “Abdel Rahman Saleh” is “Abdel Rahman S.”."""
    given, *others = _whole_names(name.split()) or [""]
    return f"{given} {_ARTICLE.sub('', others[-1])[0]}." if others else given


def _whole_names(words: list[str]) -> list[str]:
    """The names of somebody, each with the half of a name or the title before it; no title hides a last word."""
    found, begun = [], ""
    for left, word in zip(range(len(words) - 1, -1, -1), words, strict=True):
        begun = f"{begun} {word}".strip()
        plain = fold(word)
        opens = plain in _HALVES or (plain in _ARTICLES and begun != word) or (plain in _TITLES and left > 1)
        if not (opens and left):
            found.append(begun)
            begun = ""
    return found


def _alone(said: str) -> str:
    """The name without its introduction, and without a work or a town after a comma."""
    introduced = _INTRODUCED.match(said.replace("’", "'"))
    name = said[introduced.end() :] if introduced else said
    first, *others = _AND_MORE.split(name, maxsplit=1)
    return first if first and others and _tells_more(others[0]) else name


def _tells_more(said: str) -> bool:
    more = understand(said)
    return bool(more.professions or more.places or more.origins or more.residence)
