"""Event, the reports of one happening, with the links and time intervals that made it one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from ..errors import UsageError
from ..language.dates import day_words
from .article import Article
from .groups import DuplicateGroup


@dataclass(frozen=True, slots=True)
class Interval:
    """When an article can have been written: from ``earliest`` to ``latest``, both ends included.

    None is an open end. ``evidence`` holds the phrases that set the ends, in words; ``published``
    is true where a date of publication sets both, and no phrase of the text had to.
    """

    earliest: date | None = None
    latest: date | None = None
    evidence: tuple[str, ...] = ()
    published: bool = False

    def gap(self, other: Interval) -> int | None:
        """Days that lie between two intervals; 0 if they may touch, None if nothing is known."""
        if not (self.known and other.known):
            return None
        ahead = _days(self.latest, other.earliest)
        behind = _days(other.latest, self.earliest)
        return max(0, ahead, behind)

    @property
    def known(self) -> bool:
        """Whether the interval is closed at either end."""
        return self.earliest is not None or self.latest is not None

    def __str__(self) -> str:
        """ "5 June 2023", "not before 1 November 2023", "no date"."""
        first, last = (day_words(d) if d else "" for d in (self.earliest, self.latest))
        if first and last:
            return first if first == last else f"{first} to {last}"
        return f"not before {first}" if first else f"not after {last}" if last else "no date"


def _days(end: date | None, start: date | None) -> int:
    return (start - end).days if end and start else 0


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles (by id) belong to one event.

    ``score`` is the similarity that the clustering saw (0 to 1); ``evidence`` says in words what
    it is made of; the other fields are its parts.
    """

    a: str
    b: str
    score: float
    evidence: tuple[str, ...] = ()
    cosine: float = 0.0
    day_gap: int | None = None
    terms: tuple[tuple[str, float], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The link as it stands in the JSON output."""
        return {
            "a": self.a,
            "b": self.b,
            "score": self.score,
            "cosine": self.cosine,
            "day_gap": self.day_gap,
            "terms": [{"term": term, "weight": weight} for term, weight in self.terms],
            "evidence": list(self.evidence),
        }


#: Why an event is part of a story, where it follows no other chapter: it is the first, or not.
FIRST_CHAPTER, LONE_CHAPTER = "the first reports", "goes with the chapters after it"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One event of a storyline: its id, its first and last day, and why it is part of the story."""

    event_id: str
    earliest: date | None
    latest: date | None
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The chapter as it stands in the JSON output."""
        return {
            "event_id": self.event_id,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Storyline:
    """Events that follow each other in time and are about the same, as chapters in time order."""

    id: str
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, chapters: tuple[Chapter, ...]) -> Storyline:
        """The storyline of chapters, whose ids make its own."""
        packed = "\0".join(chapter.event_id for chapter in chapters).encode()
        return cls(blake2b(packed, digest_size=6).hexdigest(), chapters)

    def to_dict(self) -> dict[str, Any]:
        """The storyline as it stands in the JSON output."""
        return {"id": self.id, "chapters": [chapter.to_dict() for chapter in self.chapters]}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an event as a whole rests on.

    ``average`` is the average score over all pairs of its reports (a pair that was not found alike
    counts 0), ``threshold`` what it had to reach in its batch, both 0 to 1; ``intervals`` are the
    times in which its reports can have been written, by article id.
    """

    average: float
    threshold: float
    intervals: tuple[tuple[str, Interval], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """The articles that report one happening, copies included, ordered by date and id.

    ``groups`` are the near-duplicate groups among them; ``earliest`` and ``latest`` the first and
    last published day, else the bounds that the texts give, else None. ``storyline`` is that of
    which the event is a chapter, if it is one of several; ``grounds`` what it rests on, where it
    was found by clustering.
    """

    id: str
    articles: tuple[Article, ...]
    groups: tuple[DuplicateGroup, ...] = ()
    links: tuple[Link, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    storyline: Storyline | None = None
    grounds: Grounds | None = None

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def duplicate_of(self) -> dict[str, str]:
        """The id of each copy, with the id of the article that is kept for it."""
        return {copy.id: group.kept.id for group in self.groups for copy in group.copies}

    @property
    def reports(self) -> tuple[Article, ...]:
        """The articles without copies: one for each report."""
        copies = self.duplicate_of
        return tuple(article for article in self.articles if article.id not in copies)

    def to_dict(self) -> dict[str, Any]:
        """The event as it stands in the JSON output: ids, not texts."""
        return {
            "event_id": self.id,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "articles": [article.id for article in self.articles],
            "groups": [group.to_dict() for group in self.groups],
            "links": [link.to_dict() for link in self.links],
            "storyline": self.storyline.to_dict() if self.storyline else None,
        }


@dataclass(frozen=True, slots=True)
class Constraints:
    """The editor's word on a clustering, as pairs of article ids.

    ``same`` are pairs that are one event whatever their texts say, ``different`` pairs that never
    are.

    Raises:
        UsageError: if one of them is not a pair of ids.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for name in ("same", "different"):
            for pair in getattr(self, name):
                whole = isinstance(pair, tuple | list) and len(pair) == 2
                if not (whole and all(isinstance(one, str) for one in pair)):
                    raise UsageError(f"{name} must be pairs of ids, which {pair!r} is not")
            # Lists become tuples, as a frozen record can be hashed.
            pairs = tuple((a, b) for a, b in getattr(self, name))
            object.__setattr__(self, name, pairs)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well events agree with labels, each figure from 0 (not at all) to 1 (wholly).

    B-cubed (Bagga and Baldwin 1998) averages over articles, pairwise F1 counts pairs of articles;
    the adjusted Rand index (Hubert and Arabie 1985) and the adjusted mutual information (Vinh et
    al. 2010) are 0 for what chance gives, and may fall below.
    """

    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    pairwise_f1: float
    adjusted_rand_index: float
    adjusted_mutual_information: float
    articles: int
    labels: int
    events: int

    def to_dict(self) -> dict[str, float]:
        """The figures by name, to six decimals, as they stand in the JSON output."""
        return {name: round(value, 6) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What decided whether two articles of a batch are one event, in sentences for a reader."""

    a: str
    b: str
    together: bool
    lines: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as it stands in the JSON output."""
        return {"a": self.a, "b": self.b, "together": self.together, "evidence": list(self.lines)}


def newest_first(latest: date | None, reports: int, identity: str) -> tuple[int, int, str]:
    """What events are ordered by: latest day (undated last), number of reports, id."""
    return (-latest.toordinal() if latest else 0, -reports, identity)


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """What holds an event of a batch together, in sentences for a reader; ``articles`` are ids."""

    event_id: str
    articles: tuple[str, ...]
    lines: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as it stands in the JSON output."""
        return {
            "event_id": self.event_id,
            "articles": list(self.articles),
            "evidence": list(self.lines),
        }
