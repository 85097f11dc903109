"""What the code may ask of `_`, `_n` and `_p`."""

from pathlib import Path

import pytest

from locales.calls import Call, calls_in


def calls(tmp_path: Path, source: str, name: str = "handlers/menu.py") -> list[Call]:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    return list(calls_in(path, tmp_path))


def complaints(tmp_path: Path, source: str, name: str = "handlers/menu.py") -> list[str]:
    return [complaint for call in calls(tmp_path, source, name) for complaint in call.complaints()]


@pytest.mark.parametrize(
    "source",
    [
        '_("Back")',
        '_("Hello "\n  "{name}", name=who)',
        '_("Hello {name}", **values)',
        '_n("{n} person", "{n} people", len(found))',
        '_n("one person", "many people", 3)',
        '_n("{n} in {town}", "{n} in {town}", 3, town="Lyon")',
        '_p("choice {not_a_place}", "Back to {where}", where=menu)',
        "for _ in range(3): pass",
        'self._("whatever" + name)',
    ],
)
def test_sound_calls_are_let_through(tmp_path: Path, source: str) -> None:
    assert complaints(tmp_path, source) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("\n_(f'Hello {name}')", "handlers/menu.py:2: _() wants its text written out, not made"),
        ("_('Hello ' + name)", "handlers/menu.py:1: _() wants its text written out, not made"),
        ("_()", "handlers/menu.py:1: _() wants its text written out, not made"),
        ("_n('{n} person', many, 3)", "handlers/menu.py:1: _n() wants its text written out, not made"),
        ("_p('choice')", "handlers/menu.py:1: _p() wants its text written out, not made"),
        ("_('Hello {name}')", "handlers/menu.py:1: 'Hello {name}' wants {name} and is given nothing"),
        ("_('Hello {name}', nom=x)", "handlers/menu.py:1: 'Hello {name}' wants {name} and is given {nom}"),
        ("_('Hello', a=1, b=2)", "handlers/menu.py:1: 'Hello' wants nothing and is given {a}, {b}"),
        ("_n('{n} in {a}', '{n} in {b}', 3)", "handlers/menu.py:1: '{n} in {b}' wants {a}, {b}, {n} and is given {n}"),
    ],
)
def test_calls_that_no_catalogue_could_serve_are_told(tmp_path: Path, source: str, complaint: str) -> None:
    assert complaints(tmp_path, source) == [complaint]


def test_templates_are_read_too(tmp_path: Path) -> None:
    page = '<h1>{{ _("Hello {name}") }}</h1>\n{% if x %}{{ _(title) }}{{ _("{a}", **x) }}{{ say(x) }}{% endif %}'

    assert complaints(tmp_path, page, "web/pages/templates/page.html") == [
        "web/pages/templates/page.html:1: 'Hello {name}' wants {name} and is given nothing",
        "web/pages/templates/page.html:2: _() wants its text written out, not made",
    ]


def test_what_ends_on_a_button_is_a_label(tmp_path: Path) -> None:
    source = """
Screen(_("text"), Choice(_("label"), opens("menu")), Choice("Awa", opens("card", said=_("no label"))))
Choose(_("prompt"), {"a": _("option"), "b": _p("place", "here")}, other=Text(_("other")))
Several(_("prompts"), {"a": _("many")})
Unknown(_("unknown"), {"a": _("kept")})
"""

    labels = [call.key for call in calls(tmp_path, source) if call.is_label]

    assert sorted(labels, key=str) == [("place", "here"), (None, "label"), (None, "many"), (None, "option")]
