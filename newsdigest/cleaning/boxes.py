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
    while found := _before(low, scores, spoken, facts.words):
        boxes.append((found[1], low))
        low = found[0]
    while found := _behind(high, scores, spoken, facts):
        boxes.append((high, found[0]))
        high = found[1]
    return (low, high), boxes


def _before(
    low: int, scores: Sequence[float], spoken: Sequence[bool], words: Sequence[float]
) -> Run | None:
    """The sentences that end before the box which ends at ``low``."""
    end = low
    while end > 0 and scores[end - 1] <= 0 and low - end <= _BEFORE:
        end -= 1
    start = end
    while start > 0 and spoken[start - 1]:
        start -= 1
    near = 0 < low - end <= _BEFORE
    return (start, end) if near and sum(words[start:end]) >= _WORDS_BEFORE else None


def _behind(high: int, scores: Sequence[float], spoken: Sequence[bool], facts: Facts) -> Run | None:
    """The sentences that start behind the box which starts at ``high``."""
    start = high
    while start < len(scores) and scores[start] <= 0 and start - high <= _BEHIND:
        start += 1
    end = start
    while end < len(scores) and spoken[end]:
        end += 1
    near = 0 < start - high <= _BEHIND and not any(facts.heading[high:start])
    return (start, end) if near and sum(facts.words[start:end]) >= _WORDS_BEHIND else None
