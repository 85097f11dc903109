"""Meta's errors: what each code is called, and how it is told, in an answer or in a status."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.whatsapp.account import ACCOUNT

Payload = dict[str, Any]
"""A JSON object on the wire."""

HREF = "/documentation/business-messaging/whatsapp/support/error-codes"

KNOWN: Mapping[int, tuple[int, str]] = {
    1: (500, "API Unknown"),
    2: (503, "API Service"),
    4: (429, "API Too Many Calls"),
    10: (403, "Permission Denied"),
    100: (400, "Invalid parameter"),
    190: (401, "Access token has expired"),
    368: (403, "Temporarily blocked for policies violations"),
    2500: (404, "Unknown path components"),
    80007: (429, "Rate limit issues"),
    130429: (429, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country"),
    131000: (500, "Something went wrong"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131031: (403, "Account has been locked"),
    131042: (400, "Business eligibility payment issue"),
    131045: (400, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (429, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement"),
    131050: (400, "User has stopped marketing messages"),
    131051: (400, "Message type unknown"),
    131056: (429, "(Business Account, Consumer Account) pair rate limit hit"),
    131062: (400, "Business-scoped user id recipients are not supported for this message"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Template hydrated text too long"),
    132007: (400, "Template format character policy violated"),
    132012: (400, "Template parameter format mismatch"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There are issues with the parameters in your template"),
    133004: (503, "Server temporarily unavailable"),
    133010: (400, "Phone number not registered"),
}
"""Status and title of each code, from Meta's error page (May 2026)."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long nothing may be sent on the account: told in seconds, or `by_usage`, in minutes."""

    seconds: int
    by_usage: bool = False

    def headers(self) -> dict[str, str]:
        if not self.by_usage:
            return {"Retry-After": str(self.seconds)}
        minutes = -(-self.seconds // 60)
        use = {"type": "messages", "call_count": 100, "estimated_time_to_regain_access": minutes}
        return {"X-Business-Use-Case-Usage": json.dumps({ACCOUNT: [use]})}


class Refused(Exception):
    """A call that is answered with one of Meta's errors, though the caller kept every rule."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        subcode: int | None = None,
        status: int | None = None,
        wait: Wait | None = None,
    ) -> None:
        usual, self.title = KNOWN[code]
        super().__init__(f"{code} {details or self.title}")
        self.code = code
        self.details = details or self.title
        self.subcode = subcode
        self.status = status or usual
        self.wait = wait

    def body(self) -> Payload:
        error: Payload = {
            "message": f"(#{self.code}) {self.title}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": "AOnodi98JaYHcSTvVvrOtJs",
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return {"error": error}


class Broken(Refused):
    """A call that breaks a rule: the caller's own mistake, which is kept among the violations."""


def failure(code: int) -> Payload:
    """An error as statuses and errors that come alone carry it."""
    _status, title = KNOWN[code]
    return {"code": code, "title": title, "message": title, "error_data": {"details": title}, "href": HREF}
