"""Who is writing, by the cookie their browser keeps."""

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from channels.webchat.settings import WebchatSettings

HALF_A_YEAR = 180 * 24 * 3600
SEEN = "passerelle-seen"
_SEEN = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visitor:
    """`known` tells one whose browser brought its cookie back."""

    token: str
    known: bool

    @property
    def address(self) -> str:
        """What is stored: not the cookie, so that the store opens nobody's conversation."""
        return sha256(self.token.encode()).hexdigest()[:32]


def cookie_name(settings: WebchatSettings) -> str:
    return "__Host-passerelle" if settings.https else "passerelle"


def visitor_of(request: Request, settings: WebchatSettings) -> Visitor:
    """A cookie that we did not sign makes its bearer a new visitor."""
    token, _, mac = request.cookies.get(cookie_name(settings), "").partition(".")
    if hmac.compare_digest(mac.encode(), _mac(token, settings).encode()):
        return Visitor(token, known=True)
    return Visitor(secrets.token_urlsafe(24), known=False)


def remember(response: Response, visitor: Visitor, settings: WebchatSettings) -> None:
    response.set_cookie(
        cookie_name(settings),
        f"{visitor.token}.{_mac(visitor.token, settings)}",
        max_age=HALF_A_YEAR,
        secure=settings.https,
        httponly=True,
        samesite="lax",
    )


def last_seen(request: Request) -> int | None:
    """The newest post this browser has shown; its script keeps the count too, so it may hold anything."""
    kept = request.cookies.get(SEEN, "")
    return int(kept) if _SEEN.fullmatch(kept) else None


def mark_seen(response: Response, post: int, settings: WebchatSettings) -> None:
    response.set_cookie(SEEN, str(post), max_age=HALF_A_YEAR, path="/chat", secure=settings.https, samesite="lax")


def _mac(token: str, settings: WebchatSettings) -> str:
    return hmac.new(settings.key, b"visitor " + token.encode(), sha256).hexdigest()[:32]
