"""Each stage by itself, as the function that users import; what it needs is loaded when it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from .errors import UsageError
from .records import (
    Article,
    DuplicateGroup,
    Event,
    Interval,
    Problem,
    Progress,
    Reading,
    Sentence,
    logged,
)
from .records.given import articles_in
from .records.ids import distinct
from .settings import (
    CleaningSettings,
    DigestSettings,
    DuplicateSettings,
    Linkage,
    ReadingSettings,
    Settings,
    all_stages,
    of_stage,
)

if TYPE_CHECKING:
    from pathlib import Path

    from .cleaning import SiteLines
    from .duplicates import DuplicateScan
    from .reading import Sources


def read(
    sources: Sources,
    settings: ReadingSettings | Settings | None = None,
    cleaning: CleaningSettings | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Reads every source: files, folders, patterns, "-", Articles, dicts, data frames.

    Web pages come out cleaned, by ``cleaning``, else by what ``settings`` of all stages say of it.
    ``docs/forms.md`` lists what files may hold.

    Returns:
        The articles (files ordered by path), each with an id of its own, and the problems.

    Raises:
        SourceNotFoundError: if a path does not exist.
        UsageError: if something is no source, or ``settings`` are others.
    """
    from . import reading

    pages = partial(read_html, settings=of_stage(cleaning, CleaningSettings) or _all(settings))
    return reading.read(sources, pages, of_stage(settings, ReadingSettings), progress)


def iter_read(
    sources: Sources,
    settings: ReadingSettings | Settings | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Problem]:
    """Like :func:`read`, one article or problem at a time; two articles may share an id.

    Raises:
        SourceNotFoundError: if a path does not exist, before anything is read.
        UsageError: if something is no source, or ``settings`` are others.
    """
    from . import reading

    pages = partial(read_html, settings=_all(settings))
    return reading.iter_read(sources, pages, of_stage(settings, ReadingSettings), progress)


def _all(settings: object) -> Settings | None:
    return settings if isinstance(settings, Settings) else None


