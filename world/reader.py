"""The language something is said in, as far as this room needs to know it."""

from typing import Protocol

from babel import Locale


class Reader(Protocol):
    """What `say(language)` uses of a language; `locales.Language` is one."""

    @property
    def code(self) -> str: ...

    @property
    def locale(self) -> Locale: ...
