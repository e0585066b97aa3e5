"""Whether a sentence says again what other sentences say."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
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


class Told:
    """Sentences that were chosen, which are asked more quickly all at once than one by one."""

    def __init__(self) -> None:
        self._sentences: list[Candidate] = []
        self._stems: set[int] = set()
        self._bigrams: set[int] = set()
        self._least = self._fewest = inf
        self._lengths: set[int] = set()

    def add(self, sentence: Candidate) -> None:
        """Takes one more sentence to those that are told."""
        self._sentences.append(sentence)
        self._stems |= sentence.stems
        self._bigrams |= sentence.bigrams
        self._least = min(self._least, len(sentence.stems))
        self._fewest = min(self._fewest, len(sentence.bigrams))
        self._lengths.add(len(sentence.terms.codes[sentence.index]))

    def says(self, sentence: Candidate) -> bool:
        """Whether one of the sentences says what this one does; see :func:`repeats`."""
        # What it shares with all of them together, it shares at the most with one.
        alike = (
            _share(sentence.bigrams, self._bigrams, self._fewest) >= _REPEAT
            or _share(sentence.stems, self._stems, self._least) >= _REPEAT
            or len(sentence.terms.codes[sentence.index]) in self._lengths
        )
        return alike and repeats(sentence, self._sentences)


def _share(own: frozenset[int], all_: set[int], least: float) -> float:
    """Share of a set that is in others, or, if they are smaller, of the smallest of these."""
    return len(own & all_) / max(1, min(len(own), least))


def _overlap(left: frozenset[Any], right: frozenset[Any]) -> float:
    """Share of the smaller set that the two have in common."""
    return len(left & right) / max(1, min(len(left), len(right)))
