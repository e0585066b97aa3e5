"""Says in words what two articles share, how far apart they are in time, and what that decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import UsageError
from ..records import Article, DuplicateGroup, Explanation, Interval, Pair
from ..settings import EventSettings
from .batch import Batch, prepare
from .similarity import Similarity, compare


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
    batch = prepare(articles, groups, settings)
    voice_of = {article.id: group.kept.id for group in groups for article in group.articles}
    index = {article.id: i for i, article in enumerate(batch.voices)}
    try:
        i, j = (index[voice_of.get(name, name)] for name in (a, b))
    except KeyError as error:
        raise UsageError(f"no article with the id {error}") from None
    if i == j:
        return _explain_copies(a, b, groups)
    return _explain_pair(a, b, i, j, batch, settings)


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
    a: str, b: str, i: int, j: int, batch: Batch, settings: EventSettings
) -> Explanation:
    together = any(i in members and j in members for members in batch.clusters)
    cosine = round(float((batch.matrix[i] @ batch.matrix[j].T).toarray()[0, 0]), 6)
    pair = compare(i, j, cosine, batch.intervals, settings)
    terms = batch.shared_terms(i, j)
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


def _decision(i: int, j: int, batch: Batch, settings: EventSettings) -> list[str]:
    """What joined two articles, or kept the clusters that they are in apart."""
    left, right = (next(c for c in batch.clusters if k in c) for k in (i, j))
    rule = f"{batch.threshold:.2f}, from which on groups of articles join"
    if left is right:
        average = f"{batch.average(left, left):.2f}"
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
    average = f"{batch.average(left, right):.2f}"
    return [*said, f"average score between the two groups: {average}; not {rule}"]


def _company(index: int, members: Sequence[int], batch: Batch) -> str:
    others = [batch.voices[k].id for k in members if k != index]
    with_whom = f"with {', '.join(others)}" if others else "an event of its own"
    return f"{batch.voices[index].id} is {with_whom}"


def similarity_words(pair: Similarity, terms: Sequence[tuple[str, float]]) -> str:
    """ "alike by .46 (0 to 1): both speak of ..."."""
    shared = ", ".join(term for term, _ in terms) or "nothing of weight"
    return f"their words are alike by {pair.cosine:.2f} (0 to 1); they share most of: {shared}"


def time_words(left: Interval, right: Interval, settings: EventSettings) -> str:
    """What is known of the time between two articles, and what follows from it."""
    gap = left.gap(right)
    if gap is None:
        return "nothing tells the time between them"
    if gap == 0:
        same = left == right and left.latest is not None
        return "of the same day" if same else "their times may overlap, which excludes nothing"
    if gap > settings.max_gap:
        return (
            f"at least {gap} days apart, more than the {settings.max_gap} that one event may span: "
            "never one event"
        )
    return f"{gap} day{'s' if gap > 1 else ''} apart"


def interval_words(name: str, interval: Interval) -> str:
    """ "002: not before 1 November 2023 (mentions “November 2023”)"."""
    evidence = f" ({'; '.join(interval.evidence)})" if interval.evidence else ""
    return f"{name}: {interval}{evidence}"
