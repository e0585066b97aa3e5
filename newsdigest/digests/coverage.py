"""The default selection: the sentences that cover most of what the reports agree on.

A digest should say what many reports say, and say early. Each stemmed word and each pair of
neighbouring ones weighs the more, the more reports have it and the earlier they have it; a set of
sentences is worth the weights of the distinct words and pairs in it (Gillick and Favre 2009, "A
scalable global model for summarization"), and is found by lazy greedy choice (Takamura and Okumura
2009; Minoux 1978) of gain for length, among sentences that are central and can stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from .budget import Budget
from .candidates import Candidate
from .dangling import stands_alone
from .greedy import Scored, gain_over, greedy
from .repeats import Told, repeats
from .weights import Weighed, weigh

if TYPE_CHECKING:
    from numpy import ndarray

_LENGTH = 0.4  # exponent of a sentence's length, by which its gain is divided
_EARLY = 0.1  # exponent by which a sentence's gain falls with the sentences before it
_CENTRAL = 0.6  # exponent of its cosine to the centroid
_SHORTEST = 8  # words of a sentence that is worth choosing, if there are any
_WORDS_A_REPORT = 30  # room that drawing on every report takes; with less, some go without


def select(
    sentences: Sequence[Candidate], budget: Budget, voices: Mapping[int, float] | None = None
) -> list[Candidate]:
    """Chooses sentences within a budget, every report in them where that fits.

    Args:
        sentences: those that can be chosen, report by report, each in its own order.
        budget: what they may come to.
        voices: how much a report's word counts, by its number; 1 for one that is not named.
    """
    if not sentences:
        return []
    weighed = weigh(sentences, voices or {})
    places = [place for place, one in enumerate(sentences) if budget.fits(one)]
    places = [place for place in places if sentences[place].words >= _SHORTEST] or places
    pool = _score(sentences, _of_whole_quotations(sentences, places), weighed)
    chosen = greedy(pool, budget, weighed.weights)
    chosen = _draw_on_all(chosen, pool, budget, weighed.weights)
    return [one.sentence for one in chosen]


def _of_whole_quotations(sentences: Sequence[Candidate], places: Sequence[int]) -> list[int]:
    """Those of some places where no half of a quotation is, but for reports with nothing else."""
    served = {sentences[place].report for place in places if sentences[place].balanced}
    return [
        place
        for place in places
        if sentences[place].balanced or sentences[place].report not in served
    ]


def _score(sentences: Sequence[Candidate], places: Sequence[int], weighed: Weighed) -> list[Scored]:
    """Some sentences with what is in them, and what each would add to an empty digest."""
    scored = []
    numbers, bounds = weighed.numbers, weighed.bounds
    for place in places:
        sentence = sentences[place]
        early = (1 + sentence.position) ** -_EARLY
        factor = weighed.central[place] ** _CENTRAL * stands_alone(sentence) * early
        size = max(1, sentence.words) ** _LENGTH
        gain = round(weighed.sums[place] * factor / size, 9)
        concepts = numbers[bounds[place] : bounds[place + 1]]
        scored.append(Scored(sentence, concepts, factor, size, gain))
    return scored


def _draw_on_all(
    chosen: list[Scored],
    pool: Sequence[Scored],
    budget: Budget,
    weights: ndarray[Any, Any],
) -> list[Scored]:
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
    chosen: list[Scored],
    pool: Sequence[Scored],
    budget: Budget,
    weights: ndarray[Any, Any],
) -> list[Scored]:
    """The best digest with a sentence of the report added, or put in another's place."""
    best, best_worth = chosen, -1.0
    drawn = [one.sentence.report for one in chosen]
    spare: list[Scored | None] = [None]
    spare += [one for one in chosen if drawn.count(one.sentence.report) > 1]
    own = _sayable([one for one in pool if one.sentence.report == report], chosen)
    times = _times_told(chosen, len(weights))
    for out in spare:
        rest = [one for one in chosen if one is not out]
        left = budget.without([one.sentence for one in rest])
        fitting = [
            one for one, said in own if (said is None or said is out) and left.fits(one.sentence)
        ]
        if not fitting:
            continue
        held = times.copy()
        if out:
            held[out.concepts] -= 1
        worth = fsum(weights[held > 0].tolist())
        uncovered = weights * (held == 0)
        for one in fitting:
            total = round(worth + gain_over(one, uncovered), 9)
            if total > best_worth:
                best, best_worth = [*rest, one], total
    return best


def _sayable(own: Sequence[Scored], chosen: Sequence[Scored]) -> list[tuple[Scored, Scored | None]]:
    """Those of some sentences that repeat one chosen sentence at the most, each with that one."""
    told = Told()
    for other in chosen:
        told.add(other.sentence)
    found: list[tuple[Scored, Scored | None]] = []
    for one in own:
        says = told.says(one.sentence)
        said = [c for c in chosen if repeats(one.sentence, [c.sentence])] if says else []
        if len(said) <= 1:
            found.append((one, said[0] if said else None))
    return found


def _times_told(chosen: Sequence[Scored], size: int) -> ndarray[Any, Any]:
    """How many of the chosen sentences hold each word and pair."""
    import numpy as np

    times = np.zeros(size, np.int64)
    for one in chosen:
        times[one.concepts] += 1
    return times
