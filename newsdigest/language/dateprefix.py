"""The date before a text's first words: "date 2023-06-05", "Published: June 5, 2023 |"."""

from __future__ import annotations

import re
from datetime import date

from .dateforms import day_within
from .dates import DAY_FORMS, day_of, in_range

_HEAD = 300  # characters of a line that are looked at
_PREFIX = re.compile(
    r"(?:date:?|(?:published|updated|posted)(?: on| at)?:?)\s{0,8}"
    r"(?:\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{2}:\d{2}[0-9:.Z+-]{0,16})?(?=\s|$)"
    r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4})\b)"
    r"\s{0,8}[|:–—-]?\s{0,8}",
    re.IGNORECASE,
)
_PREFIX_STARTS = frozenset("dpuDPU")


def prefix_length(text: str) -> int:
    """Characters of a "date 2023-06-05 " or "Published: June 5, 2023 | " before a text's words."""
    if text[:1] not in _PREFIX_STARTS:  # nearly all
        return 0
    match = _PREFIX.match(text[:_HEAD])
    return match.end() if match else 0


def day_in(text: str) -> date | None:
    """The first whole date in the head of a line, None if there is none or it could be two.

    Dates as the English write them come first, then those of other languages and in figures.
    """
    for pattern in DAY_FORMS:
        match = pattern.search(text[:_HEAD])
        if match:
            return day_of(match)
    found = day_within(text[:_HEAD])
    return found if found and in_range(found) else None


def day_first_in(text: str) -> date | None:
    """A day in figures for who names the day first: "05/11/2013" is one in November."""
    found = day_within(text[:_HEAD], day_first=True)
    return found if found and in_range(found) else None
