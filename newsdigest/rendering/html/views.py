"""What the templates of the page are filled with: plain values, ordered and worded, no logic.

Every string is text, not markup: the templates escape it. Anchors are made here and hold nothing
of what was read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference to a place on the page: the number of a report, its target, and who it is."""

    number: int
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; with an anchor, it is a marked sentence, cited from ``back``."""

    text: str
    anchor: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article; ``gap`` tells that something before it is not shown."""

    runs: tuple[Run, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Parts of a page that cleaning took out for one reason, the reason in words."""

    reason: str
    parts: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-duplicate, folded under the report whose text it carries."""

    name: str
    title: str
    day: str
    url: str
    alike: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report of an event: who, what, when, its text with the cited sentences marked.

    ``back`` is where all of its marked sentences lead back to, "" where each leads to its own
    place: a page of thousands of events has one link a report instead of one a sentence.
    """

    number: int
    anchor: str
    name: str
    title: str
    day: str
    iso: str
    url: str
    path: str
    byline: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    whole: bool
    back: str
    taken: tuple[Taken, ...]
    removed: str
    copies: tuple[Copy, ...]
    more_copies: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a digest, with the reports that say it."""

    text: str
    anchor: str
    language: str
    cites: tuple[Cite, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a difference: the quantity, and the sentence around it."""

    quantity: str
    before: str
    figure: str
    after: str
    anchor: str
    language: str
    cites: tuple[Cite, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the reports state differently, in words ("Reports differ") and the thing itself."""

    label: str
    what: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What two reports have in common; ``share`` is the score in per cent, for a bar."""

    a: Cite
    b: Cite
    score: str
    share: int
    terms: str
    time: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A sentence that stands in several reports."""

    text: str
    language: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """When a report can have been written, and what tells it."""

    cite: Cite
    when: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why the reports of an event are one."""

    verdict: str
    bar: int
    terms: tuple[str, ...]
    ties: tuple[Tie, ...]
    more_ties: int
    passages: tuple[Shared, ...]
    more_passages: int
    times: tuple[Time, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """An event as a chapter of a story; without a link where the page does not show it."""

    number: int
    href: str
    headline: str
    when: str
    iso: str
    size: str
    reason: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A storyline: all its chapters, or around one of them the nearest."""

    anchor: str
    headline: str
    chapters: tuple[Chapter, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its digest and everything that it rests on."""

    anchor: str
    event_id: str
    headline: str
    language: str
    when: str
    iso: str
    first: str
    last: str
    reports: int
    size: str
    tier: str
    sources_key: str
    sentences: tuple[Said, ...]
    conflicts: tuple[Conflict, ...]
    story: Story | None
    sources: tuple[Source, ...]
    why: Why | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of the run."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A source of the corpus with the number of its articles, for the filter."""

    key: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index by date."""

    href: str
    headline: str
    when: str
    reports: int


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a month, for the index by date."""

    name: str
    lines: tuple[Line, ...]