def fetch(
    feeds: str | Path | Iterable[str | Path],
    folder: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Fetches feeds over the network, the only function that uses it.

    With a folder, each feed's articles are kept there in a file of JSON Lines, beside what was
    fetched before, and a server is asked only for what has changed since; without one, nothing is
    kept or remembered.

    Args:
        feeds: address of an RSS, Atom or JSON feed, path of an OPML file that lists such, or
            several of these.
        folder: where articles are kept; it is made if it is not there.
        settings: how long to wait, how much to take (:class:`~newsdigest.settings.FetchSettings`).
        progress: told "fetching" and how many feeds are done.

    Returns:
        The articles that are new or changed, and the problems, one feed's never another's.

    Raises:
        SourceNotFoundError: if an OPML file does not exist.
        UsageError: if what is in the folder was not kept by this function.
        OutputError: if the folder can't be written to.
    """
    from .gathering import gather

    return gather(feeds, folder, all_stages(settings), logged(progress))


def read_html(
    html: bytes | str, url: str = "", settings: CleaningSettings | Settings | None = None
) -> Article:
    """Makes a cleaned Article of a web page; its text is "" if there is no article in it."""
    from . import cleaning

    if not isinstance(html, str | bytes):
        raise UsageError(f"a web page is text or bytes, not {type(html).__name__}")
    return cleaning.read_html(html, url, of_stage(settings, CleaningSettings))


def clean(
    articles: Iterable[Article],
    settings: CleaningSettings | Settings | None = None,
    site_lines: SiteLines | None = None,
) -> list[Article]:
    """Takes site chrome off articles: same length, same order, idempotent.

    ``text`` is what is left; ``original`` stays; ``removed`` says what was taken and why; date,
    headline, byline, agency and language move into the article's fields where these are empty.
    Each article is looked at alone, unless ``site_lines`` tells what was learned about its site.

    Raises:
        UsageError: if something is no Article, or ``settings`` are others; no text raises.
    """
    from . import cleaning

    articles, settings = articles_in(articles), of_stage(settings, CleaningSettings)
    if site_lines is None and settings is not None and settings.learn:
        site_lines = learn_site_lines(articles)
    return list(cleaning.clean(articles, settings, site_lines))


def learn_site_lines(articles: Iterable[Article]) -> SiteLines:
    """The lines that stand in several articles of one source, as evidence for :func:`clean`."""
    from . import cleaning

    return cleaning.learn_site_lines(articles_in(articles))


def find_duplicates(
    articles: Iterable[Article] | Iterable[str] | Any,
    threshold: float | None = None,
    linkage: Linkage | None = None,
    settings: DuplicateSettings | Settings | None = None,
) -> list[DuplicateGroup]:
    """Groups near-duplicates: Jaccard similarity of the 5-word shingles of at least ``threshold``.

    Args:
        articles: Articles; or strings, or a column of strings of pyarrow, pandas or polars, whose
            ids are then their positions.
        threshold: exact Jaccard similarity, 0 to 1; the settings' 0.8 if None.
        linkage: "representative" (the default) or "component".
        settings: every other knob.

    Returns:
        The groups of two or more, ordered by the id of the article that is kept.

    Raises:
        UsageError: if a setting means nothing, or two articles have one id.
    """
    return scan_duplicates(articles, threshold, linkage, settings).groups


def scan_duplicates(
    articles: Iterable[Article] | Iterable[str] | Any,
    threshold: float | None = None,
    linkage: Linkage | None = None,
    settings: DuplicateSettings | Settings | None = None,
) -> DuplicateScan:
    """Like :func:`find_duplicates`, with all pairs as arrays, the near misses and the plan."""
    from . import duplicates

    settings = of_stage(settings, DuplicateSettings) or DuplicateSettings()
    if threshold is not None:
        settings = replace(settings, threshold=threshold)
    if linkage is not None:
        settings = replace(settings, linkage=linkage)
    column = hasattr(articles, "__arrow_c_stream__") or hasattr(articles, "__arrow_c_array__")
    # What is neither a column nor many of something, the stage refuses in its own words.
    if isinstance(articles, Iterable) and not column and not isinstance(articles, str | bytes):
        articles = list(articles)
        if all(isinstance(article, Article) for article in articles):
            articles = distinct(articles)
    return duplicates.scan_duplicates(articles, settings)


def representatives(
    event: Event, k: int = 20, *, settings: DigestSettings | Settings | None = None
) -> list[Sentence]:
    """The ``k`` sentences nearest to an event's TF-IDF centroid, nearest first.

    Of the settings only the splitter of sentences matters here.

    Raises:
        UsageError: if ``event`` is no Event, or ``k`` no whole number of at least 0.
    """
    from . import digests

    if not isinstance(event, Event):
        kind = type(event).__name__
        raise UsageError(f"expected an Event, not {kind}; cluster_events() makes them of articles")
    if not isinstance(k, int) or k < 0:
        raise UsageError(f"k must be a whole number of at least 0, not {k!r}")
    return digests.representatives(event, k, of_stage(settings, DigestSettings))


def interval(article: Article) -> Interval:
    """The time in which an article can have been written, with the phrases that tell it."""
    from . import events

    (article,) = articles_in([article])
    return events.interval(article)


def contradictions(articles: Iterable[Article]) -> list[Problem]:
    """Notes of articles whose text speaks of a past that lies after their date of publication."""
    from . import events

    return list(events.contradictions(articles_in(articles)))


def warmup() -> None:
    """Compiles the loops of ``newsdigest[fast]`` and keeps them on disk, in some twenty seconds.

    Raises:
        UsageError: if numba isn't installed.
    """
    from . import duplicates, events

    duplicates.warmup()
    events.warmup()
