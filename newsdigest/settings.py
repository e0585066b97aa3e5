"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from .errors import UsageError

Linkage = Literal["representative", "component"]
Method = Literal["coverage", "tfidf", "lexrank"]
Granularity = Literal["event", "story"]

LINKAGES: tuple[Linkage, ...] = get_args(Linkage)
METHODS: tuple[Method, ...] = get_args(Method)
GRANULARITIES: tuple[Granularity, ...] = get_args(Granularity)


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How sources are read.

    Attributes:
        max_bytes: bytes that one article or record may have; a longer one is reported as lost,
            so that an endless line neither fills the memory nor stops the run.
        exclude: files that are no input wherever they lie, such as the one that is written.
    """

    max_bytes: int = 5_000_000
    exclude: frozenset[Path] = frozenset()

    def __post_init__(self) -> None:
        _require(self.max_bytes >= 1, "max_bytes", "at least 1", self.max_bytes)


@dataclass(frozen=True, slots=True)
class CleaningSettings:
    """What of a page is taken for site chrome.

    Attributes:
        keep: reasons (see ``docs/cleaning.md``) for which nothing is removed.
    """

    keep: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DuplicateSettings:
    """When two texts count as the same.

    Attributes:
        threshold: exact Jaccard similarity of the shingle sets, 0 to 1, from which on two
            articles are near-duplicates.
        containment: share of the shorter article's shingles, 0 to 1, that stand in the longer one
            from which on it counts as that article cut short.
        ngram: words in a shingle.
        num_perm: slots in a MinHash signature.
        seed: seed of the MinHash permutations.
        linkage: "representative" (every copy is within the threshold of the kept article) or
            "component" (chains of near-duplicates are one group).
    """

    threshold: float = 0.8
    containment: float = 0.95
    ngram: int = 5
    num_perm: int = 128
    seed: int = 1
    linkage: Linkage = "representative"

    def __post_init__(self) -> None:
        _require(0 < self.threshold <= 1, "threshold", "above 0, at most 1", self.threshold)
        _require(0 < self.containment <= 1, "containment", "above 0, at most 1", self.containment)
        _require(self.ngram >= 1, "ngram", "at least 1", self.ngram)
        _require(self.num_perm >= 16, "num_perm", "at least 16", self.num_perm)
        _require(self.linkage in LINKAGES, "linkage", " or ".join(LINKAGES), self.linkage)


@dataclass(frozen=True, slots=True)
class EventSettings:
    """When two articles report the same happening.

    Attributes:
        threshold: average similarity, 0 to 1, from which on two groups of articles are one event,
            in a large batch.
        small_threshold: the same for a batch of one article; batches in between lie in between,
            because among few articles a shared topic can't be told from a shared event.
        small_batch: number of articles at which the two thresholds weigh the same.
        granularity: "event" (one happening) or "story" (what is about the same, whenever it was).
        window: days between two articles beyond which they are not even compared, so that the cost
            of an article stays the same however long a stream is; None compares all.
        max_gap: days between the time that a text tells of itself and another article's time above
            which the two are never one event. (A published date may be wrong; it only weighs.)
        day_scale: days over which the weight of nearness in time falls off (sigma).
        time_floor: share of the similarity that remains for articles far apart in time, 0 to 1.
        density_weight: how much more is asked where an article has many near neighbours.
        background_weight: how much more is asked where even its farther neighbours are near.
        null_weight: what the temporal null takes off, as a multiple of the cosine to articles of
            another time; 0 switches it off.
        null_margin: multiple of that cosine from which on a pair is free of the temporal null.
        prior: articles' worth of general news that the background table counts as, beside the
            articles at hand.
        lead: tokens that the second TF-IDF block reads.
        neighbours: similar articles that each article is compared with.
    """

    threshold: float = 0.19
    small_threshold: float = 0.28
    small_batch: int = 20
    granularity: Granularity = "event"
    window: int | None = None
    max_gap: int = 60
    day_scale: float = 3.0
    time_floor: float = 0.6
    density_weight: float = 0.3
    background_weight: float = 0.15
    null_weight: float = 1.3
    null_margin: float = 1.2
    prior: float = 300.0
    lead: int = 100
    neighbours: int = 40

    def __post_init__(self) -> None:
        for name in ("threshold", "small_threshold"):
            _require(0 < getattr(self, name) <= 1, name, "above 0, at most 1", getattr(self, name))
        _require(self.small_batch >= 0, "small_batch", "at least 0", self.small_batch)
        known = self.granularity in GRANULARITIES
        _require(known, "granularity", " or ".join(GRANULARITIES), self.granularity)
        _require(self.window is None or self.window >= 0, "window", "at least 0", self.window)
        _require(self.max_gap >= 0, "max_gap", "at least 0", self.max_gap)
        _require(self.neighbours >= 1, "neighbours", "at least 1", self.neighbours)


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How a digest is made.

    Attributes:
        words: upper bound of a digest's length, in words as ``str.split()`` yields them.
        method: "coverage" (the default), "tfidf" (greedy centroid) or "lexrank" (sumy's).
        candidates: best sentences of an event (by TF-IDF) that the methods choose from.
        min_articles: articles, copies included, that an event needs to get a digest.
        top: how many digests to make, the newest events first; None for all.
    """

    words: int = 120
    method: Method = "coverage"
    candidates: int = 400
    min_articles: int = 1
    top: int | None = None

    def __post_init__(self) -> None:
        _require(self.words >= 1, "words", "at least 1", self.words)
        _require(self.method in METHODS, "method", ", ".join(METHODS), self.method)
        _require(self.candidates >= 1, "candidates", "at least 1", self.candidates)
        _require(self.min_articles >= 1, "min_articles", "at least 1", self.min_articles)
        _require(self.top is None or self.top >= 1, "top", "at least 1", self.top)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all stages."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    duplicates: DuplicateSettings = field(default_factory=DuplicateSettings)
    events: EventSettings = field(default_factory=EventSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)


def _require(holds: bool, name: str, rule: str, value: object) -> None:
    if not holds:
        raise UsageError(f"{name} must be {rule}, not {value!r}")
