"""Names the places of the page: events, reports and the sentences that something cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...records import Digest, Event, Report

_PLAIN = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text that is cited: its place, its anchor, and what first cites it."""

    start: int
    end: int
    anchor: str
    back: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What cites a place: an article by id, a span of its text, and where the citation stands."""

    article_id: str
    start: int
    end: int
    back: str


def event_anchors(report: Report) -> list[str]:
    """An anchor for each digest: its event's id, which stays the same in tomorrow's report."""
    taken: set[str] = set()
    anchors = []
    for number, digest in enumerate(report.digests, start=1):
        name = digest.event.id
        if not _PLAIN.fullmatch(name) or f"e-{name}" in taken:
            name = f"{number}n"
        taken.add(f"e-{name}")
        anchors.append(f"e-{name}")
    return anchors


class Places:
    """The anchors of one event: which report an article is, and where each citation leads."""

    def __init__(self, digest: Digest, anchor: str) -> None:
        self.anchor = anchor
        self.number = _numbers(digest.event)
        self._marked = self._mark(_citations(digest, anchor), digest.event)
        self._by_place = {
            (name, at.start): at.anchor for name, spans in self._marked.items() for at in spans
        }

    def report(self, article_id: str) -> str:
        """The anchor of a report, "" for an article that the event does not have."""
        number = self.number.get(article_id)
        return f"{self.anchor}-r{number}" if number else ""

    def sentence(self, article_id: str, start: int, end: int) -> str:
        """The anchor of the marked sentence that holds a span, else that of its report."""
        exact = self._by_place.get((article_id, start))
        if exact:
            return exact
        for at in self._marked.get(article_id, ()):
            if at.start <= start and end <= at.end:
                return at.anchor
        return self.report(article_id)

    def marked(self, article_id: str) -> Sequence[Marked]:
        """What is marked in an article, in order, nothing overlapping."""
        return self._marked.get(article_id, ())

    def _mark(self, citations: Iterable[Citation], event: Event) -> Mapping[str, list[Marked]]:
        lengths = {article.id: len(article.text) for article in event.reports}
        found: dict[str, list[Marked]] = {}
        for one in sorted(citations, key=lambda c: (c.article_id, c.start)):
            end = min(one.end, lengths.get(one.article_id, 0))
            if not 0 <= one.start < end:
                continue
            spans = found.setdefault(one.article_id, [])
            if spans and one.start < spans[-1].end:  # one marked stretch holds both
                last = spans[-1]
                spans[-1] = Marked(last.start, max(last.end, end), last.anchor, last.back)
                continue
            anchor = f"{self.report(one.article_id)}-{one.start}"
            spans.append(Marked(one.start, end, anchor, one.back))
        return found


def _numbers(event: Event) -> dict[str, int]:
    """The number of each report; a copy has that of the report that it is folded under."""
    numbers = {article.id: number for number, article in enumerate(event.reports, start=1)}
    for copy, kept in event.duplicate_of.items():
        if kept in numbers:
            numbers[copy] = numbers[kept]
    return numbers


def _citations(digest: Digest, anchor: str) -> Iterable[Citation]:
    for number, one in enumerate(digest.sentences, start=1):
        back = f"{anchor}-d{number}"
        yield Citation(one.article_id, one.start, one.end, back)
        for echo in one.echoes:
            yield Citation(echo.article_id, echo.start, echo.end, back)
    for number, difference in enumerate(digest.differences, start=1):
        for side, statement in enumerate(difference.statements, start=1):
            said = statement.sentence
            back = f"{anchor}-x{number}-{side}"
            yield Citation(said.article_id, said.start, said.end, back)
    for passage in digest.passages:
        for place in passage:
            yield Citation(place.article_id, place.start, place.end, f"{anchor}-why")
