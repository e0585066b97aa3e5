"""Days to places on an axis: where most of the events lie, with a margin for what lies far out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FAR = 6  # times the span of the middle events, beyond which the outermost go to the margins
_ENOUGH = 20  # events from which on some can be outermost


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that the axis names, and its place."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``left`` to ``right`` (pixels) for the days from ``first`` to ``last``."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """The place of a day's middle; a day beyond an end is at that end."""
        days = min(max((day - self.first).days, 0), self.days - 1)
        return self.left + (days + 0.5) * self.day_width

    @property
    def days(self) -> int:
        """How many days the axis has."""
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        """Pixels of a day."""
        return (self.right - self.left) / self.days

    def ticks(self, most: int) -> list[Tick]:
        """Days to name, at most so many: days, weeks, months or years, whichever fit."""
        for step in (1, 2, 7, 14):
            if self.days <= step * most:
                start = (self.days - 1) % step // 2
                found = [self.first + timedelta(n) for n in range(start, self.days, step)]
                return [Tick(self.at(day), _day(day, i == 0)) for i, day in enumerate(found)]
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
            found = self._months(months)
            if len(found) <= most:
                return [Tick(self._edge(day), _month(day, months)) for day in found]
        return []

    def _edge(self, day: date) -> float:
        return self.left + (day - self.first).days * self.day_width

    def _months(self, step: int) -> list[date]:
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        numbers = range(first + (-first % step), last + 1, step)
        days = (date(number // 12, number % 12 + 1, 1) for number in numbers)
        return [day for day in days if self.first <= day <= self.last]


def telling(spans: Iterable[tuple[date | None, date | None]]) -> list[date]:
    """The days that say when events were, given each one's first and last day, None if not known.

    "Not before 1958" says nothing of events of 2014: a bound counts only where it tells that an
    event is of the time of the dated ones or beyond it, or where no event is dated.
    """
    spans = list(spans)
    dated = [day for first, last in spans if first and last for day in (first, last)]
    after = [first for first, last in spans if first and not last]
    before = [last for first, last in spans if last and not first]
    if not dated:
        return after + before
    begin, end = min(dated), max(dated)
    return [
        *dated,
        *(day for day in after if day >= begin),
        *(day for day in before if day <= end),
    ]


def scale(days: Sequence[date], left: float, right: float) -> Scale:
    """The axis for the days of events: for nearly all of them, if the rest lies far away."""
    ordered = sorted(days)
    first, last = ordered[0], ordered[-1]
    if len(ordered) >= _ENOUGH:
        cut = len(ordered) // 20
        low, high = ordered[cut], ordered[-1 - cut]
        middle = max(7, (high - low).days)
        first = max(first, low - timedelta(middle * _FAR))
        last = min(last, high + timedelta(middle * _FAR))
    pad = timedelta(max(0, (last - first).days // 40))
    return Scale(_moved(first, -pad), _moved(last, pad), left, right)


def _moved(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def _day(day: date, first: bool) -> str:
    name = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{name} {day.year}" if first else name


def _month(day: date, step: int) -> str:
    if step >= 12:
        return str(day.year)
    name = _MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 or step >= 6 else name
