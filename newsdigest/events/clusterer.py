"""The public functions of the stage: the articles that report one happening, as Events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..records import Article, DuplicateGroup, Event, Explanation, Interval, Link, Pair
from ..settings import EventSettings
from .explain import interval_words, shared_terms, similarity_words, time_words
from .features import features, spellings
from .intervals import interval
from .linkage import average_linkage
from .similarity import Similarity, compare, similar_pairs

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class _Batch:
    """One voice of each duplicate group, with what was computed of them, and their clusters."""

    voices: list[Article]
    matrix: csr_matrix
    names: list[str]
    intervals: list[Interval]
    pairs: list[Similarity]
    clusters: list[list[int]]
    threshold: float


def cluster(
    articles: Iterable[Article],
    groups: Sequence[DuplicateGroup] = (),
    settings: EventSettings | None = None,
) -> list[Event]:
    """Clusters articles into events: unsupervised, by TF-IDF and time, with average linkage.

    The articles of a near-duplicate group enter as one voice, the kept article's, and come out
    together. The order of the articles does not matter.

    Returns:
        The events, ordered by latest day (newest first, undated last), number of reports, id.
    """
    settings = settings or EventSettings()
    articles = list(articles)
    if not articles:
        return []
    batch = _prepare(articles, groups, settings)
    by_kept = {group.kept.id: group for group in groups}
    in_cluster = {i: n for n, members in enumerate(batch.clusters) for i in members}
    links: list[list[Link]] = [[] for _ in batch.clusters]
    for pair in batch.pairs:
        if in_cluster[pair.i] == in_cluster[pair.j]:
            links[in_cluster[pair.i]].append(_link(pair, batch, settings))
    events = [
        _event([batch.voices[i] for i in members], by_kept, tuple(own))
        for members, own in zip(batch.clusters, links, strict=True)
    ]
    return sorted(events, key=_newest_first)


def as_one_event(articles: Iterable[Article], groups: Sequence[DuplicateGroup] = ()) -> Event:
    """Makes one event of articles that are known to be one; the groups are those among them."""
    copies = {copy.id for group in groups for copy in group.copies}
    voices = [article for article in articles if article.id not in copies]
    return _event(voices, {group.kept.id: group for group in groups}, ())


def explain(
    articles: Iterable[Article],
    a: str,
    b: str,
    groups: Sequence[DuplicateGroup] = (),
    settings: EventSettings | None = None,
) -> Explanation:
    """Says what decided whether articles ``a`` and ``b`` (ids) of a batch are one event.

    Raises:
        UsageError: if one of the ids is not in the batch.
    """
    settings = settings or EventSettings()
    batch = _prepare(articles, groups, settings)
    voice_of = {article.id: group.kept.id for group in groups for article in group.articles}
    index = {article.id: i for i, article in enumerate(batch.voices)}
    try:
        i, j = (index[voice_of.get(name, name)] for name in (a, b))
    except KeyError as error:
        raise UsageError(f"no article with the id {error}") from None
    if i == j:
        return _explain_copies(a, b, groups)
    return _explain_pair(a, b, i, j, batch, settings)


def _prepare(
    articles: Iterable[Article], groups: Sequence[DuplicateGroup], settings: EventSettings
) -> _Batch:
    copies = {copy.id for group in groups for copy in group.copies}
    voices = sorted((a for a in articles if a.id not in copies), key=lambda a: a.id)
    intervals = [interval(article) for article in voices]
    threshold = _threshold(len(voices), settings)
    matrix, names = features(voices, settings)
    pairs = similar_pairs(matrix, intervals, settings)
    clusters = average_linkage(intervals, pairs, threshold, settings.max_gap)
    return _Batch(voices, matrix, names, intervals, pairs, clusters, threshold)


def _threshold(count: int, settings: EventSettings) -> float:
    large, small = count * settings.threshold, settings.small_batch * settings.small_threshold
    return round((large + small) / max(1, count + settings.small_batch), 6)


def _link(pair: Similarity, batch: _Batch, settings: EventSettings) -> Link:
    i, j = pair.i, pair.j
    terms = _terms(i, j, batch)
    evidence = (
        similarity_words(pair, terms),
        time_words(batch.intervals[i], batch.intervals[j], settings),
    )
    left, right = batch.voices[i].id, batch.voices[j].id
    return Link(left, right, pair.score, evidence, pair.cosine, pair.day_gap, terms)


def _terms(i: int, j: int, batch: _Batch) -> tuple[tuple[str, float], ...]:
    """The terms that two articles share, as they are written in the first of them."""
    written = spellings(batch.voices[i])
    terms = shared_terms(batch.matrix, batch.names, i, j)
    return tuple((written.get(term, term), weight) for term, weight in terms)


def _event(
    voices: Sequence[Article], by_kept: dict[str, DuplicateGroup], links: tuple[Link, ...]
) -> Event:
    groups = tuple(by_kept[voice.id] for voice in voices if voice.id in by_kept)
    articles = [*voices, *(copy for group in groups for copy in group.copies)]
    articles.sort(key=lambda article: (article.day or date.max, article.id))
    earliest, latest = _span(articles)
    return Event(_event_id(articles), tuple(articles), groups, links, earliest, latest)


def _span(articles: Sequence[Article]) -> tuple[date | None, date | None]:
    """First and last published day; without any, the bounds that the texts give."""
    days = [article.day for article in articles if article.day]
    if days:
        return min(days), max(days)
    intervals = [interval(article) for article in articles]
    starts = [one.earliest for one in intervals if one.earliest]
    ends = [one.latest for one in intervals if one.latest]
    return max(starts, default=None), min(ends, default=None)


def _event_id(articles: Iterable[Article]) -> str:
    """Twelve hex digits of the articles' ids and texts, wherever they lie."""
    digest = blake2b(digest_size=6)
    for article in sorted(articles, key=lambda article: article.id):
        for part in (article.id, article.text):
            digest.update(blake2b(part.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()


def _newest_first(event: Event) -> tuple[int, int, str]:
    day = -event.latest.toordinal() if event.latest else 0
    return (day, -len(event.reports), event.id)


def _explain_copies(a: str, b: str, groups: Sequence[DuplicateGroup]) -> Explanation:
    lines = ["they carry the same text and count as one report"]
    for group in groups:
        if {a, b} <= {article.id for article in group.articles}:
            lines.append(f"of their group, {group.kept.id} is kept")
            lines += [_pair_words(p) for p in group.pairs if {p.a, p.b} & {a, b}]
    return Explanation(a, b, True, tuple(lines))


def _pair_words(pair: Pair) -> str:
    return (
        f"{pair.a} and {pair.b}: {pair.jaccard:.0%} of their shingles are the same, "
        f"{pair.containment:.0%} of the shorter one's"
    )


def _explain_pair(
    a: str, b: str, i: int, j: int, batch: _Batch, settings: EventSettings
) -> Explanation:
    together = any(i in members and j in members for members in batch.clusters)
    cosine = round(float((batch.matrix[i] @ batch.matrix[j].T).toarray()[0, 0]), 6)
    pair = compare(i, j, cosine, batch.intervals, settings)
    terms = _terms(i, j, batch)
    verdict = "one event" if together else "two events"
    lines = (
        f"{a} and {b} are {verdict}",
        similarity_words(pair, terms),
        interval_words(a, batch.intervals[i]),
        interval_words(b, batch.intervals[j]),
        time_words(batch.intervals[i], batch.intervals[j], settings),
        f"score {pair.score:.2f}: their likeness, weighted by time",
        *_decision(i, j, batch, settings),
    )
    return Explanation(a, b, together, lines)


def _decision(i: int, j: int, batch: _Batch, settings: EventSettings) -> list[str]:
    """What joined two articles, or kept the clusters that they are in apart."""
    left, right = (next(c for c in batch.clusters if k in c) for k in (i, j))
    rule = f"{batch.threshold:.2f}, from which on groups of articles join"
    if left is right:
        average = f"{_average(left, left, batch):.2f}"
        return [f"with all reports of the event: average score {average}; at least {rule}"]
    said = [_company(k, members, batch) for k, members in ((i, left), (j, right))]
    apart = [
        (gap, x, y)
        for x in left
        for y in right
        if (gap := batch.intervals[x].gap(batch.intervals[y]) or 0) > settings.max_gap
    ]
    if apart:
        gap, x, y = max(apart)
        names = f"{batch.voices[x].id} and {batch.voices[y].id}"
        return [*said, f"the two groups can't join: {names} are at least {gap} days apart"]
    average = f"{_average(left, right, batch):.2f}"
    return [*said, f"average score between the two groups: {average}; not {rule}"]


def _company(index: int, members: Sequence[int], batch: _Batch) -> str:
    others = [batch.voices[k].id for k in members if k != index]
    with_whom = f"with {', '.join(others)}" if others else "an event of its own"
    return f"{batch.voices[index].id} is {with_whom}"


def _average(left: Sequence[int], right: Sequence[int], batch: _Batch) -> float:
    """Average score over the pairs between two clusters, or within one."""
    scores = {(pair.i, pair.j): pair.score for pair in batch.pairs}
    pairs = {(min(x, y), max(x, y)) for x in left for y in right if x != y}
    return sum(scores.get(pair, 0.0) for pair in pairs) / max(1, len(pairs))
