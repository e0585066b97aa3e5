"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from .errors import UsageError

Linkage = Literal["representative", "component"]
Method = Literal["coverage", "tfidf", "lexrank"]
Engine = Literal["auto", "fast", "numpy", "datasketch"]
Granularity = Literal["event", "story"]

ENGINES: tuple[Engine, ...] = get_args(Engine)
LINKAGES: tuple[Linkage, ...] = get_args(Linkage)
METHODS: tuple[Method, ...] = get_args(Method)
GRANULARITIES: tuple[Granularity, ...] = get_args(Granularity)

#: Why a part of a page is removed; ``docs/cleaning.md`` explains each.
CHROME_REASONS = (
    "date", "headline", "section", "byline", "agency", "caption", "related", "prompt", "notice",
    "outside", "unlike", "site", "user",
)  # fmt: skip


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
        _whole(self, "max_bytes", 1)


@dataclass(frozen=True, slots=True)
class CleaningSettings:
    """What of a page is taken for site chrome.

    Attributes:
        keep: reasons (see ``docs/cleaning.md``) for which nothing is removed.
        drop_lines: regular expressions; a line in whose first 300 characters one is found is
            removed, whatever else it looks like.
        learn: whether lines that several articles of one site share count against themselves;
            what one article becomes then depends on the others.
        max_html_bytes: bytes of HTML above which a page is read as plain text.
        max_html_depth: nested elements above which it is.
        max_html_attributes: attributes of one tag above which it is.
        max_html_tags: tags above which it is.
    """

    keep: frozenset[str] = frozenset()
    drop_lines: tuple[str, ...] = ()
    learn: bool = False
    max_html_bytes: int = 10_000_000
    max_html_depth: int = 256
    max_html_attributes: int = 500
    max_html_tags: int = 20_000

    def __post_init__(self) -> None:
        for reason in sorted(self.keep):
            if reason not in CHROME_REASONS:
                raise UsageError(f"keep: no reason {reason!r}; one of {', '.join(CHROME_REASONS)}")
        for pattern in self.drop_lines:
            try:
                re.compile(pattern)
            except re.error as error:
                raise UsageError(
                    f"drop_lines: {pattern!r} is no regular expression: {error}"
                ) from error
        for name in ("max_html_bytes", "max_html_depth", "max_html_attributes", "max_html_tags"):
            _whole(self, name, 1)


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
        _share(self, "threshold", "containment")
        _whole(self, "ngram", 1, 64)
        _whole(self, "num_perm", 16, 4096)
        _whole(self, "seed", 0, (1 << 32) - 1)
        _whole(self, "workers", 0)
        _one_of(self, "linkage", LINKAGES)
        _one_of(self, "engine", ENGINES)


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
        _share(self, "threshold", "small_threshold")
        for name, least in (("small_batch", 0), ("max_gap", 0), ("lead", 0), ("neighbours", 1)):
            _whole(self, name, least)
        _number(self, "day_scale", 0.01, math.inf)
        _number(self, "time_floor", 0.0, 1.0)
        _number(self, "prior", 0.0, math.inf)
        _one_of(self, "granularity", GRANULARITIES)
        if self.window is not None:
            _whole(self, "window", 0)


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
        for name in ("words", "candidates", "min_articles"):
            _whole(self, name, 1)
        if self.top is not None:
            _whole(self, "top", 1)
        _one_of(self, "method", METHODS)


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """How far back an archive looks when articles are added.

    Attributes:
        whole: articles up to which everything is clustered anew, so that the events are exactly
            those of one batch.
        horizon: days around the new articles from which stored ones are clustered with them, where
            there are more.
        nearest: stored reports of these days that are clustered with them at the most, the nearest
            in time first; and the latest of those that tell no day.
        similar: reports of whatever time, the most alike, that each new one brings along.
    """

    whole: int = 2000
    horizon: int = 7
    nearest: int = 2000
    similar: int = 3

    def __post_init__(self) -> None:
        for name in ("whole", "horizon", "nearest", "similar"):
            _whole(self, name, 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all stages."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    duplicates: DuplicateSettings = field(default_factory=DuplicateSettings)
    events: EventSettings = field(default_factory=EventSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)


def _whole(settings: object, name: str, least: int, most: float = math.inf) -> None:
    value = getattr(settings, name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        bounds = f"of at least {least}" if most == math.inf else f"from {least} to {most}"
        raise UsageError(f"{name} must be a whole number {bounds}, not {value!r}")


def _number(settings: object, name: str, least: float, most: float) -> None:
    value = getattr(settings, name)
    if not isinstance(value, int | float) or not least <= value <= most:
        bounds = f"of at least {least}" if most == math.inf else f"from {least} to {most}"
        raise UsageError(f"{name} must be a number {bounds}, not {value!r}")


def _share(settings: object, *names: str) -> None:
    for name in names:
        _number(settings, name, 0.0, 1.0)
        if getattr(settings, name) == 0:
            raise UsageError(f"{name} must be above 0")


def _one_of(settings: object, name: str, allowed: tuple[str, ...]) -> None:
    value = getattr(settings, name)
    if value not in allowed:
        raise UsageError(f"{name} must be {' or '.join(allowed)}, not {value!r}")
