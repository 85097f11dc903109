"""What WhatsApp's error codes mean for a message of ours.

Titles and texts are not kept stable by Meta, codes are:
https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

from collections.abc import Callable, Mapping
from functools import partial

from channels.channel import NotNow, NotSent, OptedOut, Rejected, Shut, Unreachable, Waits
from channels.whatsapp.reading import Json

Wait = Callable[[], float]
"""How many seconds to wait where nobody stated it."""
PAIR_SECONDS = 64.0
"""One person may get a message every six seconds, and 45 on credit. Meta wants to be asked again after 1, 4, 16, 64
seconds; the last of these lets ten messages' worth of credit grow back, so that hardly any is refused twice; for
longer, if it is."""
SPAM_SECONDS = 900.0
"""People blocked or reported us: what is sent meanwhile makes it worse."""
FAILED_SECONDS = 60.0
"""For what was taken first and failed for a passing reason."""


class Unclear(Exception):
    """Nobody knows whether the message was taken."""


class WindowClosed(Waits):
    """WhatsApp counts more than 24 hours since the person wrote, whatever we count."""


class TemplateRefused(Waits):
    """The template is not approved, paused, or of another shape: it would be refused for everybody."""


def _throttled(why: str, wait: Wait) -> NotSent:
    return NotNow(wait(), account=True, why=why)


def _passing(why: str, wait: Wait) -> NotSent:
    return NotNow(wait(), grows=True, why=why)


def _paused(why: str, wait: Wait, *, seconds: float, account: bool) -> NotSent:
    return NotNow(seconds, account=account, grows=not account, why=why)


def _final(why: str, wait: Wait, *, trouble: Callable[[str], NotSent]) -> NotSent:
    return trouble(why)


_Make = Callable[[str, Wait], NotSent]
_SHUT: _Make = partial(_final, trouble=Shut)
_REJECTED: _Make = partial(_final, trouble=Rejected)
_WAITS: _Make = partial(_final, trouble=Waits)
_TEMPLATE: _Make = partial(_final, trouble=TemplateRefused)

_TROUBLES: Mapping[int, _Make] = {
    1: _passing,  # unknown API error
    2: _passing,  # service
    4: _throttled,  # calls of the app
    10: _SHUT,  # permission
    100: _REJECTED,  # parameter
    190: _SHUT,  # access token
    368: _SHUT,  # blocked for policy
    80007: _throttled,  # calls for the account
    130429: _throttled,  # messages a second
    130472: _WAITS,  # the number is in an experiment that lets no template through; an answer would pass
    130497: _SHUT,  # country restricted
    131000: _passing,
    131008: _REJECTED,  # parameter missing
    131009: _REJECTED,  # parameter value
    131016: _passing,  # service
    131021: _REJECTED,  # to ourselves
    131026: partial(_final, trouble=Unreachable),  # no WhatsApp, too old, terms not accepted, or we are blocked
    131031: _SHUT,  # account locked
    131042: _SHUT,  # payment
    131045: _SHUT,  # certificate
    131047: partial(_final, trouble=WindowClosed),
    131048: partial(_paused, seconds=SPAM_SECONDS, account=True),
    131049: _WAITS,  # enough marketing for this person today; not a word against an answer of ours
    131050: partial(_final, trouble=OptedOut),
    131056: partial(_paused, seconds=PAIR_SECONDS, account=False),
    131062: _REJECTED,  # not to a user id
    131063: _REJECTED,
    132000: _TEMPLATE,  # number of parameters
    132001: _TEMPLATE,  # not there in this language
    132005: _TEMPLATE,  # too long
    132007: _TEMPLATE,  # policy
    132012: _TEMPLATE,  # format
    132015: _TEMPLATE,  # paused
    132016: _TEMPLATE,  # disabled
    132018: _TEMPLATE,  # parameters
    133004: _passing,  # server
    133010: _SHUT,  # number not registered
}
_PERMISSIONS = range(200, 300)
_OBJECT_MISSING = (100, 33)
"""Code and subcode: our own phone number is not there for this token, which no other message will mend."""


def code_of(error: Json) -> int:
    code = error.get("code")
    return code if isinstance(code, int) else 0


def refusal(status: int, error: Json, wait: Wait) -> Exception:
    """What an answer of this HTTP status says: by its code where it has a known one, else by the status."""
    code, subcode = code_of(error), error.get("error_subcode")
    why = f"{status}/{code}"
    if (code, subcode) == _OBJECT_MISSING:
        return Shut(why)
    make = _known(code) or _by_status(status)
    return make(why, wait) if make else Unclear(why)


def failure(code: int) -> NotSent:
    """What a message died of that was taken first; of a reason nobody knows, it stays dead."""
    make = _known(code) or _REJECTED
    return make(str(code), lambda: FAILED_SECONDS)


def _known(code: int) -> _Make | None:
    return _SHUT if code in _PERMISSIONS else _TROUBLES.get(code)


def _by_status(status: int) -> _Make | None:
    match status:
        case 408 | 502 | 504:  # somebody on the way gave up waiting: the other end may have gone on
            return None
        case 429:
            return _throttled
        case 401 | 403 | 404:
            return _SHUT
        case _ if status >= 500:
            return _passing
        case _ if status >= 400:
            return _REJECTED
    return _SHUT  # a redirect: the base is another's
