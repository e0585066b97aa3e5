"""What one clustering works on and finds: kept because evidence is told from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ..records import Article, Constraints, DuplicateGroup, Interval
from ..settings import EventSettings
from .candidates import Neighbours, cosines, nearest
from .constraints import resolve, without_separated
from .features import Features, features
from .intervals import interval
from .linkage import Rules, average_linkage
from .scores import Pairs, Surroundings, compare, in_company, score
from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

_TERMS = 8  # shared terms that are told of a pair
NO_CONSTRAINTS = Constraints()


@dataclass(frozen=True)
class Batch:
    """The voices (one of each duplicate group), what was computed of them, and their clusters.

    ``pairs`` and ``clusters`` index the voices; ``groups`` are the duplicate groups in force;
    ``rules`` holds the threshold for a batch of this size.
    """

    voices: list[Article]
    groups: list[DuplicateGroup]
    features: Features
    intervals: list[Interval]
    times: Times
    neighbours: Neighbours
    pairs: Pairs
    around: Surroundings
    rules: Rules
    clusters: list[list[int]]
    settings: EventSettings = field(default_factory=EventSettings)

    @cached_property
    def cluster_of(self) -> Ints:
        """The number of each voice's cluster."""
        import numpy as np

        found = np.empty(len(self.voices), np.int32)
        for number, members in enumerate(self.clusters):
            found[members] = number
        return found

    def compare(self, i: int, j: int) -> Pairs:
        """The one pair of two voices, whether they are neighbours or not."""
        import numpy as np

        left, right = (np.array([k], np.int32) for k in (min(i, j), max(i, j)))
        cosine = cosines(self.features.matrix, left, right)
        pairs = compare(left, right, cosine, self.times, self.around, self.settings)
        return in_company(pairs, self.around, self.settings)

    def shared_terms(self, i: Ints, j: Ints) -> list[tuple[tuple[str, float], ...]]:
        """Of each pair, the terms that make most of its cosine, with their share, heaviest first.

        They are spelled as the batch first has them, not as stems.
        """
        import numpy as np

        products = self.features.matrix[i].multiply(self.features.matrix[j]).tocoo()
        width = len(self.features.names)
        # A term has a column in each block; what it gives is the sum.
        keys = products.row.astype(np.int64) * width + products.col % width
        keys, inverse = np.unique(keys, return_inverse=True)
        weights = np.bincount(inverse, products.data, minlength=len(keys)).round(6)
        rows, terms = keys // width, keys % width
        order = np.lexsort((terms, -weights, rows))
        starts = np.searchsorted(rows, np.arange(len(i) + 1))
        told = []
        for start, end in pairwise(starts.tolist()):
            best = order[start : min(end, start + _TERMS)]
            names = [self.features.names[term] for term in terms[best].tolist()]
            told.append(tuple(zip(names, weights[best].tolist(), strict=True)))
        return told

    def average(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Average score over the pairs between two clusters, or within one."""
        import numpy as np

        i, j = self.pairs.i, self.pairs.j
        between = (np.isin(i, left) & np.isin(j, right)) | (np.isin(i, right) & np.isin(j, left))
        count = len(left) * len(right) if left != right else len(left) * (len(left) - 1) // 2
        return float(self.pairs.score[between].sum() / max(1, count))


def prepare(
    articles: Iterable[Article],
    groups: Sequence[DuplicateGroup],
    settings: EventSettings,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Batch:
    """Clusters the articles, the members of each duplicate group as one voice.

    Raises:
        UsageError: if the constraints contradict each other or name an unknown article.
    """
    groups = without_separated(groups, constraints)
    copies = {copy.id for group in groups for copy in group.copies}
    voices = sorted((a for a in articles if a.id not in copies), key=lambda a: a.id)
    together, apart = resolve(constraints, voices, groups)
    intervals = [interval(article) for article in voices]
    times = Times.of(intervals)
    found = features(voices, settings)
    neighbours = nearest(found.matrix, times, settings.neighbours, settings.window)
    pairs, around = score(neighbours, times, settings)
    rules = in_force(len(voices), settings, together, apart)
    clusters = average_linkage(times, pairs.i, pairs.j, pairs.score, rules)
    return Batch(
        voices,
        groups,
        found,
        intervals,
        times,
        neighbours,
        pairs,
        around,
        rules,
        clusters,
        settings,
    )


def in_force(
    count: int,
    settings: EventSettings,
    together: Sequence[Sequence[int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Rules:
    """The rules for a batch of so many voices."""
    large, small = count * settings.threshold, settings.small_batch * settings.small_threshold
    threshold = round((large + small) / max(1, count + settings.small_batch), 6)
    max_gap = None if settings.granularity == "story" else settings.max_gap
    return Rules(threshold, max_gap, together, apart)
