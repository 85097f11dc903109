"""What was found when something was looked at, in words for whoever runs the service."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. What is `wrong` needs somebody, and its words say what to do; no words hold a secret."""

    wrong: bool
    words: str


def fine(words: str) -> Finding:
    return Finding(wrong=False, words=words)


def wrong(words: str) -> Finding:
    return Finding(wrong=True, words=words)
