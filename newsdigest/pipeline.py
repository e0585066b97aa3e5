"""The order of the stages, and the only place that knows it.

sources ─read─▶ Article ─clean─▶ Article ─find_duplicates─▶ DuplicateGroup ─cluster─▶ Event
        ─summarize─▶ Digest, and all digests are the Report that rendering shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from .errors import UsageError
from .records import (
    Agreement,
    Article,
    Constraints,
    Digest,
    DuplicateGroup,
    Event,
    EventExplanation,
    Explanation,
    Interval,
    Problem,
    Progress,
    Reading,
    Report,
    Sentence,
    Span,
    counted,
    silent,
)
from .settings import (
    CHROME_REASONS,
    CleaningSettings,
    DigestSettings,
    DuplicateSettings,
    EventSettings,
    Linkage,
    Method,
    ReadingSettings,
    Settings,
)

if TYPE_CHECKING:
    from pathlib import Path

    from .cleaning import SiteLines
    from .duplicates import DuplicateScan
    from .reading import Sources

_PASSAGES, _QUOTED = 5, 200  # sentences of a pair that are quoted, and their characters

log = logging.getLogger("newsdigest")
log.addHandler(logging.NullHandler())


def digest(
    sources: Sources,
    words: int | None = None,
    method: Method | None = None,
    *,
    clean: bool = True,
    settings: Settings | None = None,
    progress: Progress | None = None,
    constraints: Constraints | None = None,
) -> Report:
    """Reads sources and makes one digest per event.

    Args:
        sources: a path of a file or folder, a pattern such as "news/**/*.html", "-" for standard
            input, an Article, a dict with at least a "text", a data frame or Arrow table, or an
            iterable of these.
        words: upper bound of each digest's length; the settings' 120 if None.
        method: how sentences are chosen, see :class:`~newsdigest.settings.DigestSettings`.
        clean: whether to take site chrome off first (what is cleaned already is left alone). If
            not, a web page is all that the extractor takes for its article.
        settings: every other knob.
        progress: told each stage as it begins, and how far it is (:class:`Progress`).
        constraints: articles that must, and must not, be one event; see :func:`cluster_events`.

    Returns:
        The digests ordered by latest day (newest first, undated last), number of reports, event
        id; and the problems of the run: an unreadable article never costs the others.

    Raises:
        SourceNotFoundError: if a path does not exist.
        UsageError: if a setting means nothing.
    """
    settings = _with(settings or Settings(), words, method)
    tell = _told(progress)
    articles, problems = _prepared(sources, settings, tell, clean)
    tell("clustering", len(articles))
    events = cluster_events(articles, settings, constraints)
    options = settings.digests
    events = [event for event in events if len(event) >= options.min_articles][: options.top]
    passages = _shared(events, settings)
    digests = tuple(
        replace(summarize(event, settings=settings), passages=passages.get(event.id, ()))
        for event in counted(events, tell, "summarizing", len(events))
    )
    notes = (
        Problem(f"event {made.event.id}", None, note, "note")
        for made in digests
        for note in made.notes
    )
    return Report(digests, (*problems, *contradictions(articles), *notes), len(articles))


def _shared(events: Sequence[Event], settings: Settings) -> dict[str, tuple[tuple[Span, ...], ...]]:
    """Of each event (by id), the sentences that its reports share, as the places of each."""
    from .duplicates import shared_passages

    home = {a.id: event.id for event in events if len(event.reports) > 1 for a in event.reports}
    reports = [a for event in events for a in event.reports if a.id in home]
    found: dict[str, list[tuple[Span, ...]]] = {}
    for passage in shared_passages(reports, settings=settings.duplicates):
        by_event: dict[str, list[Span]] = {}
        for place in passage.places:
            span = Span(place.article_id, place.start, place.end)
            by_event.setdefault(home[span.article_id], []).append(span)
        for event_id, spans in by_event.items():
            if len({span.article_id for span in spans}) > 1:
                found.setdefault(event_id, []).append(tuple(spans))
    return {event_id: tuple(passages) for event_id, passages in found.items()}


def prepare(
    sources: Sources,
    *,
    clean: bool = True,
    settings: Settings | None = None,
    progress: Progress | None = None,
    site_lines: Callable[[Sequence[Article]], SiteLines] | None = None,
) -> tuple[list[Article], list[Problem]]:
    """Reads sources and cleans the articles; one with nothing left is a problem, not an article.

    ``site_lines`` learns what the sites of the articles have in common, for who remembers more of
    them than these; see :func:`clean`.
    """
    return _prepared(sources, settings or Settings(), _told(progress), clean, site_lines)


def _prepared(
    sources: Sources,
    settings: Settings,
    tell: Progress,
    clean: bool,
    learn: Callable[[Sequence[Article]], SiteLines] | None = None,
) -> tuple[list[Article], list[Problem]]:
    from . import cleaning

    options = settings.cleaning
    if not clean:  # a web page is then all that the extractor takes for its article
        options = replace(options, keep=frozenset(CHROME_REASONS), drop_lines=())
    reading = read(sources, settings.reading, options, progress=tell)
    articles = reading.articles
    log.info("%d articles, %d problems", len(articles), len(reading.problems))
    if not clean:
        return _told_apart(reading, articles)
    site_lines = (learn or learn_site_lines)(articles) if options.learn else None
    cleaned = cleaning.clean(articles, options, site_lines)
    return _told_apart(reading, list(counted(cleaned, tell, "cleaning", len(articles))))


def _told_apart(
    reading: Reading, cleaned: Sequence[Article]
) -> tuple[list[Article], list[Problem]]:
    articles = [article for article in cleaned if article.text.strip()]
    problems = list(reading.problems)
    for before, after in zip(reading.articles, cleaned, strict=True):
        problems += problems_of_cleaning(before, after)
    return articles, problems


def problems_of_cleaning(before: Article, after: Article) -> list[Problem]:
    """What is to be told of an article that was cleaned: that nothing is left, or its notes."""
    where = after.path or after.id
    if not after.text.strip():
        return [Problem(where, None, _why_empty(after))]
    return [] if before.cleaned else [Problem(where, None, note, "note") for note in after.notes]


def _why_empty(article: Article) -> str:
    return "no text in it" if not article.original.strip() else "no article in it, only site chrome"


def read(
    sources: Sources,
    settings: ReadingSettings | None = None,
    cleaning: CleaningSettings | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Reads every source: files, folders, patterns, "-", Articles, dicts, data frames.

    Web pages come out cleaned, by the settings of ``cleaning``. ``docs/forms.md`` lists what files
    may hold.

    Returns:
        The articles (files ordered by path), each with an id of its own, and the problems.

    Raises:
        SourceNotFoundError: if a path does not exist.
    """
    from . import reading

    return reading.read(sources, partial(read_html, settings=cleaning), settings, progress)


