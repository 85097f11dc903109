"""A query about people's data is found wherever it does not belong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.people_queries import ALLOWED, ROOT, TABLES, find

PLANTED = {
    "an import": "from models import Address, Member\n",
    "an import from a file of models": "from models.member import MemberOrigin as Roots\n",
    "all of the models": "from models import *\n",
    "an attribute": "import models\n\nrows = models.Knock.words\n",
    "an attribute of a file of models": "import models.mentoring\n\nrows = models.mentoring.Mentorship\n",
    "a table by its name": "from sqlalchemy import column, table\n\nrows = table('proved_number', column('id'))\n",
    "a table of the metadata": "from models.base import Base\n\nrows = Base.metadata.tables['block']\n",
    "textual SQL": "from sqlalchemy import text\n\nrows = text('SELECT name FROM member WHERE country = :country')\n",
    "textual SQL over several lines": 'rows = """\n  select n.words\n  from person p\n  join knock n on true\n"""\n',
    "textual SQL with holes": "rows = f'SELECT {1} FROM member_origin'\n",
    "textual SQL inside other SQL": "rows = 'EXISTS (SELECT 1 FROM mentor WHERE open)'\n",
    "an update": "rows = 'UPDATE member SET audience = 1'\n",
}
ROOMS = ("web/staff", "handlers", "bot/commands", "channels/sms", "conversation", "services")


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_planted_query_is_found(tmp_path: Path, room: str, planted: str) -> None:
    file = tmp_path / room / "planted.py"
    file.parent.mkdir(parents=True)
    file.write_text(planted, encoding="utf-8")

    assert {each.path for each in find(tmp_path)} == {file.relative_to(tmp_path)}


@pytest.mark.parametrize("module", ALLOWED)
def test_a_module_that_may_name_some_may_not_name_the_others(tmp_path: Path, module: str) -> None:
    others = sorted(TABLES.keys() - ALLOWED[module][0])
    file = tmp_path / "services" / f"{module}.py"
    file.parent.mkdir()
    file.write_text(f"from models import {', '.join([*TABLES])}\n", encoding="utf-8")

    assert sorted(each.model for each in find(tmp_path)) == others


@pytest.mark.parametrize(
    "harmless",
    [
        '"""Takes a word from member to member."""\n',
        "from models import Outbox, Person\n",
        "said = 'a letter from member'\n",
    ],
)
def test_what_names_nobody_is_left_alone(tmp_path: Path, harmless: str) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "page.py").write_text(harmless, encoding="utf-8")

    assert find(tmp_path) == []


def test_the_house_asks_the_directory() -> None:
    assert find() == []


@pytest.mark.parametrize("module", ALLOWED)
def test_every_exception_is_still_used(module: str) -> None:
    words = set(re.findall(r"\w+", (ROOT / "services" / f"{module}.py").read_text(encoding="utf-8")))

    assert [model for model in ALLOWED[module][0] if not {model, TABLES[model]} & words] == []


def test_make_lint_fails_with_it() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.people_queries"], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (0, b"")
    assert "-m tests.people_queries" in (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint:")[2]
