"""Which other reports say what a sentence says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .candidates import Bigram, Candidate

_SAME = 0.75  # share of a sentence's word pairs that the other report's sentence must have


def also_in(sentence: Candidate, sentences: Sequence[Candidate]) -> tuple[str, ...]:
    """Ids of the other reports with a sentence, or two in a row, that says all of this one.

    Copies are no reports: ``sentences`` are those of the kept articles.
    """
    if not sentence.bigrams:
        return ()
    found: dict[int, str] = {}
    for other, bigrams in _passages(sentences):
        if other.report != sentence.report and other.report not in found:
            shared = len(sentence.bigrams & bigrams)
            if shared >= _SAME * len(sentence.bigrams):
                found[other.report] = other.article.id
    return tuple(found[report] for report in sorted(found))


def _passages(
    sentences: Sequence[Candidate],
) -> Iterable[tuple[Candidate, frozenset[Bigram]]]:
    for sentence in sentences:
        yield sentence, sentence.bigrams
    for first, second in pairwise(sentences):
        if first.report == second.report:
            yield first, first.bigrams | second.bigrams
