"""The beginning of a report, which is the best short account of it that can be had for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .budget import Budget
from .candidates import Candidate
from .repeats import repeats


def lead_of(sentences: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    """The first sentences that fit a budget, in order, up to the first that does not fit.

    If the very first does not fit, those behind it have their turn. Halves of quotations are left
    out where there is anything else.
    """
    whole = [sentence for sentence in sentences if sentence.balanced]
    return _first(whole, budget) or _first(sentences, budget)


def _first(sentences: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    chosen: list[Candidate] = []
    for sentence in sentences:
        if repeats(sentence, chosen):
            continue
        if budget.allows([*chosen, sentence]):
            chosen.append(sentence)
        elif chosen:
            break
    return chosen
