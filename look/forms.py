"""What a page posts, read within bounds."""

from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 64 * 1024
MOST_FIELDS = 40
DRAINED_BYTES = 16 * 1024 * 1024


class Unreadable(Exception):
    """Not a form in UTF-8 with a reasonable number of fields."""


class TooLarge(Exception):
    """A body of more than the bytes allowed."""


async def read_form(request: Request, most_bytes: int = MOST_BYTES) -> dict[str, str]:
    """The fields of an urlencoded form; of a field sent twice, the last one."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Unreadable
    body = await _read(request, most_bytes)
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
        )
    except ValueError as reason:
        raise Unreadable from reason


async def _read(request: Request, most_bytes: int) -> bytes:
    """A body beyond its bound is read away unkept, up to a point: a browser still sending sees no answer."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > DRAINED_BYTES:  # Python reads no number of 5,000 digits
        raise TooLarge
    kept, seen = bytearray(), 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > DRAINED_BYTES:
            raise TooLarge
        if seen <= most_bytes:
            kept += chunk
    if seen > most_bytes:
        raise TooLarge
    return bytes(kept)
