"""The order of the stages, and the only place that knows it.

sources ─read─▶ Article ─clean─▶ Article ─find_duplicates─▶ DuplicateGroup ─cluster─▶ Event
        ─summarize─▶ Digest, and all digests are the Report that rendering shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import stages
from .errors import UsageError
from .records import (
    Agreement,
    Article,
    Constraints,
    Digest,
    Event,
    Problem,
    Progress,
    Reading,
    Report,
    Span,
    counted,
    logged,
    problem_of,
    silent,
)
from .records.given import articles_in
from .records.ids import distinct, whole_ids
from .settings import CHROME_REASONS, EventSettings, Method, Settings, all_stages, of_stage

if TYPE_CHECKING:
    from pathlib import Path

    from .cleaning import SiteLines
    from .reading import Sources

log = logging.getLogger("newsdigest")


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
    settings = _with(settings, words, method)
    tell = logged(progress)
    articles, problems = _prepared(sources, settings, tell, clean)
    tell("clustering", len(articles))
    events = cluster_events(articles, settings, constraints)
    options = settings.digests
    events = [event for event in events if len(event) >= options.min_articles][: options.top]
    digests = digests_of(events, settings, tell)
    notes = [note for made in digests for note in notes_of(made)]
    return Report(digests, (*problems, *stages.contradictions(articles), *notes), len(articles))


def digests_of(
    events: Sequence[Event], settings: Settings, tell: Progress = silent
) -> tuple[Digest, ...]:
    """The digest of each event, with the sentences that its reports share."""
    passages = _shared(events, settings)
    return tuple(
        replace(summarize(event, settings=settings), passages=passages.get(event.id, ()))
        for event in counted(events, tell, "summarizing", len(events))
    )


def notes_of(made: Digest) -> list[Problem]:
    """What is to be told of how a digest was made."""
    return [Problem(f"event {made.event.id}", None, note, "note") for note in made.notes]


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
    return _prepared(sources, all_stages(settings), logged(progress), clean, site_lines)


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
    reading = stages.read(sources, settings.reading, options, progress=tell)
    articles = reading.articles
    log.info("%d articles, %d problems", len(articles), len(reading.problems))
    if not clean:
        return _told_apart(reading, articles)
    site_lines = (learn or stages.learn_site_lines)(articles) if options.learn else None
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
    if not after.text.strip():
        return [problem_of(after, _why_empty(after))]
    return [] if before.cleaned else [problem_of(after, note, "note") for note in after.notes]


def _why_empty(article: Article) -> str:
    return "no text in it" if not article.original.strip() else "no article in it, only site chrome"


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
    articles = distinct(articles)
    groups = stages.find_duplicates(articles, settings=settings.duplicates)
    word = whole_ids(constraints, articles) if constraints else None
    return events.cluster(articles, groups, settings.events, word)


def evaluate(
    articles: Iterable[Article],
    labels: Iterable[Hashable],
    settings: Settings | EventSettings | None = None,
) -> Agreement:
    """Clusters articles and measures the events against a label for each article.

    Raises:
        UsageError: if there are more labels than articles or fewer, or two articles have one id.
    """
    from . import events

    articles, labels = articles_in(articles), list(labels)
    if len(articles) != len(labels):
        raise UsageError(f"{len(articles)} articles need as many labels, not {len(labels)}")
    number = {article.id: index for index, article in enumerate(articles)}
    found = cluster_events(articles, settings)
    return events.agreement(labels, [[number[a.id] for a in event] for event in found])


def read_labelled(
    path: Path | str, *, clean: bool = True
) -> tuple[list[Article], list[str], list[Problem]]:
    """Reads articles with the event of each, from the field "cluster" of JSON lines.

    Returns:
        The articles, the label of each, and the lines that could not be read.

    Raises:
        SourceNotFoundError: if there is no such file.
        UsageError: if it is not a file of JSON lines, plain or gzipped, or is damaged.
    """
    from . import events

    articles, labels, problems = events.read_labelled(path)
    return (stages.clean(articles) if clean else articles), labels, problems


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

    settings = _with(settings, words, method)
    if not isinstance(event, Event):
        articles = distinct(event)
        groups = stages.find_duplicates(articles, settings=settings.duplicates)
        event = events.as_one_event(articles, groups)
    return digests.summarize(event, settings.digests)


def _with(settings: Settings | None, words: int | None, method: Method | None) -> Settings:
    settings = all_stages(settings)
    options = settings.digests
    options = replace(
        options,
        words=options.words if words is None else words,
        method=options.method if method is None else method,
    )
    return replace(settings, digests=options)


def _all_settings(settings: Settings | EventSettings | None) -> Settings:
    if settings is None or isinstance(settings, Settings):
        return settings or Settings()
    return Settings(events=of_stage(settings, EventSettings) or EventSettings())
