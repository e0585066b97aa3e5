"""The public functions of the stage: the articles that report one happening, as Events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from types import MappingProxyType

from ..records import Article, Constraints, DuplicateGroup, Event, Grounds, Interval, Link
from ..records.events import newest_first
from ..settings import EventSettings
from .batch import NO_CONSTRAINTS, Batch, prepare
from .intervals import interval
from .links import links
from .storylines import storylines


def cluster(
    articles: Iterable[Article],
    groups: Sequence[DuplicateGroup] = (),
    settings: EventSettings | None = None,
    constraints: Constraints | None = None,
) -> list[Event]:
    """Clusters articles into events: unsupervised, by TF-IDF and time, with average linkage.

    The articles of a near-duplicate group enter as one voice, the kept article's, and come out
    together. The order of the articles does not matter.

    Args:
        articles: each with an id of its own.
        groups: their near-duplicates.
        settings: every knob.
        constraints: articles that must, and must not, be one event.

    Returns:
        The events, ordered by latest day (newest first, undated last), number of reports, id.

    Raises:
        UsageError: if the constraints contradict each other or name an unknown article.
    """
    settings = settings or EventSettings()
    articles = list(articles)
    if not articles:
        return []
    return events_of(prepare(articles, groups, settings, constraints or NO_CONSTRAINTS))


def events_of(batch: Batch) -> list[Event]:
    """The clusters of a batch as Events, in the order of :func:`cluster`."""
    by_kept = {group.kept.id: group for group in batch.groups}
    events = [
        _event([batch.voices[i] for i in members], by_kept, tuple(own), grounds)
        for members, own, grounds in zip(batch.clusters, links(batch), _grounds(batch), strict=True)
    ]
    for number, storyline in storylines(batch, events):
        events[number] = replace(events[number], storyline=storyline)
    return sorted(events, key=lambda one: newest_first(one.latest, len(one.reports), one.id))


def as_one_event(articles: Iterable[Article], groups: Sequence[DuplicateGroup] = ()) -> Event:
    """Makes one event of articles that are known to be one; the groups are those among them."""
    copies = {copy.id for group in groups for copy in group.copies}
    voices = [article for article in articles if article.id not in copies]
    return _event(voices, {group.kept.id: group for group in groups}, ())


def _grounds(batch: Batch) -> list[Grounds]:
    """Of each cluster, what holds it together as a whole."""
    by_voice = [(v.id, found) for v, found in zip(batch.voices, batch.intervals, strict=True)]
    return [
        Grounds(average, batch.rules.threshold, tuple(by_voice[i] for i in members))
        for members, average in zip(batch.clusters, batch.averages(), strict=True)
    ]


def _event(
    voices: Sequence[Article],
    by_kept: dict[str, DuplicateGroup],
    links: tuple[Link, ...],
    grounds: Grounds | None = None,
) -> Event:
    groups = tuple(by_kept[voice.id] for voice in voices if voice.id in by_kept)
    articles = [*voices, *(copy for group in groups for copy in group.copies)]
    articles.sort(key=lambda article: (article.day or date.max, article.id))
    earliest, latest = span(articles, dict(grounds.intervals) if grounds else {})
    identity = event_id(sorted((article.id, article.text) for article in articles))
    return Event(identity, tuple(articles), groups, links, earliest, latest, grounds=grounds)


def span(
    articles: Sequence[Article], known: Mapping[str, Interval] = MappingProxyType({})
) -> tuple[date | None, date | None]:
    """First and last published day; without any, the bounds that the texts give.

    A dateline with its year is as good as a published day; where there is none either, the event
    is not older than any of its articles. ``known``: the intervals of some of them, by id.
    """
    days = [article.day for article in articles if article.day]
    if days:
        return min(days), max(days)
    intervals = [known.get(article.id) or interval(article) for article in articles]
    closed = [(one.earliest, one.latest) for one in intervals if one.earliest and one.latest]
    if closed:
        return min(start for start, _ in closed), max(end for _, end in closed)
    return max((one.earliest for one in intervals if one.earliest), default=None), None


def event_id(articles: Iterable[tuple[str, str]]) -> str:
    """Twelve hex digits of articles' ids and texts, given in the order of the ids."""
    digest = blake2b(digest_size=6)
    for article in articles:
        for part in article:
            digest.update(blake2b(part.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()
