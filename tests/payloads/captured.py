"""Every captured notification of a vendor, whole, as it is posted."""

from typing import Any, Literal

from tests.channels.whatsapp.tables import envelope, table
from tests.payloads.stored import stored

Vendor = Literal["telegram", "whatsapp"]
VENDORS: tuple[Vendor, ...] = ("telegram", "whatsapp")


def captured(vendor: Vendor) -> list[Any]:
    if vendor == "telegram":
        return [case["update"] for case in stored("telegram/received").values()]
    return [envelope(case) for case in table("received")]


def sent(vendor: Vendor) -> list[Any]:
    """What the house is to send for a post, in cases."""
    return list(stored("telegram/sent").values()) if vendor == "telegram" else table("sent")
