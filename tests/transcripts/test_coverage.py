"""Every dialogue and every kind of notice is in some transcript."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from conversation.dialogue import DIALOGUES, RENDERERS
from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.databases import copy_template
from tests.engines import warm_store
from tests.transcripts.play import SCRIPTS, Stage


async def test_every_dialogue_and_every_notice_is_read_in_a_transcript(template: Path, tmp_path: Path) -> None:
    with watched() as seen:
        for script in SCRIPTS:
            folder = tmp_path / script.stem
            folder.mkdir()
            clock = FakeClock()
            store = warm_store(copy_template(template, folder), SECRET, clock=clock)
            await Stage(store, clock, "en").play(script.read_text(encoding="utf-8"))
            await store.close()

    assert " ".join(sorted({*DIALOGUES, *RENDERERS} - seen)) == ""


@contextmanager
def watched() -> Iterator[set[str]]:
    """The names of the dialogues and renderers that have run."""
    seen: set[str] = set()
    dialogues, renderers = dict(DIALOGUES), dict(RENDERERS)
    for name, known in dialogues.items():
        DIALOGUES[name] = replace(known, function=noting(known.function, name, seen))
    for name, renderer in renderers.items():
        RENDERERS[name] = noting(renderer, name, seen)
    try:
        yield seen
    finally:
        DIALOGUES.update(dialogues)
        RENDERERS.update(renderers)


def noting(function: Callable[..., Any], name: str, seen: set[str]) -> Callable[..., Any]:
    @wraps(function)
    def noted(*args: Any) -> Any:
        seen.add(name)
        return function(*args)

    return noted
