"""The template of the catalogues, gathered from a small tree."""

from pathlib import Path

import pytest

from locales.gathering import gather


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_sentences_of_code_and_templates_are_gathered_once_each(tmp_path: Path) -> None:
    write(tmp_path, "handlers/menu.py", 'a = _("Menu"), _n("{n} person", "{n} people", 3), _p("choice", "Back")')
    write(tmp_path, "services/people.py", 'raise Refusal(_("Menu"))')
    write(
        tmp_path,
        "web/pages/templates/page.html",
        '{{ _("Read on") }}{{ _n("{n} day", "{n} days", d) }}{% trans %}\n  Two\n  lines\n{% endtrans %}',
    )

    template = gather(tmp_path)

    assert {(message.context, message.id) for message in template if message.id} == {
        (None, "Menu"),
        (None, ("{n} person", "{n} people")),
        ("choice", "Back"),
        (None, "Read on"),
        (None, ("{n} day", "{n} days")),
        (None, "Two lines"),
    }


def test_only_the_rooms_are_read(tmp_path: Path) -> None:
    write(tmp_path, "tests/handlers/test_menu.py", '_("in a test")')
    write(tmp_path, "docs/page.html", '{{ _("in the docs") }}')
    write(tmp_path, "web/chat/files/chat.html", '{{ _("no template") }}')

    assert [message.id for message in gather(tmp_path)] == [""]


def test_a_template_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "web/templates/page.html", "{% if %}")

    with pytest.raises(Exception, match="Expected an expression"):
        gather(tmp_path)


@pytest.mark.parametrize(
    ("source", "comments"),
    [
        ('# TRANSLATORS: the way home\n_("Back")', ["TRANSLATORS: the way home"]),
        ('# limit: 20\n_("Back")', ["limit: 20"]),
        ('# why this is here\n_("Back")', []),
        ('Choice(_("Back"), x)', ["limit: 24"]),
        ('Choose(_("?"), {"a": _("Back")})', ["limit: 24"]),
        ('Choice(\n# limit: 20\n_("Back"), x)', ["limit: 20"]),
    ],
)
def test_translators_are_told_what_they_must_know(tmp_path: Path, source: str, comments: list[str]) -> None:
    write(tmp_path, "handlers/menu.py", source)

    message = gather(tmp_path).get("Back")

    assert message is not None
    assert message.auto_comments == comments


def test_what_is_said_as_a_choice_is_limited_like_one(tmp_path: Path) -> None:
    write(tmp_path, "handlers/menu.py", 'LATER = _p("choice", "Back")')

    message = gather(tmp_path).get("Back", "choice")

    assert message is not None
    assert message.auto_comments == ["limit: 24"]
