"""What one clustering works on and finds: kept because evidence is told from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Article, DuplicateGroup, Interval
from ..settings import EventSettings
from .features import features, spellings
from .intervals import interval
from .linkage import average_linkage
from .similarity import Similarity, similar_pairs

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TERMS = 8  # shared terms that are told of a pair


@dataclass(frozen=True, slots=True)
class Batch:
    """The voices (one of each duplicate group), what was computed of them, and their clusters.

    ``matrix`` has a row a voice and a column a term of ``names``; ``pairs`` and ``clusters`` index
    the voices; ``threshold`` is the one in force for a batch of this size.
    """

    voices: list[Article]
    matrix: csr_matrix
    names: list[str]
    intervals: list[Interval]
    pairs: list[Similarity]
    clusters: list[list[int]]
    threshold: float

    def shared_terms(self, i: int, j: int) -> tuple[tuple[str, float], ...]:
        """The terms that make up most of two rows' cosine, with their share of it, heaviest first.

        They are spelled as in the first of the two articles, not as stems.
        """
        product = self.matrix[i].multiply(self.matrix[j]).tocoo()
        weights: dict[str, float] = {}
        for column, value in zip(product.col, product.data, strict=True):
            weights[self.names[column]] = weights.get(self.names[column], 0.0) + float(value)
        heaviest = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))[:_TERMS]
        written = spellings(self.voices[i])
        return tuple((written.get(term, term), round(value, 6)) for term, value in heaviest)

    def average(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Average score over the pairs between two clusters, or within one."""
        scores = {(pair.i, pair.j): pair.score for pair in self.pairs}
        pairs = {(min(x, y), max(x, y)) for x in left for y in right if x != y}
        return sum(scores.get(pair, 0.0) for pair in pairs) / max(1, len(pairs))


def prepare(
    articles: Iterable[Article], groups: Sequence[DuplicateGroup], settings: EventSettings
) -> Batch:
    """Clusters the articles, the members of each duplicate group as one voice."""
    copies = {copy.id for group in groups for copy in group.copies}
    voices = sorted((a for a in articles if a.id not in copies), key=lambda a: a.id)
    intervals = [interval(article) for article in voices]
    threshold = _threshold(len(voices), settings)
    matrix, names = features(voices, settings)
    pairs = similar_pairs(matrix, intervals, settings)
    clusters = average_linkage(intervals, pairs, threshold, settings.max_gap)
    return Batch(voices, matrix, names, intervals, pairs, clusters, threshold)


def _threshold(count: int, settings: EventSettings) -> float:
    large, small = count * settings.threshold, settings.small_batch * settings.small_threshold
    return round((large + small) / max(1, count + settings.small_batch), 6)
