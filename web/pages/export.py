"""The public pages as files, byte for byte what is served."""

from collections import deque
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Scope

START = ("/", "/robots.txt", "/sitemap.xml")
STAY_LIVE = ("/chat", "/staff")


@dataclass
class BrokenLink(Exception):
    """A page links to an address of ours that does not answer 200."""

    page: str
    address: str
    status: int

    def __str__(self) -> str:
        return f"{self.page} links to {self.address}, which answers {self.status}"


async def export(app: ASGIApp, directory: Path) -> list[Path]:
    """Writes every page that can be reached from the home page, and what it needs; the files written.

    The chat stays live: links to it are followed, and nothing of it is written. Serve the directory at the root of the
    site, in front of the service.
    """
    written, known = [], set(START)
    waiting = deque((address, "the start") for address in START)
    while waiting:
        address, page = waiting.popleft()
        status, kind, body = await _get(app, address)
        if status != 200:
            raise BrokenLink(page, address, status)
        if address.startswith(STAY_LIVE):
            continue
        written.append(_write(directory, address, body))
        found = _links(body) - known if kind.startswith("text/html") else set()
        known |= found
        waiting.extend((link, address) for link in sorted(found))
    return written


def _write(directory: Path, address: str, body: bytes) -> Path:
    path = urlsplit(address).path.lstrip("/")
    file = directory / path if Path(path).suffix else directory / path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return file


def _links(body: bytes) -> set[str]:
    """The addresses of ours on a page, without their fragments."""
    parser = _Links()
    parser.feed(body.decode())
    return {link.partition("#")[0] for link in parser.found if link.startswith("/")}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


async def _get(app: ASGIApp, address: str) -> tuple[int, str, bytes]:
    """Status, content type and body of an address, asked of the application without a server."""
    parts, messages = urlsplit(address), list[Message]()
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80),
        "client": None,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    headers = dict(messages[0]["headers"])
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return messages[0]["status"], headers.get(b"content-type", b"").decode(), body
