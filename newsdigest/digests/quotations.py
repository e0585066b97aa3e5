"""Quotations stay whole: sentences that share one are told together, and halves of one are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST_WORDS = 60  # of sentences that are told together for the sake of a quotation
_MOST_JOINED = 4  # sentences
# Swedish and Finnish open a quotation with the mark that closes it elsewhere.
_OPENED_ALIKE = re.compile(r"(?:^|[\s(])”\w")

_QUOTES = '"“”„«»'
_OPENING = tuple('"“„«')
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]')
_WORD = re.compile(r"\w")
# In single quotes, as the British quote: no apostrophe ends them, but one behind a mark.
_SINGLE = re.compile(r"[‘'](?=[^\W\d])(?:(?![.,?!…]['’]\s).)*[.,?!…]['’]", re.DOTALL)
_READ = 1000  # characters of a sentence; a quotation of more is none that a digest tells
#: Position, start and end of a sentence.
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


def is_all_quoted(text: str) -> bool:
    """Whether a sentence is nothing but a quotation, so that it does not say who speaks."""
    if text.startswith(("'", "‘")):
        return _SINGLE.fullmatch(text[:_READ]) is not None
    return text.startswith(_OPENING) and not _WORD.search(_QUOTED.sub("", text[:_READ]))


def joined(text: str, spans: Sequence[Span]) -> list[tuple[int, int, int, tuple[int, ...], bool]]:
    """The sentences of a text, those together that a quotation of one paragraph runs through.

    Args:
        text: an article.
        spans: position, start and end of each of its sentences, in order.

    Returns:
        Spans, each with where the sentences in it end but the last, and whether its quotations are
        whole. What is too long together stays apart.
    """
    if not any(mark in text for mark in _QUOTES):
        return [(*span, (), True) for span in spans]
    found: list[tuple[int, int, int, tuple[int, ...], bool]] = []
    index = 0
    while index < len(spans):
        position, start, end = spans[index]
        balanced, count = quotes_balance(text[start:end]), 1
        if not balanced:
            count = _together(text, spans, index)
            end, balanced = spans[index + count - 1][2], count > 1
        ends = tuple([after for _, _, after in spans[index : index + count - 1]])
        found.append((position, start, end, ends, balanced))
        index += count
    return found


def _together(text: str, spans: Sequence[Span], first: int) -> int:
    """How many sentences from one on make its quotations whole, which it alone does not."""
    _, start, end = spans[first]
    for last in range(first + 1, min(first + _MOST_JOINED, len(spans))):
        _, begin, after = spans[last]
        if "\n" in text[end:begin] or len(text[start:after].split()) > _MOST_WORDS:
            return 1
        if quotes_balance(text[start:after]):
            return last + 1 - first
        end = after
    return 1
