"""What WhatsApp is told when it is set up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

NAME = "whatsapp"
ANY_KIND = "*"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class WhatsAppSettings:
    """`api_base` has the version in it. `templates` names the approved template that rings for a kind of notice, or
    for any other under "*"; without one, what comes too late waits until its person writes.
    """

    access_token: str = field(repr=False)
    phone_number_id: str
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    api_base: str
    templates: Mapping[str, str] = field(default_factory=dict)
    clock: Callable[[], datetime] = _utc_now

    def __post_init__(self) -> None:
        if not (self.access_token and self.phone_number_id and self.app_secret and self.verify_token):
            msg = "WhatsApp needs its four secrets: an empty one would let anybody in"
            raise ValueError(msg)

    @property
    def account(self) -> str:
        return self.phone_number_id

    def template(self, kind: str) -> str:
        """The template for a kind of notice, "" for none."""
        return self.templates.get(kind) or self.templates.get(ANY_KIND, "")
