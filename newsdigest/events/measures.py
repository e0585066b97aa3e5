"""How well clusters agree with labels, by the measures that event detection is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from ..records import Agreement

_NOTHING = 1e-12


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
    from sklearn.metrics import adjusted_rand_score, mutual_info_score

    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    gold = [numbers[label] for label in labels]
    ours = [0] * len(labels)
    for number, members in enumerate(clusters):
        for index in members:
            ours[index] = number
    rand = float(adjusted_rand_score(gold, ours))
    if len(numbers) == len(clusters) == 1:
        return rand, 1.0
    sizes = list(Counter(gold).values()), [len(members) for members in clusters]
    expected = _expected_information(*sizes)
    most = sum(map(_entropy, sizes)) / 2 - expected
    found = float(mutual_info_score(gold, ours)) - expected
    return rand, 1.0 if abs(most) < _NOTHING else found / most


def _entropy(sizes: Sequence[int]) -> float:
    import numpy as np

    shares = np.array(sizes) / sum(sizes)
    return float(-(shares * np.log(shares)).sum())


def _expected_information(rows: Sequence[int], columns: Sequence[int]) -> float:
    """Mutual information that chance gives (Vinh et al. 2010), once for each pair of sizes.

    It depends on the sizes alone, of which tens of thousands of events have a few dozen;
    scikit-learn's goes through all pairs of events, which takes minutes then.
    """
    import numpy as np
    from scipy.special import gammaln

    total = sum(rows)
    expected = 0.0
    for a, times in sorted(Counter(rows).items()):
        for b, others in sorted(Counter(columns).items()):
            n = np.arange(max(1, a + b - total), min(a, b) + 1, dtype=float)
            chance = sum(gammaln(x + 1) for x in (a, b, total - a, total - b)) - sum(
                gammaln(x + 1) for x in (total, n, a - n, b - n, total - a - b + n)
            )
            terms = n / total * np.log(total * n / (a * b)) * np.exp(chance)
            expected += times * others * float(terms.sum())
    return expected
