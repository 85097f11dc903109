"""What a translation must keep, rule by rule. Each rule yields what is wrong, in words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel import Locale
from babel.messages.catalog import Catalog, Message

from locales.plurals import plural_forms, rare_forms
from locales.template import agrees
from locales.words import WORDS

SCREEN_LINES = 9
SCREEN_LETTERS = 1024
_PLACE_OR_COMMAND = r"\{[a-z_][a-z0-9_]*\}|(?<!\w)/\w+"
_ADDRESS = re.compile(r"https?://[^\s{}]+|\b[\w-]+\.(?:org|com|net|int)\b")
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]")
_NAMES = re.compile(r"\b(?:WhatsApp|Telegram|Passerelle|CSV|XLSX|SMS|JSON|UTC|https|csv|xlsx)\b")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_SIGNS = {
    # French sets its double signs off by a space that does not break, and has a round apostrophe
    "fr": re.compile(r"[^\s?!][;?!»]|\S:(?=\s|$)| [:;?!»]|«(?![\u00a0\u202f])|'"),
    # Arabic has a comma, a semicolon and a question mark of its own
    "ar": re.compile(r"[,;?](?!\d)"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of one catalogue, its plural forms side by side."""

    code: str
    sources: tuple[str, ...]
    forms: tuple[str, ...]
    rare: frozenset[int]
    fuzzy: bool
    limit: int | None

    @property
    def is_plural(self) -> bool:
        return len(self.sources) > 1


Rule = Callable[[Entry], Iterator[str]]


def complaints(code: str, catalogue: Catalog) -> Iterator[str]:
    """Everything that is wrong in one catalogue."""
    if catalogue.plural_forms != plural_forms(code):
        yield f"{code}: the header wants Plural-Forms: {plural_forms(code)}"
    for message in catalogue:
        if message.id:
            entry = _entry(code, message, rare_forms(catalogue.plural_expr))
            yield from (f"{code}: {entry.sources[0]!r} {wrong}" for rule in RULES for wrong in rule(entry))


def is_whole(entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "is fuzzy: read it again, and take the flag away"
    if not all(entry.forms):
        yield "is not translated"


def has_its_places(entry: Entry) -> Iterator[str]:
    for index, form in enumerate(entry.forms):
        optional = entry.is_plural and index in entry.rare
        if form and not agrees(form, entry.sources, number_optional=optional):
            yield f"has other {{places}} in {form!r}"


def has_its_addresses_and_signs(entry: Entry) -> Iterator[str]:
    for form in filter(None, entry.forms):
        for pattern, what in ((_ADDRESS, "addresses"), (_EMOJI, "emoji")):
            if sorted(pattern.findall(form)) != sorted(pattern.findall(entry.sources[-1])):
                yield f"has other {what} in {form!r}"


def has_its_edges(entry: Entry) -> Iterator[str]:
    """Space at either end, and paragraphs, are as in the source."""
    for form in filter(None, entry.forms):
        if _edges(form) != _edges(entry.sources[0]):
            yield f"begins or ends with other space in {form!r}"


def fits_its_button(entry: Entry) -> Iterator[str]:
    for form in entry.forms:
        length = len(re.sub(_PLACE_OR_COMMAND, "", form))
        if entry.limit is not None and length > entry.limit:
            yield f"has {length} letters where {entry.limit} are shown: {form!r}"


def fits_a_screen(entry: Entry) -> Iterator[str]:
    for form in entry.forms:
        if form.count("\n") >= SCREEN_LINES:
            yield f"has more than {SCREEN_LINES} lines"
        if len(form) > SCREEN_LETTERS:
            yield f"has more than {SCREEN_LETTERS} letters"


def keeps_to_its_script(entry: Entry) -> Iterator[str]:
    """Latin words in Arabic or Amharic are slips of the pen, but for names and commands."""
    if _is_written_in_latin(entry.code):
        return
    for form in entry.forms:
        rest = _NAMES.sub("", re.sub(_PLACE_OR_COMMAND, "", _ADDRESS.sub("", form)))
        if strays := _LATIN.findall(rest):
            yield f"has Latin letters: {', '.join(strays)}"


def keeps_its_punctuation(entry: Entry) -> Iterator[str]:
    pattern = _SIGNS.get(entry.code)
    for form in entry.forms:
        if pattern and (found := pattern.search(_ADDRESS.sub("", form))):
            yield f"has foreign punctuation at {found[0]!r} in {form!r}"


RULES: tuple[Rule, ...] = (
    is_whole,
    has_its_places,
    has_its_addresses_and_signs,
    has_its_edges,
    fits_its_button,
    fits_a_screen,
    keeps_to_its_script,
    keeps_its_punctuation,
)


def word_complaints(code: str) -> Iterator[str]:
    """A shipped language has words of its own for all that works everywhere."""
    for kind, of_language in WORDS.items():
        if code not in of_language:
            yield f"{code}: words.toml has no word for {kind}"


def _entry(code: str, message: Message, rare: frozenset[int]) -> Entry:
    return Entry(code, _all(message.id), _all(message.string), rare, message.fuzzy, _limit(message))


def _all(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (list, tuple)) else (text or "",)


def _limit(message: Message) -> int | None:
    """The smallest `limit: 20` among the comments."""
    limits = [int(found[1]) for each in message.auto_comments if (found := re.match(r"limit: *(\d+)", each))]
    return min(limits, default=None)


def _edges(text: str) -> tuple[str, str, int]:
    body = text.strip()
    start = text.find(body)
    return text[:start], text[start + len(body) :], text.count("\n\n")


def _is_written_in_latin(code: str) -> bool:
    locale = Locale.parse(code)
    return bool(_LATIN.search(str(locale.languages[locale.language])))
