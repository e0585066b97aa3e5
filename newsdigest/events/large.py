"""Joins the parts of events that have more reports than an article keeps neighbours.

Each of a thousand reports of one event keeps forty neighbours, and the average linkage counts the
others as nothing: the event falls into parts. So where an article's list ends while the score is
still one that joins (it is *cut short*), the clusters of such articles are linked once more, by the
average of a fixed sample of all pairs between them, whether they are neighbours or not. It goes in
rounds, with each cluster's nearest few, until nothing joins: linear in the number of clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .candidates import Neighbours
from .linkage import Rules, average_linkage
from .scores import Pairs
from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

    Compare = Callable[[Ints, Ints], Pairs]

_SAMPLE = 8  # articles of a cluster that stand for it, evenly taken: 64 pairs between two clusters
_PARTNERS = 8  # clusters that one is compared with in a round: those that it has most score with
_ROUNDS = 20  # more than ever are needed, as each round joins what is nearest


def cut_short(neighbours: Neighbours, pairs: Pairs, threshold: float, most: int) -> Bools:
    """Which articles may have more of their event than their neighbours.

    Args:
        neighbours: at most ``most`` of each article.
        pairs: their scores, each pair once and in order.
        threshold: score from which on two articles may be one event.
        most: how many neighbours an article has at most.
    """
    import numpy as np

    last = neighbours.ranks == most - 1
    i, j = neighbours.i[last], neighbours.j[last]
    keys = pairs.i.astype(np.int64) * neighbours.articles + pairs.j
    own = np.minimum(i, j).astype(np.int64) * neighbours.articles + np.maximum(i, j)
    place = np.minimum(np.searchsorted(keys, own), max(0, len(keys) - 1))
    found = np.zeros(neighbours.articles, bool)
    if len(keys):
        # What an article keeps company with is cut short as well, so its company says nothing.
        score = pairs.score - np.minimum(pairs.company, 0)
        found[i] = (keys[place] == own) & (score[place] >= threshold)
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """Clusters, which articles are cut short, and how to compare any two articles."""

    clusters: list[list[int]]
    cut: Bools
    compare: Compare

    def average(self, a: Sequence[int], b: Sequence[int]) -> float:
        """Average score of the sampled pairs between two clusters, or within one."""
        i, j = _sampled(list(a)), _sampled(list(b))
        pairs = [(x, y) for x in i for y in j if x != y]
        return float(self.scores(pairs).mean()) if pairs else 0.0

    def scores(self, pairs: Sequence[tuple[int, int]]) -> Floats:
        """The score of any pairs, without what a company that is cut short takes off."""
        import numpy as np

        ends = np.array(pairs, np.int64).T
        # Each once and in order, as cosines are computed in runs.
        keys, inverse = np.unique(
            ends.min(axis=0) * len(self.cut) + ends.max(axis=0), return_inverse=True
        )
        i, j = (keys // len(self.cut)).astype(np.int32), (keys % len(self.cut)).astype(np.int32)
        found = self.compare(i, j)
        both = self.cut[i] & self.cut[j]
        score = found.score - np.where(both, np.minimum(found.company, 0), 0.0)
        return np.asarray(score[inverse])

    def joined(self, times: Times, pairs: Pairs, rules: Rules) -> list[list[int]]:
        """The clusters after the parts of large events have joined."""
        parts = self
        for _ in range(_ROUNDS if self.cut.any() else 0):
            found = parts._round(times, pairs, rules)
            if len(found) == len(parts.clusters):
                break
            parts = replace(parts, clusters=found)
        return parts.clusters

    def _round(self, times: Times, pairs: Pairs, rules: Rules) -> list[list[int]]:
        import numpy as np

        near = self._partners(pairs)
        if not near:
            return self.clusters
        samples = [
            [(x, y) for x in _sampled(self.clusters[a]) for y in _sampled(self.clusters[b])]
            for a, b in near
        ]
        scores = self.scores([pair for sample in samples for pair in sample])
        starts = np.cumsum([0, *map(len, samples[:-1])])
        averages = np.add.reduceat(scores, starts) / [len(sample) for sample in samples]
        sizes = [len(self.clusters[a]) * len(self.clusters[b]) for a, b in near]
        ends = [sorted((self.clusters[a][0], self.clusters[b][0])) for a, b in near]
        i, j = np.array(ends, np.int32).T
        # One pair carries the sum of all between two clusters: the linkage divides by their number.
        return average_linkage(
            times, i, j, averages * sizes, replace(rules, together=self.clusters)
        )

    def _partners(self, pairs: Pairs) -> list[tuple[int, int]]:
        """Pairs of clusters to compare: of each that is cut short, those nearest to it."""
        import numpy as np

        count = len(self.clusters)
        cluster_of = np.empty(len(self.cut), np.int64)
        for number, members in enumerate(self.clusters):
            cluster_of[members] = number
        sizes = np.array([len(members) for members in self.clusters])
        short = 2 * np.bincount(cluster_of, self.cut, minlength=count) > sizes
        a, b = cluster_of[pairs.i], cluster_of[pairs.j]
        between = (a != b) & short[a] & short[b]
        a, b, score = a[between], b[between], pairs.score[between]
        keys, inverse = np.unique(np.minimum(a, b) * count + np.maximum(a, b), return_inverse=True)
        a, b = keys // count, keys % count
        weight = (np.bincount(inverse, score, minlength=len(keys)) / (sizes[a] * sizes[b])).round(6)
        ends, others = np.concatenate([a, b]), np.concatenate([b, a])
        order = np.lexsort((others, -np.concatenate([weight, weight]), ends))
        ends, others = ends[order], others[order]
        best = np.arange(len(ends)) - np.searchsorted(ends, np.arange(count))[ends] < _PARTNERS
        low, high = np.minimum(ends, others)[best], np.maximum(ends, others)[best]
        return sorted(set(zip(low.tolist(), high.tolist(), strict=True)))


def _sampled(members: Sequence[int]) -> list[int]:
    """Some of a cluster's articles, evenly spread over it."""
    count = min(_SAMPLE, len(members))
    return [members[k * len(members) // count] for k in range(count)]
