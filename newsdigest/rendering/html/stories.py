"""Storylines as the page shows them: chapters in time order, each leading to its event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...records import Chapter as ChapterRecord
from ...records import Digest, Report, Storyline
from ..safe import readable
from ..words import size
from .events import headline
from .views import Chapter, Story
from .wording import days, days_of, iso

_AROUND = 5  # chapters that an event shows of its own story


def storylines(report: Report, anchors: Sequence[str]) -> list[Story]:
    """The storylines of a report, those of the most reports first."""
    shown = {
        digest.event.id: (digest, anchor)
        for digest, anchor in zip(report.digests, anchors, strict=True)
    }
    records = {
        digest.event.storyline.id: digest.event.storyline
        for digest in report.digests
        if digest.event.storyline
    }
    found = [
        (_weight(record, shown), _story(record, number, shown))
        for number, record in enumerate(records.values(), start=1)
    ]
    found.sort(key=lambda pair: -pair[0])
    return [story for _, story in found]


def around(story: Story, anchor: str) -> Story:
    """The story as an event shows it: the chapters nearest to its own, which is marked."""
    href = f"#{anchor}"
    own = next(i for i, chapter in enumerate(story.chapters) if chapter.href == href)
    start = max(0, min(own - _AROUND // 2, len(story.chapters) - _AROUND))
    near = story.chapters[start : start + _AROUND]
    return replace(
        story, chapters=tuple(replace(one, here=True) if one.href == href else one for one in near)
    )


def _weight(record: Storyline, shown: Mapping[str, tuple[Digest, str]]) -> int:
    ids = (chapter.event_id for chapter in record.chapters)
    return sum(len(shown[name][0].event.reports) for name in ids if name in shown)


def _story(record: Storyline, number: int, shown: Mapping[str, tuple[Digest, str]]) -> Story:
    chapters = tuple(
        _chapter(chapter, place, record, shown)
        for place, chapter in enumerate(record.chapters, start=1)
    )
    heaviest = max(
        (shown[c.event_id][0] for c in record.chapters if c.event_id in shown),
        key=lambda digest: len(digest.event.reports),
    )
    return Story(f"story-{number}", headline(heaviest), chapters, len(chapters))


def _chapter(
    chapter: ChapterRecord,
    place: int,
    record: Storyline,
    shown: Mapping[str, tuple[Digest, str]],
) -> Chapter:
    reason = _reason(chapter.reason, record)
    if chapter.event_id not in shown:
        text = "not in this report"
        span = days(chapter.earliest, chapter.latest)
        return Chapter(place, "", text, span, iso(chapter.earliest), "", reason)
    digest, anchor = shown[chapter.event_id]
    event = digest.event
    return Chapter(
        place,
        f"#{anchor}",
        headline(digest),
        days_of(event),
        iso(event.earliest or event.latest),
        size(event),
        reason,
    )


def _reason(reason: str, record: Storyline) -> str:
    """The reason with chapters called by their number, not by the ids of their events."""
    for place, chapter in enumerate(record.chapters, start=1):
        reason = reason.replace(f"event {chapter.event_id}", f"chapter {place}")
    return readable(reason[:1].upper() + reason[1:])
