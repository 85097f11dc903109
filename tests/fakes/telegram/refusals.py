"""What the vendor answers when it does not do what it was asked."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A call is answered with an error; `fault` tells that the caller could have known better."""

    def __init__(self, code: int, description: str, *, fault: bool = False, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.fault = fault
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def fault(description: str) -> Refused:
    """The caller broke a rule that is written down."""
    return Refused(400, f"Bad Request: {description}", fault=True)


def bad_request(description: str) -> Refused:
    """The call was well made, but the world has moved on."""
    return Refused(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refused:
    return Refused(403, f"Forbidden: {description}")


def conflict(description: str) -> Refused:
    return Refused(409, f"Conflict: {description}")


def flood(seconds: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
