"""Questions about what everyone knows: a country, a town, a profession, a phone number, a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from conversation.questions.question import Answer, Draft, Hearing, Option, Question, Unclear, shorten
from conversation.questions.text import clean
from conversation.screen import Phrase, Wanted
from locales import LANGUAGES, Language, _, _n, languages
from world.countries import COUNTRIES_OF_ORIGIN, country, country_named, find_countries
from world.folding import digits, fold
from world.languages import find_languages
from world.phones import BETWEEN_NUMBERS, country_of, mask_number, read_numbers_at, show_number
from world.phrases import understand
from world.places import find_places, place
from world.professions import find_professions, profession

_LONGEST = 80
_WORDS_OF_A_NAME = 3


@dataclass(frozen=True, slots=True)
class CountryQuestion(Question):
    """One country (ISO 3166 alpha-2), written in any shipped language or chosen; `offered` codes come as choices."""

    free_text: ClassVar[bool] = False

    prompt: Phrase
    offered: tuple[str, ...] = tuple(COUNTRIES_OF_ORIGIN)
    only: bool = False

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        return [Option(code, country(code)) for code in filter(_is_country, draft or self.offered)]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        if value not in (*draft, *self.offered):
            return Unclear(_("That choice is no longer on offer."))
        return self._answer(value)

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        found = [each.code for each in find_countries(text) if not self.only or each.code in self.offered]
        if not found:
            return Unclear(_("I did not recognise a country in “{text}”.", text=shorten(text)))
        return self._answer(found[0]) if len(found) == 1 else Draft(found, _("Which one do you mean?"))

    def _answer(self, code: str) -> Hearing:
        return Answer(code)

    def restore(self, raw: Any) -> Any:
        _known_country(raw)
        return raw


@dataclass(frozen=True, slots=True)
class LanguageQuestion(Question):
    """One of the languages spoken here, by its own name or by any other: “العربية”, “arabe”."""

    free_text: ClassVar[bool] = False

    prompt: Phrase

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        return [Option(each.code, each.own_name) for each in languages()]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        return Answer(value) if value in LANGUAGES else Unclear(_("That choice is no longer on offer."))

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        named = (text.strip().casefold(), *(each.code for each in find_languages(text)))
        found = next((code for code in named if code in LANGUAGES), None)
        return Answer(found) if found else Unclear(_("Please choose one of these; its number is enough."))

    def restore(self, raw: Any) -> str:
        if raw not in LANGUAGES:
            msg = "not a language spoken here"
            raise ValueError(msg)
        return str(raw)


@dataclass(frozen=True, slots=True)
class Countries(CountryQuestion):
    """Up to `most` countries in one message (“Benin and Togo”), or one by its number; the answer is a list of codes."""

    most: int = 3

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        parts = _split(text)
        codes = _all_of(parts) if len(parts) > 1 else []
        if not codes:
            whole = CountryQuestion.read(self, text, language, draft)
            codes = (_all_of(text.split()) or _told_in(text)) if isinstance(whole, Unclear) else []
            if not codes:
                return whole
        if len(codes) > self.most:
            return Unclear(_n("Which one? {n} country at most.", "Which ones? {n} countries at most.", self.most))
        return Answer(codes)

    def _answer(self, code: str) -> Hearing:
        return Answer([code])

    def restore(self, raw: Any) -> list[str]:
        if not isinstance(raw, list) or not raw:
            msg = "not countries"
            raise ValueError(msg)
        for code in raw:
            _known_country(code)
        return list(raw)


def _is_country(code: Any) -> bool:
    return isinstance(code, str) and len(code) == 2


def _known_country(code: Any) -> None:
    if not _is_country(code):
        msg = "not a country"
        raise ValueError(msg)


def _split(text: str) -> list[str]:
    """Where countries are joined; Arabic writes its “and” onto the next word."""
    for joint in (",", "،", "/", "+", "&", ";", " et ", " and ", " እና ", " و"):
        text = text.replace(joint, "\n")
    return [part.strip() for part in text.splitlines() if part.strip()]


def _all_of(parts: Sequence[str]) -> list[str]:
    """The countries of all parts; none when one of them is no country, or may be two."""
    found = [find_countries(part) for part in parts]
    return list(dict.fromkeys(each[0].code for each in found)) if all(len(each) == 1 for each in found) else []


def _told_in(text: str) -> list[str]:
    """The countries of a sentence: “I am from Gambia, and my father is from Senegal”; of a list, all or none."""
    if all(len(part.split()) <= _WORDS_OF_A_NAME for part in _split(text)):
        return []
    told = understand(text)
    return [each.code for each in (*told.origins, *told.residence)]


@dataclass(frozen=True, slots=True)
class PlaceQuestion(Question):
    """A town; the answer is `{"id", "text", "country"}`, with id and country None for a town we do not know.

    Towns in the country `near` come first; one may be named in a sentence. A town unknown to us is kept as it was
    written, and a country instead of a town as that country.
    """

    free_text: ClassVar[bool] = True

    prompt: Phrase
    near: str | None = None

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        known = [found for found in (place(identity) for identity in draft if isinstance(identity, int)) if found]
        offered = [
            Option(str(each.id), _("{town}, {country}", town=each, country=country(each.country))) for each in known
        ]
        written = [
            Option("as-written", _("Keep “{text}” as it is", text=part)) for part in draft if isinstance(part, str)
        ]
        return offered + written

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        if value == "as-written":
            return self._as_written(draft)
        found = place(int(value)) if value.isdecimal() else None
        if found is None:
            return Unclear(_("That choice is no longer on offer."))
        return Answer({"id": found.id, "text": found.name, "country": found.country})

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        said = clean(text)[:_LONGEST]
        if not any(letter.isalpha() for letter in said):
            return Unclear(_("I did not recognise a town in “{text}”.", text=shorten(text)))
        found = find_places(said, self.near) or understand(said, self.near).places
        if not found:
            return self._unknown(said, draft)
        best = found[0]
        rivals = [each for each in found if fold(each.name) == fold(best.name) and _rivals(best, each, self.near)]
        if len(rivals) > 1:
            return Draft([each.id for each in rivals[:5]], _("Which one do you mean?"))
        return Answer({"id": best.id, "text": best.name, "country": best.country})

    def _unknown(self, said: str, draft: Sequence[Any]) -> Hearing:
        if said in draft:
            return self._as_written(draft)
        if country_named(said):
            return Draft([said], _("That is a whole country. In which town? A large one nearby will do."))
        return Draft(
            [said], _("I do not know “{text}” yet. Keep it, or write the nearest larger town.", text=shorten(said))
        )

    def _as_written(self, draft: Sequence[Any]) -> Hearing:
        written = next((part for part in draft if isinstance(part, str)), None)
        if written is None:
            return Unclear(_("That choice is no longer on offer."))
        whole = country_named(written)
        if whole:
            return Answer({"id": None, "text": "", "country": whole.code})
        return Answer({"id": None, "text": written, "country": None})

    def restore(self, raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict) or "text" not in raw:
            msg = "not a town"
            raise ValueError(msg)
        return dict(raw)


def _rivals(best: Any, other: Any, near: str | None) -> bool:
    """Towns of one name are asked about only when both are of comparable weight and neither is clearly meant."""
    if near and best.country == near:
        return bool(other.id == best.id)
    return bool(other.id == best.id or other.population * 4 > best.population)


@dataclass(frozen=True, slots=True)
class ProfessionQuestion(Question):
    """A profession, also in a sentence; the answer is `{"code", "text"}`, code None for one we do not know."""

    free_text: ClassVar[bool] = True

    prompt: Phrase

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        known = (profession(code) for code in draft if isinstance(code, str))
        return [Option(each.code, each) for each in known if each]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        return (
            Answer({"code": value, "text": ""}) if value in draft else Unclear(_("That choice is no longer on offer."))
        )

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        said = clean(text)[:_LONGEST]
        if not any(letter.isalpha() for letter in said):
            return Unclear(_("I could not read that."))
        found = find_professions(said) or understand(said).professions
        return Answer({"code": found[0].code if found else None, "text": said})

    def restore(self, raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict) or "text" not in raw:
            msg = "not a profession"
            raise ValueError(msg)
        return dict(raw)


@dataclass(frozen=True, slots=True)
class PhoneQuestion(Question):
    """A phone number as people at home in these countries write it; the answer is E.164."""

    prompt: Phrase
    homes: Sequence[str] = ()

    def asks(self) -> Phrase:
        return self.prompt

    def options(self, draft: Sequence[Any]) -> list[Option]:
        return [Option(number, number_placed(number)) for number in draft if _is_number(number)]

    def pick(self, value: str, draft: Sequence[Any]) -> Hearing:
        return Answer(value) if value in draft else Unclear(_("That choice is no longer on offer."))

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        parts = text.split(BETWEEN_NUMBERS)
        found = list(dict.fromkeys(number for part in parts for number in read_numbers_at(part, self.homes)))
        if not found:
            return Unclear(
                _("I did not recognise a phone number. Write it with its country code, like +229 01 97 12 34 56.")
            )
        return Answer(found[0]) if len(found) == 1 else Draft(found[:6], _("Which one do you mean?"))

    def restore(self, raw: Any) -> str:
        if not _is_number(raw):
            msg = f"not a phone number: {mask_number(str(raw))}"
            raise ValueError(msg)
        return str(raw)


@dataclass(frozen=True, slots=True)
class OwnNumber(PhoneQuestion):
    """One's own phone number, which only a shared contact shows to be one's own; the answer is E.164."""

    def wants(self) -> Wanted:
        return "contact"

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        found = read_numbers_at(text, self.homes)
        return Answer(found[0]) if len(found) == 1 else Unclear(_("Please share your contact with me."))


def number_placed(number: str) -> Phrase:
    """A number after its country: the same digits are good in several."""
    where = country_of(number)
    shown = show_number(number)
    return _("{country}: {number}", country=country(where), number=shown) if where else shown


def _is_number(raw: Any) -> bool:
    return isinstance(raw, str) and raw.startswith("+")


@dataclass(frozen=True, slots=True)
class DayQuestion(Question):
    """A day, written day first (28/02 or 28/02/2027) or ISO; the answer is a `date`, stored as ISO.

    A day without a year is the next one after `after`.
    """

    prompt: Phrase
    after: date

    def asks(self) -> Phrase:
        return self.prompt

    def read(self, text: str, language: Language, draft: Sequence[Any]) -> Hearing:
        numbers = "".join(letter if letter.isdecimal() else " " for letter in digits(text)).split()
        found = self._day([int(part) for part in numbers if len(part) <= 4])
        if found is None:
            return Unclear(_("I did not recognise “{text}”. Write for example 28/02.", text=shorten(text)))
        return Answer(found.isoformat())

    def _day(self, numbers: list[int]) -> date | None:
        try:
            match numbers:
                case [year, month, day] if year > 31:
                    return date(year, month, day)
                case [day, month, year]:
                    return date(year + 2000 if year < 100 else year, month, day)
                case [day, month]:
                    this_year = date(self.after.year, month, day)
                    return this_year if this_year >= self.after else date(self.after.year + 1, month, day)
        except ValueError:
            return None
        return None

    def restore(self, raw: Any) -> date:
        return date.fromisoformat(raw)
