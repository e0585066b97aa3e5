"""Says in words what two articles share, how far apart they are in time, and what that decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import UsageError
from ..records import Article, Constraints, DuplicateGroup, Explanation, Interval, Pair
from ..settings import EventSettings
from .batch import NO_CONSTRAINTS, Batch, prepare
from .links import similarity_words, time_words
from .scores import Pairs
from .strangers import share_alone


def explain(
    articles: Iterable[Article],
    a: str,
    b: str,
    groups: Sequence[DuplicateGroup] = (),
    settings: EventSettings | None = None,
    constraints: Constraints | None = None,
) -> Explanation:
    """Says what decided whether articles ``a`` and ``b`` (ids) of a batch are one event.

    Raises:
        UsageError: if one of the ids is not in the batch.
    """
    batch = prepare(articles, groups, settings or EventSettings(), constraints or NO_CONSTRAINTS)
    groups = batch.groups
    voice_of = {article.id: group.kept.id for group in groups for article in group.articles}
    index = {article.id: i for i, article in enumerate(batch.voices)}
    try:
        i, j = (index[voice_of.get(name, name)] for name in (a, b))
    except KeyError as error:
        raise UsageError(f"no article with the id {error}") from None
    if i == j:
        return _explain_copies(a, b, groups)
    return _explain_pair(a, b, i, j, batch)


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


def _explain_pair(a: str, b: str, i: int, j: int, batch: Batch) -> Explanation:
    together = bool(batch.cluster_of[i] == batch.cluster_of[j])
    pair = batch.compare(i, j)
    (terms,) = batch.shared_terms(pair.i, pair.j)
    verdict = "one event" if together else "two events"
    lines = (
        f"{a} and {b} are {verdict}",
        similarity_words(float(pair.cosine[0]), terms),
        interval_words(a, batch.intervals[i]),
        interval_words(b, batch.intervals[j]),
        time_words(batch.intervals[i], batch.intervals[j], batch.settings),
        score_words(pair),
        *_decision(i, j, batch),
    )
    return Explanation(a, b, together, lines)


def score_words(pair: Pairs) -> str:
    """ "score 0.35: likeness weighted by time 0.45, less 0.10 that ..."."""
    crowding, null = float(pair.crowding[0]), float(pair.null[0])
    parts = [f"score {float(pair.score[0]):.2f}: likeness weighted by time {pair.weighed[0]:.2f}"]
    if round(abs(crowding), 2):
        sign = "less" if crowding > 0 else "plus"
        crowd = "many" if crowding > 0 else "few"
        parts.append(f"{sign} {abs(crowding):.2f} because {crowd} articles here are as alike")
    if round(null, 2):
        parts.append(f"less {null:.2f} because articles of another time are as alike")
    if round(abs(company := float(pair.company[0])), 2):
        sign, whom = ("plus", "the same") if company > 0 else ("less", "different")
        parts.append(f"{sign} {abs(company):.2f} because they are like {whom} other articles")
    return ", ".join(parts)


def _decision(i: int, j: int, batch: Batch) -> list[str]:
    """What joined two articles, or kept the clusters that they are in apart."""
    left, right = (batch.clusters[batch.cluster_of[k]] for k in (i, j))
    rule = f"{batch.rules.threshold:.2f}, from which on groups of articles join"
    if left is right:
        lines = [_editor(i, j, batch.rules.together)]
        average = batch.average(left, left)
        lines.append(f"with all reports of the event: average score {average:.2f}; at least {rule}")
        return [line for line in lines if line] + left_out(left, batch)
    said = [_company(k, members, batch) for k, members in ((i, left), (j, right))]
    if {(x, y) for x in left for y in right} & {
        (*p,) for x, y in batch.rules.apart for p in ((x, y), (y, x))
    }:
        return [*said, "the editor sets them apart"]
    if apart := _too_far(left, right, batch):
        return [*said, apart]
    average = batch.average(left, right)
    found = f"average score between the two groups: {average:.2f}"
    if average >= batch.rules.threshold:
        return [*said, f"{found}; {least_words(batch)}"]
    return [*said, f"{found}; not {rule}"]


def least_words(batch: Batch) -> str:
    """What an event asks of likeness where most articles stand alone, "" where it asks nothing."""
    if not batch.rules.least:
        return ""
    alone = share_alone(batch.around.nearest, batch.settings)
    return (
        f"no two of them are alike by {batch.rules.least:.2f} once time is weighed, which is asked "
        f"where {alone:.0%} of the articles have nobody much like them"
    )


def _editor(i: int, j: int, together: Sequence[Sequence[int]]) -> str:
    joined = any({i, j} <= set(group) for group in together)
    return "the editor has joined them" if joined else ""


def _too_far(left: Sequence[int], right: Sequence[int], batch: Batch) -> str:
    """Which bound of time keeps two clusters apart, "" if none does."""
    if batch.rules.max_gap is None:
        return ""
    intervals = batch.intervals
    gaps = [
        (intervals[x].gap(intervals[y]) or 0, x, y)
        for x in left
        for y in right
        if not (intervals[x].published and intervals[y].published)
    ]
    gap, x, y = max(gaps, default=(0, 0, 0))
    if gap <= batch.rules.max_gap:
        return ""
    names = f"{batch.voices[x].id} and {batch.voices[y].id}"
    return f"the two groups can't join: {names} are at least {gap} days apart"


def left_out(members: Sequence[int], batch: Batch) -> list[str]:
    """The article nearest to an event that is not in it, and why it is not."""
    import numpy as np

    pairs, event = batch.pairs, batch.cluster_of[members[0]]
    inside = np.stack([batch.cluster_of[pairs.i] == event, batch.cluster_of[pairs.j] == event])
    border = np.flatnonzero(inside[0] != inside[1])
    if not len(border):
        return []
    best = border[np.argmax(pairs.cosine[border])]
    nearest = int(pairs.j[best] if inside[0][best] else pairs.i[best])
    other = batch.clusters[batch.cluster_of[nearest]]
    average = batch.average(members, other)
    unlike = least_words(batch) if average >= batch.rules.threshold else ""
    why = _too_far(members, other, batch) or (
        f"average score of its group with this event {average:.2f}{unlike and f'; {unlike}'}"
    )
    return [f"nearest article left out: {batch.voices[nearest].id}; {why}"]


def _company(index: int, members: Sequence[int], batch: Batch) -> str:
    others = [batch.voices[k].id for k in members if k != index]
    with_whom = f"with {', '.join(others)}" if others else "an event of its own"
    return f"{batch.voices[index].id} is {with_whom}"


def interval_words(name: str, interval: Interval) -> str:
    """ "002: not before 1 November 2023 (mentions “November 2023”)"."""
    evidence = f" ({'; '.join(interval.evidence)})" if interval.evidence else ""
    return f"{name}: {interval}{evidence}"
