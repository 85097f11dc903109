"""What the pages are told when they are set up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagesSettings:
    public_url: str
