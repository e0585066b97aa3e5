"""The measures that the benchmarks share, each in the form that its source defines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def b_cubed(gold: Sequence[Hashable], clusters: Iterable[Sequence[int]]) -> float:
    """B-cubed F1 of clusters of indexes against a gold label each."""
    precision, recall = b_cubed_parts(gold, clusters)
    return 2 * precision * recall / (precision + recall)


def b_cubed_parts(
    gold: Sequence[Hashable], clusters: Iterable[Sequence[int]]
) -> tuple[float, float]:
    """B-cubed precision and recall (Bagga and Baldwin 1998), linear in the articles."""
    sizes = Counter(gold)
    precision = recall = 0.0
    for members in clusters:
        for label, shared in Counter(gold[index] for index in members).items():
            precision += shared * shared / len(members)
            recall += shared * shared / sizes[label]
    return precision / len(gold), recall / len(gold)
