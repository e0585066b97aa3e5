"""The map of the corpus: events in time, sized by their reports, storylines as threads.

The upper part gives each of the weightiest storylines a lane in which its chapters are threaded;
the lower part stacks all other events over their days, the weightiest at the bottom, so that the
height of a stack is how much happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import east_asian_width

from .timescale import Scale, Tick, scale
from .views import Story

_LANE = 42.0  # pixels of a storyline
_STACKS = 128.0  # pixels that the stacks may be high
_AXIS = 26.0
_SMALLEST, _LARGEST = 3.0, 14.0  # radius of one report, and of the most
_MOST_DISCS = 4000
_MOST_LINKS = 400  # discs that lead to their events; an element costs a browser more than a curve
_GAP = 1.5
_NARROWEST = 11.0  # pixels of a stack


@dataclass(frozen=True, slots=True)
class Spot:
    """An event for the map: its days, its weight, where it leads, and what it is called."""

    href: str
    headline: str
    when: str
    size: str
    day: date | None
    bounded: bool
    reports: int


@dataclass(frozen=True, slots=True)
class Disc:
    """A spot in its place; ``loose`` where only a bound of its time is known."""

    x: float
    y: float
    r: float
    href: str
    title: str
    loose: bool
    count: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A storyline in the map: its label, its thread, its chapters."""

    y: float
    label: str
    href: str
    chapters: str
    x1: float
    x2: float
    discs: tuple[Disc, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The map, ready to be drawn in ``width`` by ``height`` pixels.

    ``crowd`` and ``loose_crowd`` are outlines of the discs beyond the weightiest, which don't lead
    to their events.
    """

    width: float
    height: float
    lanes: tuple[Lane, ...]
    discs: tuple[Disc, ...]
    crowd: str
    loose_crowd: str
    ticks: tuple[Tick, ...]
    axis: float
    left: float
    right: float
    undated: float
    hidden: int
    threads_hidden: int


def chart(
    spots: Sequence[Spot],
    stories: Sequence[Story],
    days: Sequence[date],
    width: float,
    lanes: int,
) -> Chart | None:
    """The map of the events on an axis for some days, so many pixels wide, with lanes at most.

    Returns None where there is nothing to map: fewer than two events, or no dates.
    """
    if len(spots) < 2 or not days:
        return None
    undated = sum(spot.day is None for spot in spots)
    margin = 64.0 if undated else 12.0
    axis = scale(days, 12.0, width - margin)
    by_href = {spot.href: spot for spot in spots}
    told = [story for story in stories if _threads(story, by_href) > 1][:lanes]
    most = max(spot.reports for spot in spots)
    drawn = tuple(
        _lane(story, by_href, axis, (number + 0.5) * _LANE, most, width)
        for number, story in enumerate(told)
    )
    threaded = {disc.href for lane in drawn for disc in lane.discs}
    rest = sorted((s for s in spots if s.href not in threaded), key=lambda s: -s.reports)
    stacked, height = _stacks(rest[:_MOST_DISCS], axis, width - margin / 2, most)
    top = _LANE * len(told)
    base = top + height + (8.0 if stacked else 0.0)
    discs = [replace(disc, y=round(base - disc.y, 1)) for disc in stacked]
    linked = {spot.href for spot in rest[:_MOST_LINKS]}
    return Chart(
        width,
        round(base + _AXIS, 1),
        drawn,
        tuple(disc for disc in discs if disc.href in linked),
        _outline(d for d in discs if d.href not in linked and not d.loose),
        _outline(d for d in discs if d.href not in linked and d.loose),
        tuple(axis.ticks(int(width // 110))),
        round(base, 1),
        axis.left,
        axis.right,
        width - margin / 2 if undated else 0.0,
        max(0, len(rest) - _MOST_DISCS),
        sum(_threads(story, by_href) > 1 for story in stories) - len(told),
    )


def _threads(story: Story, by_href: dict[str, Spot]) -> int:
    """How many chapters of a story the map can show."""
    return sum(bool(c.href in by_href and by_href[c.href].day) for c in story.chapters)


def _lane(
    story: Story, by_href: dict[str, Spot], axis: Scale, middle: float, most: int, width: float
) -> Lane:
    y = round(middle + 9, 1)
    discs = tuple(
        _disc(spot, axis.at(spot.day), y, _radius(spot.reports, most, 4.5, 10.0))
        for chapter in story.chapters
        if (spot := by_href.get(chapter.href)) and spot.day
    )
    xs = [disc.x for disc in discs]
    chapters = f"{story.total} chapters"
    label = fitted(story.headline, width - 24 - 7.2 * (len(chapters) + 3))
    return Lane(y, label, f"#{story.anchor}", chapters, min(xs), max(xs), discs)


def _stacks(
    spots: Sequence[Spot], axis: Scale, undated: float, most: int
) -> tuple[list[Disc], float]:
    """The discs over the axis, ``y`` counted up from it, and the height of the highest stack."""
    if not spots:
        return [], 0.0
    for shrink in (1.0, 0.85, 0.7, 0.55, 0.45, 0.35, 0.28, 0.22, 0.17, 0.13):
        smallest = max(0.8, _SMALLEST * shrink)
        placed = [
            disc
            for middle, room, members in _bins(spots, axis, undated, smallest)
            for disc in _packed(members, middle, room, smallest, _LARGEST * shrink, most)
        ]
        height = max(disc.y + disc.r for disc in placed)
        if height <= _STACKS:
            break
    return placed, height


def _bins(
    spots: Sequence[Spot], axis: Scale, undated: float, smallest: float
) -> Iterable[tuple[float, float, list[Spot]]]:
    """Stacks: the middle of each, its width, its events; days are put together where they crowd."""
    step = 1
    while step * axis.day_width < max(_NARROWEST, 2.4 * smallest) and step < axis.days:
        step += 1
    found: dict[int, list[Spot]] = {}
    for spot in spots:
        number = -1 if spot.day is None else int((axis.at(spot.day) - axis.left) / axis.day_width)
        found.setdefault(-1 if number < 0 else number // step, []).append(spot)
    width = step * axis.day_width
    for number in sorted(found):
        middle = undated if number < 0 else axis.left + (number + 0.5) * width
        room = 44.0 if number < 0 else min(width * 0.9, 220.0)
        yield middle, room, found[number]


def _packed(
    members: Sequence[Spot], middle: float, room: float, smallest: float, largest: float, most: int
) -> Iterable[Disc]:
    """Discs in rows from the axis up, each row centred, the weightiest first."""
    y, row, used = 0.0, list[tuple[Spot, float]](), 0.0
    for spot in members:
        r = min(_radius(spot.reports, most, smallest, largest), max(smallest, room / 2))
        if row and used + 2 * r > room:
            yield from _row(row, middle, y, used)
            y += 2 * row[0][1] + _GAP
            row, used = [], 0.0
        row.append((spot, r))
        used += 2 * r + _GAP
    yield from _row(row, middle, y, used)


def _row(row: Sequence[tuple[Spot, float]], middle: float, y: float, used: float) -> Iterable[Disc]:
    x = middle - (used - _GAP) / 2
    for spot, r in row:
        yield _disc(spot, x + r, y + row[0][1], r)
        x += 2 * r + _GAP


def _disc(spot: Spot, x: float, y: float, r: float) -> Disc:
    title = f"{spot.headline} — {spot.when}, {spot.size}"
    count = str(spot.reports) if r >= 9 else ""
    return Disc(round(x, 1), round(y, 1), round(r, 1), spot.href, title, spot.bounded, count)


def _outline(discs: Iterable[Disc]) -> str:
    """Discs as one path, each of two arcs."""
    arcs = []
    for disc in discs:
        r, width = disc.r, round(2 * disc.r, 1)
        start = f"M{round(disc.x - r, 1)} {disc.y}"
        arcs.append(f"{start}a{r} {r} 0 1 0 {width} 0a{r} {r} 0 1 0 -{width} 0")
    return "".join(arcs)


def _radius(reports: int, most: int, smallest: float, largest: float) -> float:
    """The area grows with the number of reports."""
    if most <= 1:
        return smallest
    share = (max(1, reports) - 1) / (most - 1)
    return math.sqrt(smallest**2 + share * (largest**2 - smallest**2))


def fitted(text: str, width: float) -> str:
    """A text cut to a width in pixels, at about seven a letter and twice that for wide ones."""
    used = 0.0
    for index, char in enumerate(text):
        used += 13.5 if east_asian_width(char) in "WF" else 7.2
        if used > width:
            return text[: max(1, index - 1)].rstrip(" ,;:") + "…"
    return text
