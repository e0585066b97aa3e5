"""Which other reports say what a sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .candidates import Candidate

_SAME = 0.75  # share of a sentence's word pairs that the other report's sentence must have


def also_in(sentence: Candidate, sentences: Sequence[Candidate]) -> tuple[str, ...]:
    """Ids of the other reports with a sentence, or two in a row, that says all of this one.

    Copies are no reports: ``sentences`` are those of the kept articles, report by report.
    """
    if not sentence.bigrams:
        return ()
    found: dict[int, str] = {}
    for other in _saying(sentence, sentences):
        if other.report != sentence.report:
            found[other.report] = other.article.id
    return tuple(found[report] for report in sorted(found))


def _saying(sentence: Candidate, sentences: Sequence[Candidate]) -> Iterator[Candidate]:
    """The sentences that say it, alone or with the one before them."""
    enough = _SAME * len(sentence.bigrams)
    before: Candidate | None = None
    shared_before = 0
    for other in sentences:
        shared = len(sentence.bigrams & other.bigrams)
        if shared >= enough or (
            before
            and shared + shared_before >= enough
            and before.report == other.report
            and len(sentence.bigrams & (before.bigrams | other.bigrams)) >= enough
        ):
            yield other
        before, shared_before = other, shared
