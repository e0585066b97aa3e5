"""The default selection: the sentences that cover most of what the reports agree on.

A digest should say what many reports say, and say early. Each stemmed word and each pair of
neighbouring ones weighs the more, the more reports have it and the earlier they have it; a set of
sentences is worth the weights of the distinct words and pairs in it (Gillick and Favre 2009, "A
scalable global model for summarization"), and is found by lazy greedy choice (Takamura and Okumura
2009; Minoux 1978) of gain for length, among sentences that are central and can stand alone.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, log, sqrt
from typing import Any

from .budget import Budget
from .candidates import Candidate
from .dangling import stands_alone
from .repeats import repeats

_DECAY = 0.3  # exponent by which a word's weight falls with the sentences before it
_AGREEMENT = 2.5  # exponent of the reports' summed weights: agreement counts more than its sum
_ALONE = 0.35  # part of its weight that a word or pair keeps if one report alone has it
_WORD = 0.5  # weight of a word beside that of a pair
_LENGTH = 0.4  # exponent of a sentence's length, by which its gain is divided
_EARLY = 0.1  # exponent by which a sentence's gain falls with the sentences before it
_CENTRAL = 0.6  # exponent of its cosine to the centroid
_SHORTEST = 8  # words of a sentence that is worth choosing, if there are any
_WORDS_A_REPORT = 30  # room that drawing on every report takes; with less, some go without

_Concept = str | int  # a word, or the number of a pair


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence with its words and pairs, and the factor by which their weight counts."""

    sentence: Candidate
    concepts: frozenset[_Concept]
    factor: float


def select(
    sentences: Sequence[Candidate], budget: Budget, voices: Mapping[int, float] | None = None
) -> list[Candidate]:
    """Chooses sentences within a budget, every report in them where that fits.

    Args:
        sentences: those that can be chosen, report by report, each in its own order.
        budget: what they may come to.
        voices: how much a report's word counts, by its number; 1 for one that is not named.
    """
    weights, scored = _score(sentences, voices or {})
    pool = [one for one in scored if budget.fits(one.sentence)]
    pool = [one for one in pool if one.sentence.words >= _SHORTEST] or pool
    chosen = _greedy(pool, budget, weights)
    chosen = _draw_on_all(chosen, pool, budget, weights)
    return [one.sentence for one in chosen]


def _score(
    sentences: Sequence[Candidate], voices: Mapping[int, float]
) -> tuple[dict[_Concept, float], list[_Scored]]:
    """The weight of each word and pair, and the sentences with theirs."""
    weights = _weights(sentences, voices)
    central = _centrality(sentences)
    return weights, [
        _Scored(
            sentence,
            sentence.bigrams | sentence.content,
            near**_CENTRAL * stands_alone(sentence) * _early(sentence),
        )
        for sentence, near in zip(sentences, central, strict=True)
    ]


def _weights(sentences: Sequence[Candidate], voices: Mapping[int, float]) -> dict[_Concept, float]:
    """For each word and pair: (sum over its reports of how early it is there) ** agreement."""
    agreed: dict[_Concept, float] = {}
    weights: dict[_Concept, float] = {}
    shared: set[_Concept] = set()
    report, seen = -1, set[_Concept]()
    for sentence in sentences:  # report by report, so that what comes first in one is earliest
        if sentence.report != report:
            report, seen = sentence.report, set()
        early = voices.get(report, 1.0) * (1 + sentence.position) ** -_DECAY
        kinds: tuple[tuple[frozenset[Any], float], ...]
        kinds = (sentence.bigrams, 1.0), (sentence.content, _WORD)
        for concepts, scale in kinds:
            fresh = concepts - seen
            seen |= fresh
            again = fresh & agreed.keys()
            for concept in again:
                agreed[concept] += early
            shared |= again
            new = fresh - again
            agreed.update(dict.fromkeys(new, early))
            weights.update(dict.fromkeys(new, scale * _ALONE * early**_AGREEMENT))
    for concept in shared:
        weight = agreed[concept] ** _AGREEMENT
        weights[concept] = _WORD * weight if isinstance(concept, str) else weight
    return weights


