"""The default selection: the sentences that cover most of what the reports agree on.

A digest should say what many reports say, and say early. Each stemmed word and each pair of
neighbouring ones weighs the more, the more reports have it and the earlier they have it; a set of
sentences is worth the weights of the distinct words and pairs in it (Gillick and Favre 2009, "A
scalable global model for summarization"), and is found by lazy greedy choice (Takamura and Okumura
2009; Minoux 1978) of gain for length, among sentences that are central and can stand alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

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

_Concept = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence with the numbers of its words and pairs, and by what their weight counts."""

    sentence: Candidate
    concepts: tuple[int, ...]
    factor: float


def select(
    sentences: Sequence[Candidate], budget: Budget, voices: Mapping[int, float] | None = None
) -> list[Candidate]:
    """Chooses sentences within a budget, every report in them where that fits.

    Args:
        sentences: those that can be chosen.
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
) -> tuple[list[float], list[_Scored]]:
    """The weight of each word and pair, and the sentences by the numbers of theirs."""
    number: dict[_Concept, int] = {}
    told: list[tuple[int, ...]] = []
    earliest: dict[int, dict[int, int]] = defaultdict(dict)
    for sentence in sentences:
        # In the order of the text: a sum of floats depends on its order, that of a set on chance.
        pairs = dict.fromkeys(zip(sentence.tokens, sentence.tokens[1:], strict=False))
        concepts: list[_Concept] = [pair for pair in pairs if pair in sentence.bigrams]
        concepts += [t for t in dict.fromkeys(sentence.tokens) if t in sentence.content]
        numbers = tuple([number.setdefault(concept, len(number)) for concept in concepts])
        told.append(numbers)
        for concept in numbers:
            reports = earliest[concept]
            first = reports.get(sentence.report, sentence.position)
            reports[sentence.report] = min(first, sentence.position)
    weights = [_weight(earliest[n], voices, type(c) is str) for c, n in number.items()]
    central = _centrality(sentences)
    return weights, [
        _Scored(sentence, numbers, near**_CENTRAL * stands_alone(sentence) * _early(sentence))
        for sentence, numbers, near in zip(sentences, told, central, strict=True)
    ]


def _weight(earliest: Mapping[int, int], voices: Mapping[int, float], word: bool) -> float:
    agreed = sum(
        voices.get(report, 1.0) * (1 + earliest[report]) ** -_DECAY for report in sorted(earliest)
    )
    weight = agreed**_AGREEMENT * (_ALONE if len(earliest) == 1 else 1.0)
    return float(_WORD * weight if word else weight)


def _early(sentence: Candidate) -> float:
    return float((1 + sentence.position) ** -_EARLY)


def _centrality(sentences: Sequence[Candidate]) -> list[float]:
    """Cosine of each sentence to the centroid of all (TF-IDF), the most central one 1."""
    contents = [[t for t in dict.fromkeys(s.tokens) if t in s.content] for s in sentences]
    frequency: dict[str, int] = defaultdict(int)
    for content in contents:
        for token in content:
            frequency[token] += 1
    idf = {t: log((1 + len(sentences)) / (1 + n)) + 1 for t, n in frequency.items()}
    norms = [sqrt(sum([idf[t] ** 2 for t in content])) or 1.0 for content in contents]
    centroid: dict[str, float] = defaultdict(float)
    for content, norm in zip(contents, norms, strict=True):
        for token in content:
            centroid[token] += idf[token] / norm
    cosines = [
        sum([centroid[t] * idf[t] for t in content]) / norm
        for content, norm in zip(contents, norms, strict=True)
    ]
    most = max(cosines, default=0.0) or 1.0
    return [max(0.05, cosine / most) for cosine in cosines]


def _gain(one: _Scored, covered: set[int], weights: Sequence[float]) -> float:
    fresh = sum([weights[concept] for concept in one.concepts if concept not in covered])
    size = max(1, one.sentence.words)
    return float(round(fresh * one.factor / size**_LENGTH, 9))


def _greedy(pool: Sequence[_Scored], budget: Budget, weights: Sequence[float]) -> list[_Scored]:
    """Lazy greedy choice: a gain only falls, so only the top one is ever computed anew."""
    covered: set[int] = set()
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
        covered.update(one.concepts)
        left = left.without([one.sentence])
    return chosen


def _draw_on_all(
    chosen: list[_Scored], pool: Sequence[_Scored], budget: Budget, weights: Sequence[float]
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
    weights: Sequence[float],
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
        covered = {concept for one in rest for concept in one.concepts}
        worth = sum([weights[concept] for concept in sorted(covered)])
        for one in own:
            if left.fits(one.sentence) and not repeats(one.sentence, told):
                total = round(worth + _gain(one, covered, weights), 9)
                if total > best_worth:
                    best, best_worth = [*rest, one], total
    return best
