"""Templates in one reader's language."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from look.files import FILES

TEMPLATES = Path(__file__).parent / "templates"


class Reader(Protocol):
    """The language a page is read in; `locales.Language` is one."""

    @property
    def code(self) -> str: ...

    @property
    def direction(self) -> str: ...

    @property
    def own_name(self) -> str: ...

    def say(self, message: Any, /) -> str: ...


@cache
def environment(language: Reader, one: Callable[..., Any], many: Callable[..., Any], folder: Path) -> Environment:
    """The templates of `folder`, and those all rooms share, for readers of `language`.

    `one` and `many` make messages (`locales._` and `locales._n`). In a template `_("Hello {name}", name=x)` and
    `_n(…)` are spoken at once, `say(x)` speaks a value: a number, a day, a country.
    """
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader([folder, TEMPLATES]),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        lambda text: language.say(one(text)),
        lambda singular, plural, number: language.say(many(singular, plural, number)),
        newstyle=True,
    )
    made.globals |= {
        "_": lambda text, **values: language.say(one(text, **values)),
        "_n": lambda singular, plural, number, **values: language.say(many(singular, plural, number, **values)),
        "say": language.say,
        "file": FILES.address,
        "language": language,
    }
    return made


def render(
    templates: Environment, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    return HTMLResponse(templates.get_template(name).render(values), status, headers)
