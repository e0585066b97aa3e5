"""Quotations stay whole: sentences that share one are told together, and halves of one are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST_WORDS = 60  # of sentences that are told together for the sake of a quotation
_MOST_JOINED = 4  # sentences
# Swedish and Finnish open a quotation with the mark that closes it elsewhere.
_OPENED_ALIKE = re.compile(r"(?:^|[\s(])”\w")

Span = tuple[int, int, int]


def quotes_balance(text: str) -> bool:
    """Whether each quotation that begins in a text ends in it."""
    if text.count('"') % 2:
        return False
    if text.isascii():
        return True
    low, left, right = text.count("„"), text.count("“"), text.count("”")
    if low or (right and not left and _OPENED_ALIKE.search(text)):
        return (low + left + right) % 2 == 0 and text.count("«") == text.count("»")
    return left == right and text.count("«") == text.count("»")


def joined(text: str, spans: Sequence[Span]) -> list[tuple[Span, int]]:
    """The sentences of a text, those together that a quotation of one paragraph runs through.

    Args:
        text: an article.
        spans: position, start and end of each of its sentences, in order.

    Returns:
        Spans, each with how many sentences are in it. What is too long together stays apart.
    """
    if not any(mark in text for mark in '"“”„«»'):
        return [(span, 1) for span in spans]
    found: list[tuple[Span, int]] = []
    index = 0
    while index < len(spans):
        count = _together(text, spans, index)
        position, start, _ = spans[index]
        found.append(((position, start, spans[index + count - 1][2]), count))
        index += count
    return found


def _together(text: str, spans: Sequence[Span], first: int) -> int:
    """How many sentences from one on make its quotations whole; 1 if it has none or none do."""
    _, start, end = spans[first]
    if quotes_balance(text[start:end]):
        return 1
    for last in range(first + 1, min(first + _MOST_JOINED, len(spans))):
        _, begin, after = spans[last]
        if "\n" in text[end:begin] or len(text[start:after].split()) > _MOST_WORDS:
            return 1
        if quotes_balance(text[start:after]):
            return last + 1 - first
        end = after
    return 1
