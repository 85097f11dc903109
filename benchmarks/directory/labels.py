"""Questions of which it is known whom they should find, made by rules and lists that the search has no part in."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.directory.mistakes import accented, mistyped
from benchmarks.directory.names import Name, Script, is_joined, plain, plain_words, unaccented
from benchmarks.directory.people import Invented, Part, People
from benchmarks.directory.scripts import rewritten_arabic, rewritten_ethiopic
from benchmarks.directory.tables import table

OF_A_KIND: Final = 200
EXACT, TYPO, TYPOS, ACCENT = "exact name", "one typo", "two typos", "accents"
SPELLING, APART, SWAPPED, JOINED = (
    "transliteration",
    "transliteration, held apart",
    "swapped order",
    "apostrophes, hyphens",
)
ARABIC, AMHARIC = "Arabic", "Amharic"
TO_ARABIC, TO_AMHARIC = "Latin ↔ Arabic", "Latin ↔ Amharic"
FACETS, PREFIX, PHONE = "profession + city + country", "three-letter prefix", "phone"
MIX, ABSENT = "mix", "absent names"
_TRIES: Final = 400
"""Members looked at for each question that is wanted, at most."""
_MIXED: Final = (EXACT, EXACT, EXACT, TYPO, TYPO, ACCENT, SPELLING, SWAPPED, ARABIC, TO_ARABIC, FACETS, FACETS, PREFIX)

Ask = Callable[[Invented, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A question and the member it is about; `home` is where whoever asks for a number would dial it.

    Where a name is `expected`, whoever has it is as good as the member.
    """

    kind: str
    query: str
    number: int
    home: str = ""
    expected: str = ""


def labels(people: People, kind: str, seed: int, count: int = OF_A_KIND) -> list[Label]:
    """Questions of one kind, each about another member, in no order; fewer where the members allow no more."""
    if kind == MIX:
        return _mixed(people, seed, count)
    dice = random.Random(f"{seed} {kind}")
    return list(_asked(people, kind, dice, count))


def _mixed(people: People, seed: int, count: int) -> list[Label]:
    dice = random.Random(f"{seed} {MIX}")
    asked = [each for kind in dict.fromkeys(_MIXED) for each in labels(people, kind, seed + 1, count)]
    by_kind = {kind: [each for each in asked if each.kind == kind] for kind in _MIXED}
    return [dice.choice(by_kind[dice.choice(_MIXED)]) for _label in range(count)]


def _asked(people: People, kind: str, dice: random.Random, count: int) -> Iterator[Label]:
    asked: set[str] = set()
    for _try in range(_TRIES * count):
        if len(asked) == count:
            return
        person = people.person(dice.randrange(people.count) + 1)
        if not person.is_found or person.is_apart != (kind == APART):
            continue
        query = KINDS[kind](person, dice)
        if query and query not in asked:
            asked.add(query)
            yield Label(kind, query, person.number, person.origins[0] if kind == PHONE else "")


def is_hit(kind: str, wanted: Invented, found: Invented) -> bool:
    """Whether somebody is whom a question was about, or has the same in all that it told of them."""
    if kind == FACETS:
        return _answers(wanted) == _answers(found)
    if kind == PHONE:
        return wanted.number == found.number
    return wanted.key == found.key


def begins(query: str, name: str) -> bool:
    return any(word.startswith(plain(query)) for word in re.split(r"[\s'’-]+", plain_words(name)))


def _answers(person: Invented) -> tuple[str, int, str]:
    return (person.trade.code, person.town.id, person.origins[0])


def _latin(person: Invented) -> str | None:
    return person.name if person.script == "latin" else None


def _exact(person: Invented, dice: random.Random) -> str | None:
    """As it is on the card; many people write without capitals."""
    return dice.choice([person.name, person.name, person.name.lower()])


def _with_typos(person: Invented, dice: random.Random, *, mistakes: int) -> str | None:
    name = _latin(person)
    return mistyped(name.lower() if dice.random() < 0.5 else name, dice, mistakes) if name else None


def _accents(person: Invented, dice: random.Random) -> str | None:
    """Half of them about names that have an accent: few others would be written with one."""
    name = _latin(person)
    if not name or (unaccented(name) == name and dice.random() < 0.8):
        return None
    return accented(name, dice)


def _respelt(person: Invented, dice: random.Random) -> str | None:
    """One name at least in another spelling of its list, or by the rules where it is in none."""
    if person.script != "latin":
        return None
    parts = [_other_spelling(part, dice) for part in person.parts]
    if parts == [part.written for part in person.parts]:
        return None
    return " ".join(parts)


def _other_spelling(part: Part, dice: random.Random) -> str:
    others = [each for each in part.name.latin if plain(each) != plain(part.written)]
    if not others:
        return part.written
    return dice.choice(others)