def _early(sentence: Candidate) -> float:
    return float((1 + sentence.position) ** -_EARLY)


def _centrality(sentences: Sequence[Candidate]) -> list[float]:
    """Cosine of each sentence to the centroid of all (TF-IDF), the most central one 1."""
    frequency = Counter(chain.from_iterable(sentence.content for sentence in sentences))
    idf = {t: log((1 + len(sentences)) / (1 + n)) + 1 for t, n in frequency.items()}
    squares = {token: weight * weight for token, weight in idf.items()}
    norms = [sqrt(fsum([squares[t] for t in s.content])) or 1.0 for s in sentences]
    summed: dict[str, float] = dict.fromkeys(idf, 0.0)
    for sentence, norm in zip(sentences, norms, strict=True):
        part = 1 / norm
        for token in sentence.content:
            summed[token] += part
    centroid = {token: squares[token] * weight for token, weight in summed.items()}
    cosines = [
        fsum([centroid[t] for t in sentence.content]) / norm
        for sentence, norm in zip(sentences, norms, strict=True)
    ]
    most = max(cosines, default=0.0) or 1.0
    return [max(0.05, cosine / most) for cosine in cosines]


def _gain(one: _Scored, covered: set[_Concept], weights: Mapping[_Concept, float]) -> float:
    # fsum, because the order of a set is chance, and a sum of floats depends on its order.
    fresh = fsum([weights[concept] for concept in one.concepts - covered])
    size = max(1, one.sentence.words)
    return float(round(fresh * one.factor / size**_LENGTH, 9))


def _greedy(
    pool: Sequence[_Scored], budget: Budget, weights: Mapping[_Concept, float]
) -> list[_Scored]:
    """Lazy greedy choice: a gain only falls, so only the top one is ever computed anew."""
    covered: set[_Concept] = set()
    chosen: list[_Scored] = []
    left = budget
    heap = [(-_gain(one, covered, weights), index, 0) for index, one in enumerate(pool)]
    heapq.heapify(heap)
    while heap:
        negative, index, seen = heapq.heappop(heap)
        one = pool[index]
        if not left.fits(one.sentence) or negative >= 0:
            continue
        if seen < len(chosen):
            heapq.heappush(heap, (-_gain(one, covered, weights), index, len(chosen)))
            continue
        if repeats(one.sentence, [other.sentence for other in chosen]):
            continue
        chosen.append(one)
        covered |= one.concepts
        left = left.without([one.sentence])
    return chosen


def _draw_on_all(
    chosen: list[_Scored],
    pool: Sequence[_Scored],
    budget: Budget,
    weights: Mapping[_Concept, float],
) -> list[_Scored]:
    """Gives each report that is not drawn on its best sentence, where that costs no other one."""
    reports = sorted({one.sentence.report for one in pool})
    if len(reports) * _WORDS_A_REPORT > budget.room:
        return chosen
    for report in reports:
        if report not in {one.sentence.report for one in chosen}:
            chosen = _admit(report, chosen, pool, budget, weights)
    return chosen


def _admit(
    report: int,
    chosen: list[_Scored],
    pool: Sequence[_Scored],
    budget: Budget,
    weights: Mapping[_Concept, float],
) -> list[_Scored]:
    """The best digest with a sentence of the report added, or put in another's place."""
    best, best_worth = chosen, -1.0
    drawn = [one.sentence.report for one in chosen]
    spare: list[_Scored | None] = [None]
    spare += [one for one in chosen if drawn.count(one.sentence.report) > 1]
    own = [one for one in pool if one.sentence.report == report]
    for out in spare:
        rest = [one for one in chosen if one is not out]
        told = [one.sentence for one in rest]
        left = budget.without(told)
        covered: set[_Concept] = set().union(*(one.concepts for one in rest))
        worth = fsum([weights[concept] for concept in covered])
        for one in own:
            if left.fits(one.sentence) and not repeats(one.sentence, told):
                total = round(worth + _gain(one, covered, weights), 9)
                if total > best_worth:
                    best, best_worth = [*rest, one], total
    return best
