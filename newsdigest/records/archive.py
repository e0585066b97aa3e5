"""What an archive tells: what a batch added, what is new, what a search or a check found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from .article import Article, Problem
from .digests import Digest
from .events import Event

UpdateKind = Literal["new", "grown", "corrected"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one batch did.

    Attributes:
        batch: the number of the batch; None if nothing in it was new.
        articles: ids of the articles that the archive did not have.
        corrected: ids of those that it had with another text.
        unchanged: how many it had already, just so.
        forgotten: how many it left out, being of before the day that was forgotten.
        events: ids of the events that hold any of them.
        problems: what could not be read, and reservations.
    """

    batch: int | None
    articles: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    unchanged: int = 0
    events: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    forgotten: int = 0

    @property
    def read(self) -> int:
        """How many articles the batch had, new or not."""
        return len(self.articles) + len(self.corrected) + self.unchanged + self.forgotten

    def to_dict(self) -> dict[str, Any]:
        """The outcome as it stands in the JSON output."""
        return {
            "batch": self.batch,
            "articles": list(self.articles),
            "corrected": list(self.corrected),
            "unchanged": self.unchanged,
            "forgotten": self.forgotten,
            "events": list(self.events),
            "problems": [problem.to_dict() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Update:
    """What is new of one event.

    Attributes:
        kind: "new" (nothing was known of the event), "grown" (there are more articles of it) or
            "corrected" (one of its articles has another text).
        digest: the event, told in sentences that only the new articles say; all of it, if it is
            new.
        articles: ids of the new and the corrected articles.
        merged: ids of events that have become part of it.
    """

    kind: UpdateKind
    digest: Digest
    articles: tuple[str, ...]
    merged: tuple[str, ...] = ()

    @property
    def event(self) -> Event:
        """The event, with the articles that were known before."""
        return self.digest.event

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The update as it stands in the JSON output: the digest, and what it is of."""
        return {
            "kind": self.kind,
            "new_articles": list(self.articles),
            "merged": list(self.merged),
            **self.digest.to_dict(text=text),
        }


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a timeline: a day of an event, or another chapter of its story.

    ``day`` is None where nothing tells it; ``reason`` says why a chapter is part of the story.
    """

    day: date | None
    digest: Digest
    reason: str = ""

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The step as it stands in the JSON output."""
        day = self.day.isoformat() if self.day else None
        return {"day": day, "reason": self.reason, **self.digest.to_dict(text=text)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """An event day by day, among the chapters of its story."""

    event: Event
    moments: tuple[Moment, ...]

    def __iter__(self) -> Iterator[Moment]:
        return iter(self.moments)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The timeline as it stands in the JSON output."""
        return {
            "event_id": self.event.id,
            "moments": [moment.to_dict(text=text) for moment in self.moments],
        }


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a search found: the event that it is of, and the passage that matches best.

    ``passage == article.text[start:end]``.
    """

    article: Article
    event_id: str
    passage: str
    start: int
    end: int

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The finding as it stands in the JSON output."""
        article = self.article
        record: dict[str, Any] = {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "source": article.source,
            "published": article.published.isoformat() if article.published else None,
            "event_id": self.event_id,
            "passage": self.passage,
            "start": self.start,
            "end": self.end,
        }
        return record | {"text": article.text} if text else record


@dataclass(frozen=True, slots=True)
class Version:
    """One text that an article has had: its number, from 1, and when it came."""

    number: int
    added: datetime
    article: Article


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a look into an archive's integrity found.

    Attributes:
        articles: how many articles the archive has.
        checked: how many of them were read and compared with their checksums.
        problems: what is damaged ("lost": it can't be had back from the file alone).
        repaired: what was mended, in words.
        lost: the articles that mending could not have back.
    """

    articles: int
    checked: int
    problems: tuple[Problem, ...] = ()
    repaired: tuple[str, ...] = ()
    lost: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """The checkup as it stands in the JSON output."""
        return {
            "articles": self.articles,
            "checked": self.checked,
            "problems": [problem.to_dict() for problem in self.problems],
            "repaired": list(self.repaired),
            "lost": [problem.to_dict() for problem in self.lost],
        }
