"""Findings as the command prints them."""

from collections.abc import Sequence

from channels.finding import Finding


def told(findings: Sequence[Finding]) -> list[str]:
    return [f"{'✗' if each.wrong else '✓'} {each.words}" for each in findings]
