"""The ways into the page besides its order: the index by date, the sources, the problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ...language.dates import MONTH_NAMES
from ...records import Problem, Report
from ..safe import readable
from .events import last_day
from .sources import source_names
from .views import EventView, Line, Month, Tally, Trouble


def months(report: Report, views: Sequence[EventView]) -> tuple[Month, ...]:
    """The events by month, newest first, the undated last."""
    found: dict[str, list[Line]] = {}
    pairs = zip(report.digests, views, strict=True)
    for digest, view in sorted(pairs, key=lambda pair: last_day(pair[0].event), reverse=True):
        name = _month(last_day(digest.event))
        line = Line(f"#{view.anchor}", view.headline, view.when, view.reports)
        found.setdefault(name, []).append(line)
    return tuple(Month(name, tuple(lines)) for name, lines in found.items())


def _month(day: date) -> str:
    return "Undated" if day == date.min else f"{MONTH_NAMES[day.month - 1]} {day.year}"


def tallies(report: Report) -> tuple[Tally, ...]:
    """The sources of the corpus by the number of their articles, then by name."""
    counts: Counter[str] = Counter()
    for digest in report.digests:
        for article in digest.event.articles:
            counts.update(source_names([article]))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Tally(key, name, count) for key, (name, count) in enumerate(ranked))


def troubles(problems: Sequence[Problem], severity: str) -> tuple[Trouble, ...]:
    """The problems of one severity."""
    return tuple(
        Trouble(
            readable(f"{one.path}, line {one.line}" if one.line else one.path),
            readable(one.reason),
        )
        for one in problems
        if one.severity == severity
    )
