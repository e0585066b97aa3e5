"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .errors import UsageError

Linkage = Literal["representative", "component"]
Method = Literal["coverage", "tfidf", "lexrank"]
Engine = Literal["auto", "fast", "numpy", "datasketch"]

ENGINES: tuple[Engine, ...] = ("auto", "fast", "numpy", "datasketch")
LINKAGES: tuple[Linkage, ...] = ("representative", "component")
METHODS: tuple[Method, ...] = ("coverage", "tfidf", "lexrank")


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How sources are read.

    Attributes:
        max_bytes: bytes that one article or record may have; a longer one is reported as lost,
            so that an endless line neither fills the memory nor stops the run.
    """

    max_bytes: int = 5_000_000

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
        ngram: words in a shingle, 1 to 64.
        num_perm: slots in a MinHash signature, 16 to 4096.
        seed: seed of the MinHash permutations.
        linkage: "representative" (every copy is within the threshold of the kept article) or
            "component" (chains of near-duplicates are one group).
        engine: "auto" (compiled kernels where they are installed and pay, else numpy), "fast"
            (compiled kernels, from the extra ``newsdigest[fast]``), "numpy", or "datasketch"
            (MinHash and MinHashLSH of that package). The first three give the same result.
        workers: threads; 0 means one for each core. The result doesn't depend on it.
    """

    threshold: float = 0.8
    containment: float = 0.95
    ngram: int = 5
    num_perm: int = 128
    seed: int = 1
    linkage: Linkage = "representative"
    engine: Engine = "auto"
    workers: int = 0

    def __post_init__(self) -> None:
        _require(0 < self.threshold <= 1, "threshold", "above 0, at most 1", self.threshold)
        _require(0 < self.containment <= 1, "containment", "above 0, at most 1", self.containment)
        _require(1 <= self.ngram <= 64, "ngram", "from 1 to 64", self.ngram)
        _require(self.num_perm >= 16, "num_perm", "at least 16", self.num_perm)
        _require(self.num_perm <= 4096, "num_perm", "at most 4096", self.num_perm)
        _require(0 <= self.seed < 1 << 32, "seed", "from 0 to 2^32 - 1", self.seed)
        _require(self.linkage in LINKAGES, "linkage", " or ".join(LINKAGES), self.linkage)
        _require(self.engine in ENGINES, "engine", ", ".join(ENGINES), self.engine)
        _require(self.workers >= 0, "workers", "at least 0", self.workers)


@dataclass(frozen=True, slots=True)
class EventSettings:
    """When two articles report the same happening.

    Attributes:
        threshold: average similarity, 0 to 1, from which on two groups of articles are one event.
        max_gap: days between two articles' time intervals above which they are never one event.
        day_scale: days over which the weight of nearness in time falls off (sigma).
        time_floor: share of the similarity that remains for articles far apart in time, 0 to 1.
        prior: articles' worth of general news that the background table counts as, beside the
            articles at hand.
        lead: tokens that the second TF-IDF block reads.
        neighbours: similar articles that each article is compared with.
    """

    threshold: float = 0.22
    max_gap: int = 30
    day_scale: float = 3.0
    time_floor: float = 0.6
    prior: float = 300.0
    lead: int = 100
    neighbours: int = 40

    def __post_init__(self) -> None:
        _require(0 < self.threshold <= 1, "threshold", "above 0, at most 1", self.threshold)
        _require(self.max_gap >= 0, "max_gap", "at least 0", self.max_gap)
        _require(self.neighbours >= 1, "neighbours", "at least 1", self.neighbours)


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How a digest is made.

    Attributes:
        words: upper bound of a digest's length, in words as ``str.split()`` yields them.
        method: "coverage" (the default), "tfidf" (greedy centroid) or "lexrank" (sumy's).
        candidates: best sentences of an event (by TF-IDF) that the methods choose from.
    """

    words: int = 120
    method: Method = "coverage"
    candidates: int = 400

    def __post_init__(self) -> None:
        _require(self.words >= 1, "words", "at least 1", self.words)
        _require(self.method in METHODS, "method", ", ".join(METHODS), self.method)
        _require(self.candidates >= 1, "candidates", "at least 1", self.candidates)


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
