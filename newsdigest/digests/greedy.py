"""Lazy greedy choice of sentences: the most gain for its length first, none said twice."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING, Any

from .budget import Budget
from .candidates import Candidate
from .quotations import is_all_quoted
from .repeats import Told

if TYPE_CHECKING:
    from numpy import ndarray


@dataclass(slots=True, eq=False)  # frozen would triple the cost of what events have most of
class Scored:
    """A sentence with its words and pairs, the factor by which their weight counts, and its gain.

    ``size`` is what its gain is divided by. The gain is that of the first sentence to be chosen,
    when nothing is covered.
    """

    sentence: Candidate
    concepts: ndarray[Any, Any]
    factor: float
    size: float
    gain: float


def gain_over(one: Scored, left: ndarray[Any, Any]) -> float:
    """What a sentence adds, given the weights that are left: 0 for what is covered."""
    return round(fsum(left[one.concepts].tolist()) * one.factor / one.size, 9)


def greedy(pool: Sequence[Scored], budget: Budget, weights: ndarray[Any, Any]) -> list[Scored]:
    """The sentences of a digest, in the order of their choice.

    A gain only falls, so only the top one is ever computed anew. What is nothing but a quotation
    comes with the sentence before it, which says who speaks, where that one can be chosen at all.
    """
    choice = _Choice(pool, budget, weights)
    while choice.heap and (choice.left.words is None or choice.left.words >= choice.shortest):
        negative, index, seen = heapq.heappop(choice.heap)
        one = pool[index]
        if index in choice.taken or negative >= 0 or not choice.left.fits(one.sentence):
            continue
        if seen < len(choice.taken):
            choice.weigh_again(index)
        elif not choice.told.says(one.sentence):
            choice.take(index)
    return [pool[index] for index in choice.taken]


class _Choice:
    """What is chosen of a pool so far, and what is left."""

    def __init__(self, pool: Sequence[Scored], budget: Budget, weights: ndarray[Any, Any]) -> None:
        self.pool = pool
        self.left = budget
        self.told = Told()
        self.taken: dict[int, None] = {}  # in the order of their choice
        self.shortest = min((one.sentence.words for one in pool), default=0)
        self.heap = [(-one.gain, index, 0) for index, one in enumerate(pool)]
        heapq.heapify(self.heap)
        self._uncovered = weights.copy()
        self._speakers = _speakers(pool)
        self._waiting: dict[int, list[int]] = defaultdict(list)

    def weigh_again(self, index: int) -> None:
        """Puts a sentence back with what it adds to those that are chosen by now."""
        gain = gain_over(self.pool[index], self._uncovered)
        heapq.heappush(self.heap, (-gain, index, len(self.taken)))

    def take(self, index: int) -> None:
        """Chooses a sentence, behind the one that says who speaks in it, or lets it wait for it."""
        speaker = self._speakers.get(index)
        if speaker is not None and speaker not in self.taken:
            if not self._fits_before(speaker, index):
                self._waiting[speaker].append(index)
                return
            self._add(speaker)
        self._add(index)

    def _fits_before(self, speaker: int, index: int) -> bool:
        said = self.pool[speaker].sentence
        room = self.left.without([self.pool[index].sentence])
        return speaker not in self._speakers and room.fits(said) and not self.told.says(said)

    def _add(self, index: int) -> None:
        one = self.pool[index]
        self.taken[index] = None
        self.told.add(one.sentence)
        self._uncovered[one.concepts] = 0.0
        self.left = self.left.without([one.sentence])
        for waiting in self._waiting.pop(index, ()):
            heapq.heappush(self.heap, (-inf, waiting, -1))


def _speakers(pool: Sequence[Scored]) -> dict[int, int]:
    """For what is nothing but a quotation the sentence right before it, if that can be chosen."""
    quoted = [index for index, one in enumerate(pool) if is_all_quoted(one.sentence.text)]
    if not quoted:
        return {}
    ends: dict[tuple[int, int], int] = {}
    for index, one in enumerate(pool):
        ends[one.sentence.report, one.sentence.position + one.sentence.count] = index
    before = [(index, ends.get(_place(pool[index].sentence))) for index in quoted]
    return {index: speaker for index, speaker in before if speaker is not None}


def _place(sentence: Candidate) -> tuple[int, int]:
    return sentence.report, sentence.position
