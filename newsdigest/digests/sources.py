"""Which other reports say what a sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Sentence, Span
from .candidates import Candidate

_SAME = 0.75  # share of a sentence's word pairs that the other report's sentence must have


def sourced(sentence: Candidate, sentences: Sequence[Candidate]) -> Sentence:
    """A chosen sentence as it stands in a digest, with the other reports that say the same."""
    said = echoes(sentence, sentences)
    also_in = tuple(span.article_id for span in said)
    return Sentence(
        sentence.text, sentence.article.id, sentence.start, sentence.end, also_in, echoes=said
    )


def echoes(sentence: Candidate, sentences: Sequence[Candidate]) -> tuple[Span, ...]:
    """Where each other report has a sentence, or two in a row, that says all of this one.

    Copies are no reports: ``sentences`` are those of the kept articles, report by report.
    """
    if sentences[0].report == sentences[-1].report or not sentence.bigrams:
        return ()
    found: dict[int, Span] = {}
    for first, last in _saying(sentence, sentences):
        if first.report != sentence.report and first.report not in found:
            found[first.report] = Span(first.article.id, first.start, last.end)
    return tuple(found[report] for report in sorted(found))


def _saying(
    sentence: Candidate, sentences: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """The first and the last of the sentences that say it: one alone, or it and the one before."""
    enough = _SAME * len(sentence.bigrams)
    counted = sentence.terms.counted
    if counted.told_twice[sentence.index] < enough:
        return  # no two sentences can have so many
    shared = counted.sharing(sentence.index)[[other.index for other in sentences]]
    shared[1:] += shared[:-1].copy()
    for place in (shared >= enough).nonzero()[0].tolist():
        other, before = sentences[place], sentences[place - 1] if place else None
        if len(sentence.bigrams & other.bigrams) >= enough:
            yield other, other
        elif (
            before
            and before.report == other.report
            and len(sentence.bigrams & (before.bigrams | other.bigrams)) >= enough
        ):
            yield before, other
