"""Says in words what two articles share, how far apart they are in time, and what that decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..records import Interval
from ..settings import EventSettings
from .similarity import Similarity

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TERMS = 8


def shared_terms(
    matrix: csr_matrix, names: Sequence[str], i: int, j: int, count: int = _TERMS
) -> tuple[tuple[str, float], ...]:
    """The stems that make up most of two rows' cosine, with their share of it, heaviest first."""
    product = matrix[i].multiply(matrix[j]).tocoo()
    weights: dict[str, float] = {}
    for column, value in zip(product.col, product.data, strict=True):
        weights[names[column]] = weights.get(names[column], 0.0) + float(value)
    heaviest = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))
    return tuple((term, round(value, 6)) for term, value in heaviest[:count])


def similarity_words(pair: Similarity, terms: Sequence[tuple[str, float]]) -> str:
    """ "alike by .46 (0 to 1): both speak of ..."."""
    shared = ", ".join(term for term, _ in terms) or "nothing of weight"
    return f"their words are alike by {pair.cosine:.2f} (0 to 1); they share most of: {shared}"


def time_words(left: Interval, right: Interval, settings: EventSettings) -> str:
    """What is known of the time between two articles, and what follows from it."""
    gap = left.gap(right)
    if gap is None:
        return "nothing tells the time between them"
    if gap == 0:
        same = left == right and left.latest is not None
        return "of the same day" if same else "their times may overlap, which excludes nothing"
    if gap > settings.max_gap:
        return (
            f"at least {gap} days apart, more than the {settings.max_gap} that one event may span: "
            "never one event"
        )
    return f"{gap} day{'s' if gap > 1 else ''} apart"


def interval_words(name: str, interval: Interval) -> str:
    """ "002: not before 1 November 2023 (mentions “November 2023”)"."""
    evidence = f" ({'; '.join(interval.evidence)})" if interval.evidence else ""
    return f"{name}: {interval}{evidence}"
