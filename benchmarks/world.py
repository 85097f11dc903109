"""How fast the world understands, and how much memory that takes: `python -m benchmarks.world`."""

import random
import resource
import string
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from time import thread_time_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from world.places import Place

SEED = 20261124
TURNS = 10_000
MESSAGES = (
    "nurse from gambia in london",
    "je cherche une sage-femme béninoise à Villeurbanne",
    "طبيب من بنين في ليون",
    "Isatou Ceesay",
    "infirmiere senegalese a paris",
    "software engineers from Ethiopia in Washington DC who speak amharic",
    "quelqu'un pour m'accompagner dans un projet de forage près de Parakou",
    "مهندس جزائري في باريس",
)
TOWNS = ("Villeurbanne", "Ouagadougou", "Addis Ababa", "Bobo-Dioulasso", "London", "Montréal", "القاهرة", "Serekunda")
TRADES = ("infirmière", "software developer", "sage-femme", "ممرضة", "comptable", "taxi driver", "mécanicien")
COUNTRIES = ("Bénin", "Ethiopia", "Côte d’Ivoire", "burkinabè", "مصر", "Democratic Republic of the Congo")


def main() -> None:
    before = resident()
    from world.countries import find_countries  # noqa: PLC0415 (what importing takes is measured)
    from world.phrases import understand  # noqa: PLC0415
    from world.places import find_places  # noqa: PLC0415
    from world.professions import find_professions  # noqa: PLC0415

    understand("")
    opened = resident()
    print(f"{'CPU time over ' + str(TURNS) + ' texts':34}{'p50 ms':>8}{'p99 ms':>8}{'max ms':>8}")
    measure("one message", understand, MESSAGES)
    measure("one message, misspelt", understand, MESSAGES, mistakes=2)
    measure("a town, misspelt", find_places, TOWNS, mistakes=1)
    measure("a profession, misspelt", find_professions, TRADES, mistakes=1)
    measure("a country, misspelt", find_countries, COUNTRIES, mistakes=1)
    print(f"\nresident: {opened - before:.1f} MiB to import and open, {resident() - before:.1f} MiB after all of that")
    print(f"misspelt towns found again: {found_again(find_places):.0%}")


def measure(name: str, understand: Callable[[str], object], said: Sequence[str], mistakes: int = 0) -> None:
    """A row of times; CPU time, so that whatever else the machine does is not counted."""
    dice = random.Random(SEED)
    times = sorted(timed(understand, text) for text in texts(dice, said, mistakes))
    shown = (times[len(times) // 2], times[len(times) * 99 // 100], times[-1])
    print(f"{name:34}" + "".join(f"{each / 1e6:8.2f}" for each in shown))


def found_again(find_places: "Callable[..., list[Place]]") -> float:
    """The share of towns that are still among those found when their names have as many mistakes as they forgive."""
    from world.sources import towns  # noqa: PLC0415 (it takes memory that was measured before)
    from world.spelling import key, reach  # noqa: PLC0415

    dice = random.Random(SEED)
    chosen = dice.sample(towns(), 3_000)
    said = ((town["geonameid"], with_mistakes(town["name"], dice, reach(key(town["name"])))) for town in chosen)
    found = [any(place.id == town for place in find_places(text, limit=300)) for town, text in said]
    return sum(found) / len(found)


def with_mistakes(text: str, dice: random.Random, mistakes: int) -> str:
    for _ in range(mistakes):
        text = misspelt(dice, text)
    return text


def texts(dice: random.Random, said: Sequence[str], mistakes: int) -> Iterator[str]:
    for number in count():
        if number == TURNS:
            return
        yield with_mistakes(dice.choice(said), dice, mistakes)


def misspelt(dice: random.Random, text: str) -> str:
    """One letter left out, doubled, changed or swapped with the next."""
    place = dice.randrange(len(text) - 1)
    head, letter, tail = text[:place], text[place], text[place + 1 :]
    other = dice.choice(string.ascii_lowercase)
    return dice.choice(
        [head + tail, head + letter * 2 + tail, head + other + tail, head + tail[:1] + letter + tail[1:]]
    )


def timed(understand: Callable[[str], object], text: str) -> int:
    start = thread_time_ns()
    understand(text)
    return thread_time_ns() - start


def resident() -> float:
    """MiB of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
