"""The pages as files."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.pages.test_pages import PAGES
from web.pages import BrokenLink, export


async def test_every_page_is_written_byte_for_byte_as_it_is_served(
    app: Starlette, reader: TestClient, tmp_path: Path
) -> None:
    written = await export(app, tmp_path)

    pages = {path: tmp_path / path.lstrip("/") / "index.html" for path in PAGES}
    assert set(pages.values()) < set(written)
    assert all(file.read_bytes() == reader.get(path).content for path, file in pages.items())


async def test_what_pages_need_comes_along_and_the_chat_stays(app: Starlette, tmp_path: Path) -> None:
    written = {str(path.relative_to(tmp_path)) for path in await export(app, tmp_path)}

    assert {"robots.txt", "sitemap.xml"} < written
    assert any(name.startswith("look/style.") for name in written)
    assert not any("chat" in name for name in written)


async def test_a_link_that_leads_nowhere_stops_it(tmp_path: Path) -> None:
    async def front(_request: Request) -> HTMLResponse:
        return HTMLResponse('<a href="https://elsewhere.example/x"></a><a href="/gone#there">gone</a>')

    files = [Route(path, front) for path in ("/", "/robots.txt", "/sitemap.xml")]

    with pytest.raises(BrokenLink, match="/ links to /gone, which answers 404"):
        await export(Starlette(routes=files), tmp_path)
