"""A language people are spoken to in: says messages, numbers, dates and lists as its readers write them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from locales.catalogue import FOLDER, catalogue_codes, load_catalogue
from locales.direction import Direction, is_settled, isolate
from locales.message import Clock, Day, Listing, Message, Value
from locales.pseudo import PSEUDO, PseudoTranslations
from locales.template import Template, agrees, template

LANGUAGES = catalogue_codes()
SOURCE = "en"
_OWN = (Message, Listing, Day, Clock)
# English is written as in most of Africa and in Europe: 1 December 2026, 14:32
_LOCALES = {"en": "en_GB", PSEUDO: "en_GB"}


class Language:
    """Get one with `language(code)`: there is one of each, and it remembers what it has prepared."""

    def __init__(self, code: str, folder: Path = FOLDER) -> None:
        self.code = code
        self._folder = folder
        self.locale = Locale.parse(_LOCALES.get(code, code))
        self.direction: Direction = "rtl" if self.locale.text_direction == "rtl" else "ltr"
        self._templates: dict[tuple[str, str | None, str], Template] = {}

    def __repr__(self) -> str:
        return f"language({self.code!r})"

    @cached_property
    def own_name(self) -> str:
        """Its name as its readers write it: Français, العربية."""
        if self.code == PSEUDO:
            return "[Þšéûðö]"
        name = str(self.locale.languages[self.locale.language])
        return name[:1].upper() + name[1:]

    def say(self, said: Value) -> str:
        """Any value as text. What people wrote is never read as a template, and cannot turn the text around it."""
        if isinstance(said, Message):
            return self._message(said)
        if isinstance(said, str):
            return isolate(said, self.direction)
        if isinstance(said, int):
            return self.number(said)
        if isinstance(said, _OWN):
            return said.say(self)
        text = said.say(self)
        return text if is_settled(text) else isolate(text, self.direction)

    def list(self, items: Iterable[Value]) -> str:
        return format_list([self.say(item) for item in items], locale=self.locale)

    def number(self, value: int) -> str:
        # below a thousand no language shipped groups its digits
        return str(value) if 0 <= value < 1000 else _number(value, self.locale)

    def day(self, value: date, form: Literal["full", "day", "month"] = "full") -> str:
        return _day(value, form, self.locale)

    def clock(self, moment: datetime) -> str:
        """The time of day, in the moment's own zone."""
        return format_time(moment.time(), "short", locale=self.locale)

    def _message(self, message: Message) -> str:
        if not message.id:
            return ""
        return self._template(message).fill(lambda name: self._value(name, message.values))

    def _value(self, name: str, values: Mapping[str, Value]) -> str:
        return self.say(values[name]) if name in values else f"{{{name}}}"

    def _template(self, message: Message) -> Template:
        text = self._translation(message)
        key = (message.id, message.plural, text)
        return self._templates.get(key) or self._templates.setdefault(key, _checked(message, text))

    def _translation(self, message: Message) -> str:
        found, context = self._translations, message.context
        if message.plural is not None and message.count is not None:
            if context:
                return found.npgettext(context, message.id, message.plural, message.count)
            return found.ngettext(message.id, message.plural, message.count)
        return found.pgettext(context, message.id) if context else found.gettext(message.id)

    @cached_property
    def _translations(self) -> NullTranslations:
        return PseudoTranslations() if self.code == PSEUDO else load_catalogue(self.code, self._folder)


@cache
def _named(code: str) -> Language:
    return Language(code)


def language(code: str) -> Language:
    """The language of this code, `qps` too; English for one that is not shipped (any more)."""
    return _named(code if code in LANGUAGES or code == PSEUDO else SOURCE)


def languages() -> tuple[Language, ...]:
    return tuple(map(language, LANGUAGES))


def _checked(message: Message, text: str) -> Template:
    """A translation with wrong places is passed over for the English sentence; the check of the catalogues tells."""
    sources = (message.id,) if message.plural is None else (message.id, message.plural)
    if agrees(text, sources, number_optional=message.plural is not None):
        return template(text)
    return template(message.id if message.plural is None or message.count == 1 else message.plural)


@lru_cache(4096)
def _number(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(4096)
def _day(value: date, form: str, locale: Locale) -> str:
    pattern = {"full": "long", "day": locale.datetime_skeletons["MMMMd"].pattern, "month": "MMMM"}[form]
    text = format_date(value, pattern, locale=locale)
    # CLDR has no ordinals in dates; French does not do without this one
    return f"1er{text[1:]}" if locale.language == "fr" and text.startswith("1 ") else text
