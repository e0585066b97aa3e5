"""What one clustering works on and finds: kept because evidence is told from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..records import Article, Constraints, DuplicateGroup, Interval
from ..settings import EventSettings
from .candidates import Neighbours, cosines, looks_outside, nearest
from .constraints import resolve, without_separated
from .features import Features, features
from .intervals import interval
from .large import Parts, cut_short
from .linkage import Rules, average_linkage
from .scores import Pairs, Surroundings, compare, in_company, score
from .shared import shared_terms
from .strangers import least_likeness
from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Ints = NDArray[np.int32]

NO_CONSTRAINTS = Constraints()


@dataclass(frozen=True)
class Batch:
    """The voices (one of each duplicate group), what was computed of them, and their clusters.

    ``pairs`` and ``clusters`` index the voices; ``groups`` are the duplicate groups in force;
    ``rules`` holds the threshold for a batch of this size and the likeness that its kind asks for.
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
    parts: Parts
    settings: EventSettings = field(default_factory=EventSettings)

    @property
    def clusters(self) -> list[list[int]]:
        """The voices of each event, by index."""
        return self.parts.clusters

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
        return comparison(self.features.matrix, self.times, self.around, self.settings)(left, right)

    def shared_terms(self, i: Ints, j: Ints) -> list[tuple[tuple[str, float], ...]]:
        """Of each pair, the terms that make most of its cosine, with their share, heaviest first.

        They are spelled as the batch first has them, not as stems.
        """
        return shared_terms(self.features, i, j)

    def averages(self) -> list[float]:
        """Of each cluster, the average score over its pairs; 0 for one of a single article."""
        import numpy as np

        own, count = self.cluster_of, len(self.clusters)
        inside = own[self.pairs.i] == own[self.pairs.j]
        sums = np.bincount(own[self.pairs.i[inside]], self.pairs.score[inside], minlength=count)
        sizes = np.bincount(own, minlength=count)
        found: list[float] = (sums / np.maximum(1, sizes * (sizes - 1) // 2)).round(6).tolist()
        return found

    def average(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Average score over the pairs between two clusters, or within one, as it was linked."""
        import numpy as np

        if self.parts.cut[[*left, *right]].all() and max(len(left), len(right)) > 1:
            return self.parts.average(left, right)
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
    wider = None
    if looks_outside(settings.window, len(voices)):
        wider = nearest(found.matrix, times, settings.neighbours)
    pairs, around = score(neighbours, times, settings, wider)
    rules = in_force(around.nearest, settings, together, apart)
    parts = link(found.matrix, neighbours, (pairs, around), times, rules, settings)
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
        parts,
        settings,
    )


def link(
    matrix: csr_matrix,
    neighbours: Neighbours,
    scored: tuple[Pairs, Surroundings],
    times: Times,
    rules: Rules,
    settings: EventSettings,
) -> Parts:
    """Clusters scored pairs, the parts of large events joined."""
    pairs, around = scored
    clusters = average_linkage(times, pairs.i, pairs.j, pairs.score, rules, pairs.weighed)
    cut = cut_short(neighbours, pairs, rules.threshold, settings.neighbours)
    parts = Parts(clusters, cut, comparison(matrix, times, around, settings))
    return replace(parts, clusters=parts.joined(times, pairs, rules))


def comparison(
    matrix: csr_matrix, times: Times, around: Surroundings, settings: EventSettings
) -> Callable[[Ints, Ints], Pairs]:
    """How to score any pairs, ``i < j``, whether they are neighbours or not."""

    def compared(i: Ints, j: Ints) -> Pairs:
        pairs = compare(i, j, cosines(matrix, i, j), times, around, settings)
        return in_company(pairs, around, settings)

    return compared


def in_force(
    nearest: NDArray[np.float64],
    settings: EventSettings,
    together: Sequence[Sequence[int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Rules:
    """The rules for a batch, of which ``nearest`` tells how alike each voice's nearest is to it."""
    count = len(nearest)
    large, small = count * settings.threshold, settings.small_batch * settings.small_threshold
    threshold = round((large + small) / max(1, count + settings.small_batch), 6)
    max_gap = None if settings.granularity == "story" else settings.max_gap
    return Rules(threshold, least_likeness(nearest, settings), max_gap, together, apart)
