"""The default selection: the sentences that cover most of what the reports agree on.

A digest should say what many reports say, and say early. Each pair of neighbouring stemmed words
weighs as much as the reports that have it and the earlier they have it; a set of sentences is worth
the weights of the distinct pairs in it (Gillick and Favre 2009, "A scalable global model for
summarization"), and is found by greedy choice (Takamura and Okumura 2009) and single swaps.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from .candidates import Bigram, Candidate

_Weights = dict[Bigram, float]

_EXPONENTS = (0.3, 0.4, 0.6, 1.0)  # of a sentence's length, by which its gain is divided
_SHORTEST = 8  # words of a sentence that is worth choosing, if there are any
_MOST_SWAPPED = 40  # sentences above which exchanging single ones costs more than it brings
_PASSES = 4  # rounds of swaps; the objective hardly moves after two
_WORDS_A_REPORT = 30  # room that drawing on every report takes; with less, some go without
_REPEAT = 0.6  # share of the shorter sentence from which on another one repeats it


def select(sentences: Sequence[Candidate], budget: int) -> list[Candidate]:
    """Chooses sentences of at most ``budget`` words, every report in them where that fits."""
    weights = bigram_weights(sentences)
    fitting = [sentence for sentence in sentences if sentence.words <= budget]
    pool = [sentence for sentence in fitting if sentence.words >= _SHORTEST] or fitting
    tries = [_greedy(pool, budget, weights, exponent) for exponent in _EXPONENTS]
    best = max(tries, key=lambda chosen: round(_worth(chosen, weights), 9))
    improved = _swap(best, pool, budget, weights)
    return _draw_on_all(improved, pool, budget, weights)


def bigram_weights(sentences: Iterable[Candidate]) -> _Weights:
    """For each pair of words: (sum over reports of (1 + earliest position) ** -0.5) ** 3."""
    earliest: dict[Bigram, dict[int, int]] = defaultdict(dict)
    for sentence in sentences:
        for bigram in sentence.bigrams:
            reports = earliest[bigram]
            first = reports.get(sentence.report, sentence.position)
            reports[sentence.report] = min(first, sentence.position)
    return {
        bigram: sum((1 + reports[r]) ** -0.5 for r in sorted(reports)) ** 3
        for bigram, reports in earliest.items()
    }


def repeats(sentence: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Whether a sentence says again what a chosen one says."""
    return any(
        sentence.tokens == other.tokens
        or _overlap(sentence.bigrams, other.bigrams) >= _REPEAT
        or _overlap(sentence.content, other.content) >= _REPEAT
        for other in chosen
    )


def _overlap(left: frozenset[Any], right: frozenset[Any]) -> float:
    """Share of the smaller set that the two have in common."""
    return len(left & right) / max(1, min(len(left), len(right)))


def _gain(sentence: Candidate, covered: set[Bigram], weights: _Weights) -> float:
    # Sorted, because a sum of floats depends on its order and that of a set on the process.
    return sum(weights[bigram] for bigram in sorted(sentence.bigrams - covered))


def _worth(chosen: Sequence[Candidate], weights: _Weights) -> float:
    covered: set[Bigram] = set().union(*(sentence.bigrams for sentence in chosen))
    return sum(weights[bigram] for bigram in sorted(covered))


def _greedy(
    pool: Sequence[Candidate], budget: int, weights: _Weights, exponent: float
) -> list[Candidate]:
    """Lazy greedy choice (Minoux 1978): a gain only falls, so only the top one is redone."""
    covered: set[Bigram] = set()
    chosen: list[Candidate] = []
    room = budget
    heap = [
        (-round(_gain(s, covered, weights) / s.words**exponent, 9), index, 0)
        for index, s in enumerate(pool)
    ]
    heapq.heapify(heap)
    while heap:
        negative, index, seen = heapq.heappop(heap)
        sentence = pool[index]
        if sentence.words > room or negative >= 0:
            continue
        if seen < len(chosen):
            gain = round(_gain(sentence, covered, weights) / sentence.words**exponent, 9)
            heapq.heappush(heap, (-gain, index, len(chosen)))
            continue
        if repeats(sentence, chosen):
            continue
        chosen.append(sentence)
        covered |= sentence.bigrams
        room -= sentence.words
    return chosen


def _swap(
    chosen: list[Candidate], pool: Sequence[Candidate], budget: int, weights: _Weights
) -> list[Candidate]:
    """Exchanges one sentence for another as long as that covers more."""
    if len(chosen) > _MOST_SWAPPED:
        return chosen
    for _ in range(_PASSES):
        better = _best_exchange(chosen, pool, budget, weights)
        if better is None:
            break
        chosen = better
    return chosen


def _best_exchange(
    chosen: list[Candidate], pool: Sequence[Candidate], budget: int, weights: _Weights
) -> list[Candidate] | None:
    used = sum(sentence.words for sentence in chosen)
    best_gain, best = 1e-9, None
    for out in chosen:
        rest = [sentence for sentence in chosen if sentence is not out]
        covered: set[Bigram] = set().union(*(sentence.bigrams for sentence in rest))
        loss = _gain(out, covered, weights)
        room = budget - used + out.words
        for sentence in pool:
            if sentence.words > room or sentence in chosen:
                continue
            gain = round(_gain(sentence, covered, weights) - loss, 9)
            if gain > best_gain and not repeats(sentence, rest):
                best_gain, best = gain, [*rest, sentence]
    return best


def _draw_on_all(
    chosen: list[Candidate], pool: Sequence[Candidate], budget: int, weights: _Weights
) -> list[Candidate]:
    """Gives each report that is not drawn on its best sentence, where that costs no other one."""
    reports = sorted({sentence.report for sentence in pool})
    if len(reports) * _WORDS_A_REPORT > budget:
        return chosen
    for report in reports:
        if report not in {sentence.report for sentence in chosen}:
            chosen = _admit(report, chosen, pool, budget, weights)
    return chosen


def _admit(
    report: int,
    chosen: list[Candidate],
    pool: Sequence[Candidate],
    budget: int,
    weights: _Weights,
) -> list[Candidate]:
    """The best digest with a sentence of the report added, or put in another's place."""
    best, best_worth = chosen, -1.0
    drawn = [sentence.report for sentence in chosen]
    spare: list[Candidate | None] = [None]
    spare += [sentence for sentence in chosen if drawn.count(sentence.report) > 1]
    for out in spare:
        rest = [sentence for sentence in chosen if sentence is not out]
        room = budget - sum(sentence.words for sentence in rest)
        for sentence in pool:
            if sentence.report == report and sentence.words <= room:
                worth = round(_worth([*rest, sentence], weights), 9)
                if worth > best_worth and not repeats(sentence, rest):
                    best, best_worth = [*rest, sentence], worth
    return best
