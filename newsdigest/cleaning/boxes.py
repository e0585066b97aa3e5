"""Boxes between the paragraphs of an article: what lies on their other side is the article, too.

A newsletter form, an advertisement or a list of links behind the first sentences costs the run of
lines that is the body more than those sentences bring: they, which say what happened, would be
lost. So the body reaches over a few lines to sentences beside it. Behind the body it reaches less
far, and not over a heading: there teasers and notes on authors are sentences as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from .facts import Facts

# Lines of a box that the body reaches over, before it and behind it.
_BEFORE, _BEHIND = 5, 2
# The same where so many paragraphs with so many words are beyond: a list of other stories is none.
_FAR, _PARAGRAPHS, _MUCH = 12, 2, 60
# Chance from which on a line with a final is a sentence of the article, and the words of all of
# them at least: before the body a headline may be a question.
_LIKELY, _WORDS_BEFORE, _WORDS_BEHIND = 0.6, 8, 5

#: Half-open ranges of lines.
Run = tuple[int, int]


def reach(
    run: Run, scores: Sequence[float], chances: Sequence[float], facts: Facts
) -> tuple[Run, list[Run]]:
    """The body's run with the sentences beyond boxes, and the boxes within it; linear."""
    spoken = [
        score > 0 and final and chance >= _LIKELY
        for score, final, chance in zip(scores, facts.final, chances, strict=True)
    ]
    low, high = run
    boxes: list[Run] = []
    while found := _before(low, scores, spoken, facts):
        boxes.append((found[1], low))
        low = found[0]
    while found := _behind(high, scores, spoken, facts):
        boxes.append((high, found[0]))
        high = found[1]
    return (low, high), boxes


def _before(low: int, scores: Sequence[float], spoken: Sequence[bool], facts: Facts) -> Run | None:
    """The sentences that end before the box which ends at ``low``."""
    end = low
    while end > 0 and scores[end - 1] <= 0 and low - end <= _FAR:
        end -= 1
    start = end
    while start > 0 and spoken[start - 1]:
        start -= 1
    near = low - end <= _BEFORE and sum(facts.words[start:end]) >= _WORDS_BEFORE
    far = low - end <= _FAR and _is_much(facts, start, end)
    return (start, end) if start < end < low and (near or far) else None


def _behind(high: int, scores: Sequence[float], spoken: Sequence[bool], facts: Facts) -> Run | None:
    """The sentences that start behind the box which starts at ``high``."""
    start = high
    while start < len(scores) and scores[start] <= 0 and start - high <= _FAR:
        start += 1
    end = start
    while end < len(scores) and spoken[end]:
        end += 1
    headed = any(facts.heading[high:start])
    words = sum(facts.words[start:end])
    near = start - high <= _BEHIND and not headed and words >= _WORDS_BEHIND
    far = start - high <= _FAR and _is_much(facts, start, end)
    return (start, end) if high < start < end and (near or far) else None


def _is_much(facts: Facts, start: int, end: int) -> bool:
    """Whether some lines have paragraphs enough to be the article's whatever lies before them."""
    return sum(facts.prose[start:end]) >= _PARAGRAPHS and sum(facts.words[start:end]) >= _MUCH
