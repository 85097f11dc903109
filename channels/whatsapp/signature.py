"""Whether it is Meta that speaks: the signature of a notification, the token of the handshake."""

import hmac
from hashlib import sha256

_SCHEME = "sha256="


def sign(body: bytes, app_secret: str) -> str:
    return _SCHEME + hmac.new(app_secret.encode(), body, sha256).hexdigest()


def is_signed(body: bytes, header: str, app_secret: str) -> bool:
    r"""By the bytes as they came: what Meta signs has every letter beyond ASCII written as \uXXXX."""
    return is_same(header, sign(body, app_secret))


def is_same(given: str, secret: str) -> bool:
    """In constant time; a header may hold any byte, and text that is not ASCII cannot be compared so."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
