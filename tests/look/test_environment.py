"""Templates in one reader's language."""

from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

import look
from locales import Day, _, _n, language


@pytest.fixture
def templates(tmp_path: Path) -> Environment:
    return look.environment(language("en"), _, _n, tmp_path)


def spoken(templates: Environment, source: str, **values: object) -> str:
    return templates.from_string(source).render(values)


def test_what_people_wrote_is_escaped(templates: Environment) -> None:
    source = '{{ _("Hello {name}", name=name) }}'

    assert spoken(templates, source, name="<script>") == "Hello &lt;script&gt;"


def test_braces_of_theirs_stay_braces(templates: Environment) -> None:
    assert spoken(templates, '{{ _("Hello {name}", name=name) }}', name="{name} 100%") == "Hello {name} 100%"


def test_numbers_are_counted_as_the_language_counts(templates: Environment) -> None:
    source = '{{ _n("{n} person", "{n} people", n) }}'

    assert [spoken(templates, source, n=n) for n in (1, 2000)] == ["1 person", "2,000 people"]


def test_any_value_can_be_spoken(templates: Environment) -> None:
    assert spoken(templates, "{{ say(day) }}", day=Day(date(2026, 12, 1))) == "1 December 2026"


def test_long_texts_are_trimmed_and_plural(templates: Environment) -> None:
    source = "{% trans n=n %}\n  {{ n }} door\n  opens\n{% pluralize %}\n  {{ n }} doors\n  open\n{% endtrans %}"

    assert spoken(templates, "{% trans %}\n  A long\n  text\n{% endtrans %}") == "A long text"
    assert spoken(templates, source, n=2) == "2 doors open"


def test_a_forgotten_value_is_an_error_and_no_gap(templates: Environment) -> None:
    with pytest.raises(UndefinedError):
        spoken(templates, "{{ forgotten }}")


def test_a_page_tells_its_language_and_direction(tmp_path: Path) -> None:
    templates = look.environment(language("ar"), _, _n, tmp_path)
    said = {"title": "a", "text": "b", "way_on": "/ar", "way_on_name": "c"}
    answer = look.render(templates, "told.html", status=404, headers={}, demo=True, languages=(), **said)

    assert answer.status_code == 404
    assert b'<html lang="ar" dir="rtl">' in bytes(answer.body)
    assert b'class="ribbon"' in bytes(answer.body)
