"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from .errors import UsageError

Linkage = Literal["representative", "component"]
Method = Literal[
    "coverage", "tfidf", "lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction"
]
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
class Columns:
    """Which column of a table, or field of a record, each field of an article stands in.

    "" means the usual names (``docs/forms.md`` lists them), then a guess that is shown.
    """

    id: str = ""
    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    byline: str = ""

    def __post_init__(self) -> None:
        for one in fields(self):
            if not isinstance(getattr(self, one.name), str):
                raise UsageError(f"columns.{one.name} must be the name of a column")

    def given(self) -> dict[str, str]:
        """The fields that have a column of their own, by name."""
        return {one.name: name for one in fields(self) if (name := getattr(self, one.name))}


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How sources are read.

    Attributes:
        max_bytes: bytes that one article or record may have; a longer one is reported as lost,
            so that an endless line neither fills the memory nor stops the run.
        max_document_bytes: bytes that a feed, a mail or a list of feeds may have, which can only be
            read whole.
        max_expansion: how many times its compressed size a file may grow to before it counts as a
            bomb (text grows three to ten times).
        max_members: files that one zip archive may hold.
        exclude: files that are no input wherever they lie, such as the one that is written.
        columns: where tables and records have the fields of an article.
    """

    max_bytes: int = 5_000_000
    max_document_bytes: int = 50_000_000
    max_expansion: int = 200
    max_members: int = 1_000_000
    exclude: frozenset[Path] = frozenset()
    columns: Columns = field(default_factory=Columns)

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_document_bytes", "max_expansion", "max_members"):
            _whole(self, name, 1)


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
        null_weight: what the temporal null takes off, as a multiple of what the cosine of both
            articles to articles of another time is above ``null_from``; 0 switches it off.
        null_from: cosine to articles of another time from which on the temporal null acts.
        null_margin: multiple of that cosine from which on a pair is free of the temporal null.
        company_weight: what it is worth to be like the same other articles; 0 switches it off.
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
    null_weight: float = 3.0
    null_from: float = 0.25
    null_margin: float = 1.15
    company_weight: float = 0.2
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
        words: upper bound of a digest's length, in words as ``str.split()`` yields them; None for
            none, if another bound is given.
        method: "coverage" (the default), "tfidf" (greedy centroid) or one of sumy's: "lexrank",
            "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction".
        candidates: best sentences of an event (by TF-IDF) that the methods choose from.
        min_articles: articles, copies included, that an event needs to get a digest.
        top: how many digests to make, the newest events first; None for all.
        sentences: upper bound of a digest's length in sentences; None for none.
        characters: the same in characters, with one between each two sentences.
        recency: days in which a report loses half its weight, counted from the event's newest one,
            for stories that run over days; None weighs all days alike. For "coverage" only.
        differences: whether to say where reports give different quantities.
        splitter: what splits texts into sentences, given a text and its language: a function that
            returns ``(start, end)`` offsets; None is :func:`newsdigest.split_sentences`.
    """

    words: int | None = 120
    method: Method = "coverage"
    candidates: int = 400
    min_articles: int = 1
    top: int | None = None
    sentences: int | None = None
    characters: int | None = None
    recency: float | None = None
    differences: bool = True
    splitter: Callable[[str, str], Iterable[tuple[int, int]]] | None = None

    def __post_init__(self) -> None:
        for name in ("candidates", "min_articles"):
            _whole(self, name, 1)
        for name in ("words", "sentences", "characters", "top"):
            if getattr(self, name) is not None:
                _whole(self, name, 1)
        if self.words is None and self.sentences is None and self.characters is None:
            raise UsageError("a digest needs a bound: give words, sentences or characters")
        _one_of(self, "method", METHODS)
        if self.splitter is not None and not callable(self.splitter):
            raise UsageError(f"splitter must be a function, not {self.splitter!r}")
        if self.recency is not None:
            _number(self, "recency", 0.01, math.inf)
            if self.method != "coverage":
                raise UsageError(f"recency is for the method coverage, not for {self.method}")


@dataclass(frozen=True, slots=True)
class RenderingSettings:
    """What feeds and mails say of themselves.

    Attributes:
        title: the name of the feed, and the subject of the mail.
        link: the address of a page that shows the digests; "" if there is none.
        feed_link: the address that the feed itself is published at; "" if not known.
        author: who a feed or mail is from, by name.
        mail_from: the address that a mail is from.
        mail_to: the address that a mail goes to; "" leaves it to whoever sends it.
    """

    title: str = "News digests"
    link: str = ""
    feed_link: str = ""
    author: str = "newsdigest"
    mail_from: str = "newsdigest@localhost.invalid"
    mail_to: str = ""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not isinstance(value, str):
                raise UsageError(f"{one.name} must be a string, not {value!r}")
        for name in ("link", "feed_link"):
            if (value := getattr(self, name)) and not re.match(r"https?://[^\s<>\"]+\Z", value):
                raise UsageError(f"{name} must be a web address, not {value!r}")
        for name in ("mail_from", "mail_to"):
            value = getattr(self, name)
            if value and not re.match(r"[!-~]{1,200}@[A-Za-z0-9.-]{1,200}\Z", value):
                raise UsageError(f"{name} must be a mail address, not {value!r}")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How feeds are fetched.

    Attributes:
        timeout: seconds that a server may be silent; a whole answer may take ten times as long.
        max_bytes: bytes of an answer, unpacked, above which it is refused.
        delay: seconds between two requests to one host.
        max_redirects: how often an answer may point elsewhere.
        contact: an address or page that a server's keeper can turn to; part of the user agent.
    """

    timeout: float = 20.0
    max_bytes: int = 20_000_000
    delay: float = 1.0
    max_redirects: int = 5
    contact: str = ""

    def __post_init__(self) -> None:
        _number(self, "timeout", 0.01, 3600)
        _number(self, "delay", 0, 3600)
        _whole(self, "max_bytes", 1)
        _whole(self, "max_redirects", 0, 20)
        if not isinstance(self.contact, str) or not re.match(r"[ -~]{0,200}\Z", self.contact):
            raise UsageError(f"contact must be a line of ASCII, not {self.contact!r}")


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """How far back an archive looks when articles are added.

    Attributes:
        whole: articles up to which everything is clustered anew, so that the events are exactly
            those of one batch.
        nearest: stored articles that are clustered with the new ones where there are more: whole
            events, the nearest in time first; a quarter as many of those that are most alike, and
            of the latest that tell no day.
        similar: reports of whatever time, the most alike, that each new one brings along.
    """

    whole: int = 2000
    nearest: int = 2000
    similar: int = 2

    def __post_init__(self) -> None:
        for name in ("whole", "nearest", "similar"):
            _whole(self, name, 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all stages."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    duplicates: DuplicateSettings = field(default_factory=DuplicateSettings)
    events: EventSettings = field(default_factory=EventSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)
    rendering: RenderingSettings = field(default_factory=RenderingSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
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
