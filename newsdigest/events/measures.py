"""How well clusters agree with labels, by the measures that event detection is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from ..records import Agreement


def agreement(labels: Sequence[Hashable], clusters: Sequence[Sequence[int]]) -> Agreement:
    """Measures clusters against labels.

    Args:
        labels: the true event of each article.
        clusters: indexes into ``labels``, each in exactly one cluster.
    """
    if not labels:
        return Agreement(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0, 0, 0)
    shared = [Counter(labels[index] for index in members) for members in clusters]
    sizes = Counter(labels)
    precision = sum(n * n / c.total() for c in shared for n in c.values()) / len(labels)
    recall = sum(n * n / sizes[label] for c in shared for label, n in c.items()) / len(labels)
    both = sum(_pairs(n) for c in shared for n in c.values())
    ours, theirs = sum(_pairs(len(c)) for c in clusters), sum(map(_pairs, sizes.values()))
    rand, information = _adjusted(labels, clusters)
    return Agreement(
        precision,
        recall,
        2 * precision * recall / (precision + recall),
        2 * both / (ours + theirs) if ours + theirs else 1.0,
        rand,
        information,
        len(labels),
        len(sizes),
        len(clusters),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _adjusted(labels: Sequence[Hashable], clusters: Sequence[Sequence[int]]) -> tuple[float, float]:
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    gold = [numbers[label] for label in labels]
    ours = [0] * len(labels)
    for number, members in enumerate(clusters):
        for index in members:
            ours[index] = number
    return float(adjusted_rand_score(gold, ours)), float(adjusted_mutual_info_score(gold, ours))
