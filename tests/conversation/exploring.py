"""Random scripts and histories, by hypothesis: drawn from a seed, shrunk when a promise is broken."""

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests.conversation.histories import live, play, same, told
from tests.conversation.theatre import Theatre

LIVED = 6
"""One history in so many is also played in the running program, with restarts, and must read the same."""

SCRIPTS = st.binary(min_size=60, max_size=90)
HISTORY = st.binary(min_size=44, max_size=56)


@contextmanager
def store_folder(otherwise: Path) -> Iterator[Path]:
    """In memory where there is such a place: it is a real store all the same, and nobody pulls its plug."""
    memory = Path("/dev/shm")  # noqa: S108  (a folder of our own in it)
    if not memory.is_dir():
        yield otherwise
        return
    with TemporaryDirectory(dir=memory, prefix="passerelle-") as folder:
        yield Path(folder)


def explore(theatre: Theatre, *, runs: int, seed: int, seen: Counter[str], shrink: bool = True) -> None:
    """Play so many histories; the first that breaks a promise is raised, made as small as it gets."""
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]

    @seeded(seed)
    @settings(
        max_examples=runs,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(scripts=SCRIPTS, history=HISTORY)
    def hold(scripts: bytes, history: bytes) -> None:
        posts = play(theatre, scripts, history, seen)
        if zlib.crc32(history) % LIVED == 0:
            seen["lives"] += 1
            lived = live(theatre, scripts, history)
            note(told(lived))
            assert same(posts, lived), "restarts change what is seen"

    hold()