def iter_read(
    sources: Sources,
    settings: ReadingSettings | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Problem]:
    """Like :func:`read`, one article or problem at a time; two articles may share an id."""
    from . import reading

    return reading.iter_read(sources, read_html, settings, progress)


def fetch(
    feeds: Iterable[str | Path],
    folder: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Fetches feeds over the network, the only function that uses it.

    With a folder, each feed's articles are kept there in a file of JSON Lines, beside what was
    fetched before, and a server is asked only for what has changed since; without one, nothing is
    kept or remembered.

    Args:
        feeds: addresses of RSS, Atom or JSON feeds, and paths of OPML files that list such.
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

    return gather(feeds, folder, settings or Settings(), _told(progress))


def read_html(
    html: bytes | str, url: str = "", settings: CleaningSettings | None = None
) -> Article:
    """Makes a cleaned Article of a web page; its text is "" if there is no article in it."""
    from . import cleaning

    return cleaning.read_html(html, url, settings)


def clean(
    articles: Iterable[Article],
    settings: CleaningSettings | None = None,
    site_lines: SiteLines | None = None,
) -> list[Article]:
    """Takes site chrome off articles: same length, same order, idempotent, never raises.

    ``text`` is what is left; ``original`` stays; ``removed`` says what was taken and why; date,
    headline, byline, agency and language move into the article's fields where these are empty.
    Each article is looked at alone, unless ``site_lines`` tells what was learned about its site.
    """
    from . import cleaning

    articles = list(articles)
    if site_lines is None and settings is not None and settings.learn:
        site_lines = learn_site_lines(articles)
    return list(cleaning.clean(articles, settings, site_lines))


def learn_site_lines(articles: Iterable[Article]) -> SiteLines:
    """The lines that stand in several articles of one source, as evidence for :func:`clean`."""
    from . import cleaning

    return cleaning.learn_site_lines(articles)


_clean = clean  # digest() has a parameter of that name


def find_duplicates(
    articles: Iterable[Article] | Iterable[str] | Any,
    threshold: float | None = None,
    linkage: Linkage | None = None,
    settings: DuplicateSettings | None = None,
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
    settings: DuplicateSettings | None = None,
) -> DuplicateScan:
    """Like :func:`find_duplicates`, with all pairs as arrays, the near misses and the plan."""
    from . import duplicates

    settings = settings or DuplicateSettings()
    if threshold is not None:
        settings = replace(settings, threshold=threshold)
    if linkage is not None:
        settings = replace(settings, linkage=linkage)
    column = hasattr(articles, "__arrow_c_stream__") or hasattr(articles, "__arrow_c_array__")
    # What is neither a column nor many of something, the stage refuses in its own words.
    if isinstance(articles, Iterable) and not column and not isinstance(articles, str | bytes):
        articles = list(articles)
        if all(isinstance(article, Article) for article in articles):
            articles = _distinct(articles)
    return duplicates.scan_duplicates(articles, settings)


def cluster_events(
    articles: Iterable[Article],
    settings: Settings | EventSettings | None = None,
    constraints: Constraints | None = None,
) -> list[Event]:
    """Clusters articles into events; near-duplicates count as one report and come out together.

    Args:
        articles: each with an id of its own.
        settings: every knob.
        constraints: pairs of ids, or of starts that no other id begins with, that must be one
            event or must not.

    Raises:
        UsageError: if two articles have one id, the constraints contradict each other, or an id of
            theirs is not there or not unique.
    """
    from . import events

    settings = _all_settings(settings)
    articles = _distinct(articles)
    groups = find_duplicates(articles, settings=settings.duplicates)
    word = _whole_ids(constraints, articles) if constraints else None
    return events.cluster(articles, groups, settings.events, word)


def evaluate(
    articles: Iterable[Article],
    labels: Iterable[Hashable],
    settings: Settings | EventSettings | None = None,
) -> Agreement:
    """Clusters articles and measures the events against a label for each article."""
    from . import events

    articles = list(articles)
    number = {article.id: index for index, article in enumerate(articles)}
    found = cluster_events(articles, settings)
    return events.agreement(list(labels), [[number[a.id] for a in event] for event in found])


def read_labelled(
    path: Path | str, *, clean: bool = True
) -> tuple[list[Article], list[str], list[Problem]]:
    """Reads articles with the event of each, from the field "cluster" of JSON lines.

    Returns:
        The articles, the label of each, and the lines that could not be read.

    Raises:
        SourceNotFoundError: if there is no such file.
        UsageError: if it is not a file of JSON lines.
    """
    from . import events

    articles, labels, problems = events.read_labelled(path)
    return (_clean(articles) if clean else articles), labels, problems


def summarize(
    event: Event | Iterable[Article],
    words: int | None = None,
    method: Method | None = None,
    *,
    settings: Settings | None = None,
) -> Digest:
    """Makes the digest of an event, or of articles that are known to be one.

    Args:
        event: an event, or its articles.
        words: upper bound of the digest's length; the settings' 120 if None.
        method: how sentences are chosen, see :class:`~newsdigest.settings.DigestSettings`.
        settings: every other knob, bounds in sentences and characters among them.

    Raises:
        UsageError: if a setting means nothing, or two articles have one id.
    """
    from . import digests, events

    settings = _with(settings or Settings(), words, method)
    if not isinstance(event, Event):
        articles = _distinct(event)
        groups = find_duplicates(articles, settings=settings.duplicates)
        event = events.as_one_event(articles, groups)
    return digests.summarize(event, settings.digests)


def representatives(
    event: Event, k: int = 20, *, settings: DigestSettings | None = None
) -> list[Sentence]:
    """The ``k`` sentences nearest to an event's TF-IDF centroid, nearest first.

    Of the settings only the splitter of sentences matters here.
    """
    from . import digests

    return digests.representatives(event, k, settings)


def interval(article: Article) -> Interval:
    """The time in which an article can have been written, with the phrases that tell it."""
    from . import events

    return events.interval(article)


def explain(
    articles: Iterable[Article],
    a: str,
    b: str,
    settings: Settings | None = None,
    constraints: Constraints | None = None,
) -> Explanation:
    """Says what decided whether two articles of a batch are one event, and what both say.

    Args:
        articles: the whole batch: evidence depends on it.
        a: id of an article, or the start of one that no other begins with.
        b: the same of another.
        settings: every knob.
        constraints: the editor's word that was given with the batch.

    Raises:
        UsageError: if an id is not there or not unique, or both are of one article.
    """
    from . import events

    settings = settings or Settings()
    articles = _distinct(articles)
    groups = find_duplicates(articles, settings=settings.duplicates)
    names = [article.id for article in articles]
    pair = (_one_id(a, names), _one_id(b, names))
    if pair[0] == pair[1]:
        raise UsageError(f"explain takes two articles, and both are {pair[0]!r}")
    word = _whole_ids(constraints, articles) if constraints else None
    told = events.explain(articles, *pair, groups, settings.events, word)
    return replace(told, lines=(*told.lines, *_passages(articles, pair)))


def _passages(articles: Sequence[Article], pair: tuple[str, str]) -> list[str]:
    """The sentences that two articles share, quoted at some length."""
    from . import duplicates

    both = [article for article in articles if article.id in pair]
    found = [passage.text for passage in duplicates.shared_passages(both)]
    shown = [
        f"both say: “{text[:_QUOTED]}{'…' * (len(text) > _QUOTED)}”" for text in found[:_PASSAGES]
    ]
    left = len(found) - len(shown)
    return [*shown, f"and {left} more sentences"] if left > 0 else shown


def explain_event(
    articles: Iterable[Article],
    event: str,
    settings: Settings | None = None,
    constraints: Constraints | None = None,
) -> EventExplanation:
    """Says what holds an event of a batch together, and what was left out of it.

    Args:
        articles: the whole batch: evidence depends on it.
        event: id of the event, or of an article of it, or the start of one that no other article
            begins with.
        settings: every knob.
        constraints: the editor's word that was given with the batch.

    Raises:
        UsageError: if there is no such event, or the start of an id is not unique.
    """
    from . import events

    settings = settings or Settings()
    articles = _distinct(articles)
    groups = find_duplicates(articles, settings=settings.duplicates)
    word = _whole_ids(constraints, articles) if constraints else None
    ids = [article.id for article in articles]
    return events.explain_event(
        articles, event, lambda name: _one_id(name, ids), groups, settings.events, word
    )


def read_constraints(path: Path | str) -> Constraints:
    """Reads the editor's word from a file of lines ``same A B`` and ``different A B``.

    Raises:
        SourceNotFoundError: if the file can't be read.
        UsageError: if a line is neither.
    """
    from . import events

    return events.read_constraints(path)


def contradictions(articles: Iterable[Article]) -> list[Problem]:
    """Notes of articles whose text speaks of a past that lies after their date of publication."""
    from . import events

    return list(events.contradictions(articles))


def _whole_ids(constraints: Constraints, articles: Sequence[Article]) -> Constraints:
    names = [article.id for article in articles]
    same, different = (
        tuple((_one_id(a, names), _one_id(b, names)) for a, b in pairs)
        for pairs in (constraints.same, constraints.different)
    )
    return Constraints(same, different)


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """The articles as a list, which results by id need to have an id each of their own."""
    found = list(articles)
    seen: set[str] = set()
    for article in found:
        if article.id in seen:
            raise UsageError(f"two articles have the id {article.id!r}; read() tells them apart")
        seen.add(article.id)
    return found


def _one_id(start: str, names: Sequence[str]) -> str:
    if start in names:
        return start
    found = sorted(name for name in names if name.startswith(start))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no article has an id that begins with {start!r}")
    raise UsageError(f"{len(found)} ids begin with {start!r}: {', '.join(found[:5])}")


def _with(settings: Settings, words: int | None, method: Method | None) -> Settings:
    if not isinstance(settings, Settings):
        raise UsageError(f"settings must be a Settings, not a {type(settings).__name__}")
    options = settings.digests
    options = replace(
        options,
        words=options.words if words is None else words,
        method=options.method if method is None else method,
    )
    return replace(settings, digests=options)


def _all_settings(settings: Settings | EventSettings | None) -> Settings:
    if isinstance(settings, EventSettings):
        return Settings(events=settings)
    return settings or Settings()


def _told(progress: Progress | None) -> Progress:
    """What is told of each stage: to whoever asked, and the log when the next begins."""
    progress = progress or silent
    stages: list[str] = []

    def tell(stage: str, total: int, done: int = 0, /) -> None:
        if not stages or stages[-1] != stage:
            stages.append(stage)
            log.info("%s%s", stage, f" {total:,}" if total and stage != "reading" else "")
        progress(stage, total, done)

    return tell
