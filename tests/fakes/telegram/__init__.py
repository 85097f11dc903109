"""A Bot API server stricter than the vendor, and a person who uses it."""

from tests.fakes.telegram.person import NotShown, Person
from tests.fakes.telegram.server import FakeTelegram

__all__ = ["FakeTelegram", "NotShown", "Person"]
