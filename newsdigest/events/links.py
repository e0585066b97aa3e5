"""The links of events: which pairs are told, and what is told of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..records import Interval, Link
from ..settings import EventSettings
from .batch import Batch
from .scores import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

_ROWS = 20_000  # links told at a time; bounds the memory


def links(batch: Batch) -> list[list[Link]]:
    """Of each cluster, the links that hold it together: at most two for each of its articles.

    They are the pairs of a maximum spanning tree, which joins all articles that pairs join at all,
    and as many of the other pairs as there are articles, the most alike first. An event of a
    thousand reports would else carry twenty thousand.
    """
    found: list[list[Link]] = [[] for _ in batch.clusters]
    inside = batch.pairs.kept(batch.cluster_of[batch.pairs.i] == batch.cluster_of[batch.pairs.j])
    told = inside.kept(_told(inside, batch))
    for start in range(0, len(told.i), _ROWS):
        part = told.kept(slice(start, start + _ROWS))
        scores = part.score.round(6).tolist()
        terms = batch.shared_terms(part.i, part.j)
        for k, (shared, score) in enumerate(zip(terms, scores, strict=True)):
            link = _link(part, k, score, shared, batch)
            found[batch.cluster_of[part.i[k]]].append(link)
    return found


def _told(pairs: Pairs, batch: Batch) -> Bools:
    import numpy as np

    tree = _spanning_tree(pairs, len(batch.voices))
    cluster = batch.cluster_of[pairs.i]
    order = np.lexsort((pairs.j, pairs.i, -pairs.score, tree, cluster))
    starts = np.searchsorted(cluster[order], np.arange(len(batch.clusters) + 1))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - starts[cluster[order]]
    sizes = np.array([len(members) for members in batch.clusters])
    told: Bools = tree | (place < sizes[cluster])
    return told


def _spanning_tree(pairs: Pairs, articles: int) -> Bools:
    """Which pairs are of the maximum spanning forest (Kruskal, by scipy)."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import minimum_spanning_tree

    # Places instead of scores: no two are equal, so a tree does not depend on the others' pairs.
    cost = np.empty(len(pairs.i))
    cost[np.lexsort((pairs.j, pairs.i, -pairs.score))] = np.arange(1, len(cost) + 1)
    graph = coo_matrix((cost, (pairs.i, pairs.j)), shape=(articles, articles)).tocsr()
    tree = minimum_spanning_tree(graph).tocoo()
    rows, columns = np.minimum(tree.row, tree.col), np.maximum(tree.row, tree.col)
    keys = rows.astype(np.int64) * articles + columns
    return np.isin(pairs.i.astype(np.int64) * articles + pairs.j, keys)


def _link(
    pairs: Pairs, k: int, score: float, terms: tuple[tuple[str, float], ...], batch: Batch
) -> Link:
    i, j = int(pairs.i[k]), int(pairs.j[k])
    cosine, gap = round(float(pairs.cosine[k]), 6), pairs.gap[k]
    evidence = (
        similarity_words(cosine, terms),
        time_words(batch.intervals[i], batch.intervals[j], batch.settings),
    )
    return Link(
        batch.voices[i].id,
        batch.voices[j].id,
        score,
        evidence,
        cosine,
        int(gap) if gap == gap else None,
        terms,
    )


def similarity_words(cosine: float, terms: Sequence[tuple[str, float]]) -> str:
    """ "their words are alike by 0.46 (0 to 1); they share most of: ..."."""
    shared = ", ".join(term for term, _ in terms) or "nothing of weight"
    return f"their words are alike by {cosine:.2f} (0 to 1); they share most of: {shared}"


def time_words(left: Interval, right: Interval, settings: EventSettings) -> str:
    """What is known of the time between two articles, and what follows from it."""
    gap = left.gap(right)
    if gap is None:
        return "nothing tells the time between them"
    if gap == 0:
        same = left == right and left.latest is not None
        return "of the same day" if same else "their times may overlap, which excludes nothing"
    days = f"{gap} day{'s' if gap > 1 else ''} apart"
    told = not (left.published and right.published)
    if gap > settings.max_gap and told and settings.granularity == "event":
        return f"at least {days}, as a text tells of itself: never one event"
    return days if left.published and right.published else f"at least {days}"
