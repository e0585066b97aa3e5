"""Whether a sentence says again what other sentences say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .candidates import Candidate

_REPEAT = 0.6  # share of the shorter sentence from which on another one repeats it


def repeats(sentence: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Whether a sentence says again what a chosen one says."""
    return any(
        _overlap(sentence.bigrams, other.bigrams) >= _REPEAT
        or _overlap(sentence.stems, other.stems) >= _REPEAT
        or sentence.terms.equal(sentence.index, other.index)
        for other in chosen
    )


def _overlap(left: frozenset[Any], right: frozenset[Any]) -> float:
    """Share of the smaller set that the two have in common."""
    return len(left & right) / max(1, min(len(left), len(right)))
