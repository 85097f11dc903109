"""Files under names that change with their content."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from look.files import A_YEAR, Files

SCRIPT = "let bridge = 1;\n" * 100


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "bridge.js").write_text(SCRIPT)
    (tmp_path / "arch.svg").write_text("<svg/>")
    return Files("/files", tmp_path)


@pytest.fixture
def client(files: Files) -> TestClient:
    return TestClient(Starlette(routes=[files.route()]))


def test_a_file_is_kept_for_a_year_under_a_name_that_changes_with_its_content(
    files: Files, client: TestClient, tmp_path: Path
) -> None:
    address = files.address("bridge.js")
    answer = client.get(address)

    assert answer.text == SCRIPT
    assert answer.headers["cache-control"] == A_YEAR
    assert answer.headers["content-type"].startswith("text/javascript")
    (tmp_path / "bridge.js").write_text("let bridge = 2;")
    assert Files("/files", tmp_path).address("bridge.js") != address


def test_a_page_from_before_a_deploy_gets_today_s_file_but_does_not_keep_it(client: TestClient) -> None:
    answer = client.get("/files/bridge.0123456789.js")

    assert answer.text == SCRIPT
    assert answer.headers["cache-control"] == "no-cache"


def test_large_files_travel_packed_when_the_browser_can_unpack_them(files: Files, client: TestClient) -> None:
    packed = client.get(files.address("bridge.js"), headers={"accept-encoding": "gzip"})
    plain = client.get(files.address("bridge.js"), headers={"accept-encoding": "identity"})
    small = client.get(files.address("arch.svg"), headers={"accept-encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), mtime=0))
    assert packed.text == plain.text == SCRIPT
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize("name", ["other.js", "bridge", "..%2fbridge.js", "%00", "bridge.js.exe", "."])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/files/{name}").status_code == 404
