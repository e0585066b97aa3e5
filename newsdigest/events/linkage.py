"""Average linkage over a sparse graph of similarities, within bounds of time.

An absent pair counts as similarity 0 (UPGMA, Sokal and Michener 1958, on a nearest-neighbour
graph). Merging goes from the most similar pair of clusters down to the threshold; ties go to the
clusters that come first, so the result depends on nothing but the input's order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..records import Interval
from .similarity import Similarity


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The latest start and the earliest end among the intervals of a cluster."""

    start: date
    end: date

    def merge(self, other: _Bounds) -> _Bounds:
        return _Bounds(max(self.start, other.start), min(self.end, other.end))

    @property
    def gap(self) -> int:
        """The most days that lie between any two of the intervals."""
        return (self.start - self.end).days


class _Clusters:
    """Clusters by the index of their first member, and the sums of similarity between them."""

    def __init__(self, intervals: Sequence[Interval], pairs: Iterable[Similarity]) -> None:
        self.members = {index: [index] for index in range(len(intervals))}
        self.bounds = {
            index: _Bounds(one.earliest or date.min, one.latest or date.max)
            for index, one in enumerate(intervals)
        }
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        for pair in pairs:
            self.sums[pair.i][pair.j] = self.sums[pair.j][pair.i] = pair.score

    def average(self, a: int, b: int) -> float:
        return round(self.sums[a][b] / (len(self.members[a]) * len(self.members[b])), 6)

    def gap(self, a: int, b: int) -> int:
        return self.bounds[a].merge(self.bounds[b]).gap

    def merge(self, a: int, b: int) -> None:
        """Takes cluster ``b`` into cluster ``a``."""
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.bounds[a] = self.bounds[a].merge(self.bounds.pop(b))
        for other, value in sorted(self.sums.pop(b).items()):
            del self.sums[other][b]
            if other != a:
                total = self.sums[a].get(other, 0.0) + value
                self.sums[a][other] = self.sums[other][a] = total

    def near(self, a: int, threshold: float) -> Iterator[tuple[float, int, int]]:
        """Heap entries for the clusters that ``a`` may merge with."""
        for other in sorted(self.sums[a]):
            if (average := self.average(a, other)) >= threshold:
                yield -average, min(a, other), max(a, other)


def average_linkage(
    intervals: Sequence[Interval], pairs: Sequence[Similarity], threshold: float, max_gap: int
) -> list[list[int]]:
    """Clusters articles.

    Args:
        intervals: the time of each article; the pairs index them.
        pairs: scored pairs, each once.
        threshold: average similarity from which on two clusters merge.
        max_gap: days between two articles above which they are never in one cluster.

    Returns:
        The clusters as sorted lists of indexes, ordered by their first.
    """
    clusters = _Clusters(intervals, pairs)
    heap = [(-pair.score, pair.i, pair.j) for pair in pairs if pair.score >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        gone = a not in clusters.members or b not in clusters.members
        # An entry whose average has changed is of a cluster that has grown since.
        if gone or clusters.average(a, b) != -negative or clusters.gap(a, b) > max_gap:
            continue
        clusters.merge(a, b)
        for entry in clusters.near(a, threshold):
            heapq.heappush(heap, entry)
    return [clusters.members[first] for first in sorted(clusters.members)]
