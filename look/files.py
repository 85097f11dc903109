"""Style sheets, scripts and icons, under names that change with their content."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

A_YEAR = "public, max-age=31536000, immutable"
SMALLEST_WORTH_PACKING = 500


@dataclass(frozen=True, slots=True)
class File:
    name: str
    body: bytes
    packed: bytes
    kind: str


def _read(path: Path) -> File:
    body = path.read_bytes()
    name = f"{path.stem}.{sha256(body).hexdigest()[:10]}{path.suffix}"
    kind = guess_type(path.name)[0] or "application/octet-stream"
    return File(name, body, gzip.compress(body, mtime=0), kind)


class Files:
    """The files of one folder, read once and served under `prefix`."""

    def __init__(self, prefix: str, folder: Path) -> None:
        self._prefix = prefix
        self._files = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()}

    def address(self, name: str) -> str:
        return f"{self._prefix}/{self._files[name].name}"

    def route(self) -> Route:
        return Route(self._prefix + "/{name}", self._serve)

    async def _serve(self, request: Request) -> Response:
        """A page kept from before a deploy asks for the name of then: it gets today's file, not kept for long."""
        asked = request.path_params["name"]
        stem, _, ending = asked.partition(".")
        file = self._files.get(f"{stem}.{ending.rpartition('.')[2]}")
        if file is None:
            return Response(status_code=404)
        headers = {"cache-control": A_YEAR if asked == file.name else "no-cache", "vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", "") and len(file.body) > SMALLEST_WORTH_PACKING:
            return Response(file.packed, headers=headers | {"content-encoding": "gzip"}, media_type=file.kind)
        return Response(file.body, headers=headers, media_type=file.kind)


FILES = Files("/look", Path(__file__).parent / "files")
