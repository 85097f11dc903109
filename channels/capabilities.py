"""What a channel can show, for the ladder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How many buttons one message carries, how long their labels and its text may be, in characters."""

    buttons: int
    label: int
    text: int
