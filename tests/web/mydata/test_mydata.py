"""The room in which people take their data along."""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from handlers.kept import SECTIONS
from models.base import Base
from services.privacy import ABOUT_OTHERS, MACHINERY
from services.takeout import Taken
from tests.look.markup import read
from web.mydata import MyDataSettings, routes
from web.mydata.names import FIELDS, TECHNICAL, WHY
from web.mydata.readable import STYLE

SITE = "https://passerelle.example"
KEPT: dict[str, Any] = {
    "person": {"language": "ar", "since": "2026-11-23T09:00:00+00:00"},
    "member": [{"kind": "abroad", "name": "Zanzibarra <b>", "city_id": 2643743, "audience": "members"}],
    "consent": [{"purpose": "alerts", "version": 1, "given_at": "2026-11-23T09:00:00+00:00"}],
    "knock": [{"words": "Hello\nWorld", "status": "accepted", "created_at": "2026-11-23T09:00:00+00:00"}],
}


class InventedLinks:
    """One good token."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.language = "fr"

    async def reader(self, token: str) -> str | None:
        return self.language if token == "good" else None

    async def take(self, token: str, form: str) -> Taken | None:
        if token != "good":
            return None
        self.forms.append(form)
        return {"language": self.language, "at": "2026-11-24T10:00:00+00:00", "kept": KEPT}


@pytest.fixture
def links() -> InventedLinks:
    return InventedLinks()


@pytest.fixture
def room(links: InventedLinks) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes(links, MyDataSettings(SITE))), base_url=SITE) as client:
        yield client


def test_the_page_says_nothing_of_anybody_and_takes_nothing(room: TestClient, links: InventedLinks) -> None:
    answer = room.get("/mydata/good")
    page = read(answer.text)

    assert answer.status_code == 200
    assert page.faults == []
    assert [button["value"] for button in page.all("button")] == ["page", "json"]
    assert "Zanzibarra" not in answer.text
    assert links.forms == []


@pytest.mark.parametrize(("method", "form"), [("GET", None), ("HEAD", None), ("POST", "page"), ("POST", "json")])
def test_nothing_is_kept_by_browsers_or_search_engines(room: TestClient, method: str, form: str | None) -> None:
    answer = room.request(method, "/mydata/good", data={"form": form} if form else None)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_json_is_a_file_with_iso_times(room: TestClient, links: InventedLinks) -> None:
    answer = room.post("/mydata/good", data={"form": "json"})

    assert answer.headers["content-disposition"] == 'attachment; filename="passerelle.json"'
    assert json.loads(answer.text) == {"taken_at": "2026-11-24T10:00:00+00:00", **KEPT}
    assert links.forms == ["json"]


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("en", "ltr", ("Your card", "London", "All members", "23 November 2026", "accepted", "opportunities")),
        ("fr", "ltr", ("Votre fiche", "Londres", "Tous les membres", "23 novembre 2026", "acceptée")),
        ("ar", "rtl", ("بطاقتك", "لندن", "23 نوفمبر 2026", "مقبول")),
    ],
)
def test_the_readable_file_is_said_in_its_owners_words(
    room: TestClient, links: InventedLinks, language: str, direction: str, said: tuple[str, ...]
) -> None:
    links.language = language
    answer = room.post("/mydata/good", data={"form": "page"})
    page = read(answer.text)

    assert page.faults == ["<style> is inline"]  # a file to keep brings its style along
    assert page.all("html")[0]["dir"] == direction
    for words in said:
        assert words.casefold() in answer.text.casefold()
    assert "&lt;b&gt;" in answer.text
    assert not page.all("script")
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    for code in ("2026-11-23T", "given_at", "city_id", "abroad", "version"):
        assert code not in answer.text


def test_its_own_style_is_all_that_the_file_may_use(room: TestClient) -> None:
    policy = room.post("/mydata/good", data={"form": "page"}).headers["content-security-policy"]

    assert f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("method", "path", "form"),
    [
        ("GET", "/mydata/bad", None),
        ("POST", "/mydata/bad", "json"),
        ("POST", "/mydata/good", "else"),
        ("POST", "/mydata/good", None),
    ],
)
def test_a_link_that_is_not_good_is_told_kindly_and_gives_nothing(
    room: TestClient, links: InventedLinks, method: str, path: str, form: str | None
) -> None:
    answer = room.request(method, path, data={"form": form} if form else None, headers={"accept-language": "fr"})

    assert answer.status_code == 404
    assert "Ce lien ne vaut plus" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert links.forms == []


def test_a_form_of_another_site_gets_nothing(room: TestClient, links: InventedLinks) -> None:
    answer = room.post("/mydata/good", data={"form": "json"}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert links.forms == []


def test_everything_that_an_export_can_hold_has_a_name() -> None:
    """A new table or column is named in `handlers/kept.py` and `web/mydata/names.py`."""
    told = {("person", name) for name in ("language", "since", "came_by")} | {("mentorship", "given")}
    for table in Base.metadata.sorted_tables:
        owners = {key.parent.name for key in table.foreign_keys if key.column.table.name == "person"}
        if table.name in MACHINERY or not any((table.name, owner) not in ABOUT_OTHERS for owner in owners):
            continue
        keys = {key.parent.name for key in table.foreign_keys} | {"id"}
        told |= {
            (table.name, column.name)
            for column in table.columns
            if column.name not in keys and not column.name.endswith("_by") and not _is_index(column.name)
        }

    assert {table for table, _name in told if table not in SECTIONS or table not in WHY} == set()
    assert {name for _table, name in told if name not in FIELDS and name not in TECHNICAL} == set()


def _is_index(name: str) -> bool:
    """Bytes are never exported."""
    return name == "index" or name.endswith("_index")
