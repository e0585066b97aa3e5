"""Average linkage over a sparse graph of similarities, within bounds of time and an editor's word.

An absent pair counts as similarity 0 (UPGMA, Sokal and Michener 1958, on a nearest-neighbour
graph). Merging goes from the most similar pair of clusters down to the threshold; ties go to the
clusters that come first, so the result depends on nothing but the input's order. Two clusters
average the threshold only if one pair between them reaches it, so each connected component of such
pairs is clustered by itself, and the memory is that of the largest component. Where more is asked
of such a pair than its score, the components are of those that have it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

_ROUNDING = 1e-6  # averages are rounded to it

_Group = frozenset[int]
_NOTHING: _Group = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the linkage has to keep to.

    Attributes:
        threshold: average similarity from which on two clusters merge.
        least: likeness that a pair has by which clusters hang together.
        max_gap: days between what a text tells of its time and another article's interval above
            which the two are never in one cluster; None switches the bound off.
        together: clusters to begin with, by index; an article without one begins alone.
        apart: pairs of indexes that are never in one cluster.
    """

    threshold: float
    least: float = 0.0
    max_gap: int | None = None
    together: Sequence[Sequence[int]] = ()
    apart: Iterable[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The latest first and the earliest last day in a cluster, of all and of what texts tell."""

    first: float
    last: float
    told_first: float
    told_last: float

    def merge(self, other: _Bounds) -> _Bounds:
        return _Bounds(
            max(self.first, other.first),
            min(self.last, other.last),
            max(self.told_first, other.told_first),
            min(self.told_last, other.told_last),
        )

    def gap(self, other: _Bounds) -> float:
        """The most days between what a text of one tells and an interval of the other."""
        return max(
            self.told_first - other.last,
            other.told_first - self.last,
            self.first - other.told_last,
            other.first - self.told_last,
        )


class _Clusters:
    """Clusters by the index of their first member, and the sums of similarity between them."""

    def __init__(self, members: dict[int, list[int]], times: Times, rules: Rules) -> None:
        self.members = members
        self.rules = rules
        self.bounds = {first: _bounds_of(own, times) for first, own in members.items()}
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        home = {index: first for first, own in members.items() for index in own}
        self.enemies: dict[int, _Group] = defaultdict(lambda: _NOTHING)
        for i, j in rules.apart:
            if i in home and j in home:
                self.enemies[home[i]] |= {home[j]}
                self.enemies[home[j]] |= {home[i]}

    def add(self, a: int, b: int, similarity: float) -> None:
        """Adds the similarity of a pair of articles to that of the clusters ``a`` and ``b``."""
        self.sums[a][b] = self.sums[b][a] = self.sums[a].get(b, 0.0) + similarity

    def average(self, a: int, b: int) -> float:
        return round(self.sums[a][b] / (len(self.members[a]) * len(self.members[b])), 6)

    def may_join(self, a: int, b: int) -> bool:
        if b in self.enemies[a]:
            return False
        most = self.rules.max_gap
        return most is None or self.bounds[a].gap(self.bounds[b]) <= most

    def merge(self, a: int, b: int) -> None:
        """Takes cluster ``b`` into cluster ``a``."""
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.bounds[a] = self.bounds[a].merge(self.bounds.pop(b))
        for enemy in self.enemies.pop(b, _NOTHING):
            self.enemies[enemy] = self.enemies[enemy] - {b} | {a}
            self.enemies[a] |= {enemy}
        own = self.sums[a]
        for other, value in self.sums.pop(b).items():
            others = self.sums[other]
            del others[b]
            if other != a:
                own[other] = others[a] = own.get(other, 0.0) + value

    def near(self, a: int) -> Iterator[tuple[float, int, int]]:
        """Heap entries for the clusters that ``a`` may merge with."""
        size, members = len(self.members[a]), self.members
        hopeless = (self.rules.threshold - _ROUNDING) * size  # most are, and rounding takes longest
        for other, total in self.sums[a].items():
            others = len(members[other])
            if total < hopeless * others:
                continue
            average = round(total / (size * others), 6)
            if average >= self.rules.threshold:
                yield -average, min(a, other), max(a, other)

    def link(self) -> Iterable[list[int]]:
        """Merges what may be merged, the most similar first."""
        heap = [entry for a in self.members for entry in self.near(a) if entry[1] == a]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            gone = a not in self.members or b not in self.members
            # An entry whose average has changed is of a cluster that has grown since.
            if gone or self.average(a, b) != -negative or not self.may_join(a, b):
                continue
            self.merge(a, b)
            for entry in self.near(a):
                heapq.heappush(heap, entry)
        return self.members.values()


def average_linkage(
    times: Times, i: Ints, j: Ints, score: Floats, rules: Rules, likeness: Floats | None = None
) -> list[list[int]]:
    """Clusters articles.

    Args:
        times: when each article can be of.
        i: one article of each pair, by index.
        j: the other; each pair stands once.
        score: similarity of each pair.
        rules: see :class:`Rules`.
        likeness: what ``rules.least`` is asked of; None asks nothing.

    Returns:
        The clusters as sorted lists of indexes, ordered by their first.
    """
    import numpy as np

    home = _homes(len(times.first), rules.together)
    # Alone, or in a cluster to begin with: articles are their home from here on.
    a, b = np.minimum(home[i], home[j]), np.maximum(home[i], home[j])
    held = holding(score, likeness, rules)
    component = components(a[held], b[held], home)
    inside = (a != b) & (component[a] == component[b])
    a, b, score = a[inside], b[inside], score[inside]
    order = np.argsort(component[a], kind="stable")
    a, b, score = a[order], b[order], score[order]
    starts = np.searchsorted(component[a], np.arange(component.max(initial=-1) + 2))
    found: list[list[int]] = []
    for number, members in enumerate(_members(component, home)):
        span = slice(starts[number], starts[number + 1])
        found += _link_one(members, times, (a[span], b[span], score[span]), rules)
    return sorted(found)


def _link_one(
    members: dict[int, list[int]], times: Times, edges: tuple[Ints, Ints, Floats], rules: Rules
) -> Iterable[list[int]]:
    if len(members) == 1:
        return members.values()
    clusters = _Clusters(members, times, rules)
    for a, b, similarity in zip(*(column.tolist() for column in edges), strict=True):
        clusters.add(a, b, similarity)
    return clusters.link()


def _homes(count: int, together: Sequence[Sequence[int]]) -> Ints:
    """The first member of the cluster that each article begins in."""
    import numpy as np

    home = np.arange(count, dtype=np.int32)
    for group in together:
        home[list(group)] = min(group)
    return home


def holding(score: Floats, likeness: Floats | None, rules: Rules) -> NDArray[np.bool_]:
    """Which pairs can hold clusters together."""
    reached = score >= rules.threshold
    return reached if likeness is None else reached & (likeness.round(6) >= rules.least)


def components(a: Ints, b: Ints, home: Ints) -> Ints:
    """Numbers the articles by the component of pairs that they are of.

    ``home`` is the article that each one is together with to begin with: itself, if with none.
    """
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    rows = np.concatenate([a, home])
    columns = np.concatenate([b, np.arange(len(home))])
    graph = coo_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(len(home), len(home)))
    component: Ints = connected_components(graph, directed=False)[1]
    return component


def _members(component: Ints, home: Ints) -> Iterator[dict[int, list[int]]]:
    """Of each component, the clusters that it begins with, by their first member."""
    import numpy as np

    order = np.argsort(component, kind="stable")
    starts = np.searchsorted(component[order], np.arange(component.max(initial=-1) + 2))
    for start, end in pairwise(starts):
        members: dict[int, list[int]] = defaultdict(list)
        for index in order[start:end].tolist():
            members[int(home[index])].append(index)
        yield dict(members)


def _bounds_of(members: Sequence[int], times: Times) -> _Bounds:
    bounds = [_bounds(index, times) for index in members]
    merged = bounds[0]
    for other in bounds[1:]:
        merged = merged.merge(other)
    return merged


def _bounds(index: int, times: Times) -> _Bounds:
    first, last = float(times.first[index]), float(times.last[index])
    if times.published[index]:
        return _Bounds(first, last, float("-inf"), float("inf"))
    return _Bounds(first, last, first, last)
