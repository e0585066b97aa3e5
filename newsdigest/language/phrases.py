"""Small phrases in English that every stage tells something with."""

from __future__ import annotations


def count(number: int, what: str) -> str:
    """ "1 report", "3 reports", "1,200 reports"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
