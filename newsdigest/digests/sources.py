"""Which other reports say what a sentence says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..records import Span
from .candidates import Bigram, Candidate

_SAME = 0.75  # share of a sentence's word pairs that the other report's sentence must have


def echoes(sentence: Candidate, sentences: Sequence[Candidate]) -> tuple[Span, ...]:
    """Where each other report has a sentence, or two in a row, that says all of this one.

    Copies are no reports: ``sentences`` are those of the kept articles.
    """
    if not sentence.bigrams:
        return ()
    found: dict[int, Span] = {}
    for first, last, bigrams in _passages(sentences):
        if first.report != sentence.report and first.report not in found:
            shared = len(sentence.bigrams & bigrams)
            if shared >= _SAME * len(sentence.bigrams):
                found[first.report] = Span(first.article.id, first.start, last.end)
    return tuple(found[report] for report in sorted(found))


def _passages(
    sentences: Sequence[Candidate],
) -> Iterable[tuple[Candidate, Candidate, frozenset[Bigram]]]:
    for sentence in sentences:
        yield sentence, sentence, sentence.bigrams
    for first, second in pairwise(sentences):
        if first.report == second.report:
            yield first, second, first.bigrams | second.bigrams