def _apart(person: Invented, dice: random.Random) -> str | None:
    """Only names of the held-apart list are spelt otherwise: the others stand as they are on the card."""
    if person.script != "latin":
        return None
    spelt = [_other_spelling(part, dice) if part.name.apart else part.written for part in person.parts]
    return " ".join(spelt) if spelt != [part.written for part in person.parts] else None


def _swapped(person: Invented, dice: random.Random) -> str | None:
    parts = [part.written for part in person.parts]
    return " ".join([parts[-1], *parts[:-1]] if dice.random() < 0.5 else parts[::-1])


def _joined(person: Invented, dice: random.Random) -> str | None:
    """With another apostrophe or hyphen than on the card, with none, or with a space there."""
    name = _latin(person)
    if not name:
        return None
    if is_joined(name):
        other = dice.choice(["", " ", *(["’", "-"] if "-" not in name else [])])
        return re.sub(r"['’-]", other, name)
    apart = re.sub(r"\b([NMD])(?=[dgbj][aeiou])", r"\1'", name, count=1)
    return apart if apart != name else None


def _arabic(person: Invented, dice: random.Random) -> str | None:
    return rewritten_arabic(person.name, dice) if person.script == "arabic" else None


def _amharic(person: Invented, dice: random.Random) -> str | None:
    return rewritten_ethiopic(person.name, dice) if person.script == "ethiopic" else None


def _across(person: Invented, dice: random.Random, *, script: Script) -> str | None:
    """A name on a card in one script, asked for in the other."""
    if person.script == script:
        return " ".join(_spelling(part.name, dice) for part in person.parts)
    written = [part.name.in_script(script) for part in person.parts]
    return " ".join(written) if all(written) and person.script == "latin" else None


def _spelling(name: Name, dice: random.Random) -> str:
    return name.latin[0] if dice.random() < 0.6 else dice.choice(name.latin)


def _facets(person: Invented, dice: random.Random) -> str | None:
    home = next(row for row in table("homelands") if row["country"] == person.origins[0])
    language = dice.choice(("en", "fr", "ar"))
    trade, town = person.trade.said[language], person.town.said[language]
    country, people = home[language], home[f"{language}_people"]
    return dice.choice(
        {
            "en": [f"{trade} from {country} in {town}", f"{people} {trade} in {town}", f"{town} {trade} {people}"],
            "fr": [
                f"{trade} {country} à {town}",
                f"{trade} {people} à {town}",
                f"je cherche un {trade} {people} à {town}",
            ],
            "ar": [
                f"{trade} من {country} في {town}",
                f"{trade} {people} في {town}",
                f"أبحث عن {trade} {people} في {town}",
            ],
        }[language]
    )


def _prefix(person: Invented, dice: random.Random) -> str | None:
    name = _latin(person)
    words = [word for word in plain(name).split() if len(word) > 3] if name else []
    return dice.choice(words)[:3] if words else None


def _phone(person: Invented, dice: random.Random) -> str | None:
    """As written at home or abroad, with spaces, with Arabic digits, or as before the numbers of Benin changed."""
    if not person.findable:
        return None
    return dice.choice(list(_written_numbers(person.phone, person.origins[0])))


def _written_numbers(number: str, home: str) -> Iterator[str]:
    code = next(row["phone"].split()[0] for row in table("homelands") if row["country"] == home)
    local = number.removeprefix(code)
    spaced = " ".join(local[place : place + 2] for place in range(0, len(local), 2))
    yield from (number, f"{code} {spaced}", f"00{code[1:]}{local}", f"00{code[1:]} {spaced}")
    yield f"{code} {local}".translate(_ARABIC_DIGITS)
    if home == "BJ":
        yield from (local, spaced, local.removeprefix("01"), spaced.removeprefix("01 "))
    else:
        trunk = "0" if home in _TRUNK else ""
        yield from (trunk + local, f"{trunk}{spaced}")


_TRUNK: Final = frozenset({"DZ", "EG", "ET", "GH", "CD"})
"""Where a number is dialled with a zero in front at home."""
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

KINDS: Final[dict[str, Ask]] = {
    EXACT: _exact,
    TYPO: partial(_with_typos, mistakes=1),
    TYPOS: partial(_with_typos, mistakes=2),
    ACCENT: _accents,
    SPELLING: _respelt,
    APART: _apart,
    SWAPPED: _swapped,
    JOINED: _joined,
    ARABIC: _arabic,
    AMHARIC: _amharic,
    TO_ARABIC: partial(_across, script="arabic"),
    TO_AMHARIC: partial(_across, script="ethiopic"),
    FACETS: _facets,
    PREFIX: _prefix,
    PHONE: _phone,
}
"""Each way of asking, about one member; None where this member cannot be asked for so."""
ALL_KINDS: Final = (*KINDS, MIX)
