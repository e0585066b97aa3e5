"""Which of several short texts says most of what the others say."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

_ASKED = 100  # texts that each one is compared with


def agreement(words: Sequence[Set[Any]]) -> list[float]:
    """For each of some sets of words the sum of its Jaccard similarities to the others."""
    return [_agreement(index, words) for index in range(len(words))]


def _agreement(index: int, words: Sequence[Set[Any]]) -> float:
    own = words[index]
    total = 0.0
    for i, other in enumerate(words[:_ASKED]):
        both = len(own & other) if i != index else 0
        if both:
            total += both / (len(own) + len(other) - both)
    return round(total, 6)
