"""Lines put together to the paragraphs that they were cut from, so that rules see whole ones.

Text wrapped at 72 columns, or with the words of inline tags on lines of their own, makes every
rule about lines fail. Decisions fall on paragraphs; what is kept or dropped are their lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .endings import ends_sentence
from .lines import Line
from .vocabulary import FUNCTION_WORDS

# Columns that texts are wrapped at.
_NARROWEST, _WIDEST = 40, 132
# Lines of a wrapped text end within so many characters of its width: an average long word.
_RAGGED = 14
# Share of a text's characters that must stand in full lines for it to be wrapped.
_FULL_SHARE = 0.12
# Share of the full lines that must run on in the middle of a sentence.
_RUN_ON_SHARE = 0.3
# Words from which on a line without a final is a sentence that an inline tag cut.
_FRAGMENT_WORDS = 6
# Lines that one paragraph may be put together from.
_MOST_LINES = 400
_CONTINUES = re.compile(r"[,;:.!?)\]’”»]|['\"](?:s\b|\s)")


def paragraphs(lines: Sequence[Line]) -> list[int]:
    """The line that each paragraph starts with; most texts have one line in each."""
    width = wrap_width(lines)
    joined = _wrapped(lines, width) if width else _cut_by_tags(lines)
    if not joined:
        return list(range(len(lines)))
    starts = [0]
    for index in range(1, len(lines)):
        if index not in joined or index - starts[-1] >= _MOST_LINES:
            starts.append(index)
    return starts


def texts_of(starts: Sequence[int], lines: Sequence[Line]) -> list[str]:
    """The texts of the paragraphs that start with these lines."""
    texts = [line.text for line in lines]
    if len(starts) == len(lines):
        return texts
    return [" ".join(texts[start:end]) for start, end in pairwise([*starts, len(lines)])]


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which a text is hard-wrapped, 0 if it isn't."""
    if any(line.end - line.start > _WIDEST and " " in line.text for line in lines):
        return 0
    width = max([len(line.text) for line in lines if " " in line.text], default=0)
    if width < _NARROWEST or len(lines) < 4:
        return 0
    full = [
        (line, after)
        for line, after in pairwise(lines)
        if len(line.text) > width - _RAGGED and line.blanks == after.blanks
    ]
    characters = sum(len(line.text) for line, _ in full)
    if characters < _FULL_SHARE * sum(len(line.text) for line in lines):
        return 0
    run_on = sum(1 for line, after in full if after.text[0].islower())
    return width if run_on >= _RUN_ON_SHARE * len(full) else 0


def _wrapped(lines: Sequence[Line], width: int) -> set[int]:
    """The lines of a wrapped text that go on with the paragraph of the line before them."""
    return {
        index
        for index, (line, after) in enumerate(pairwise(lines), start=1)
        if line.blanks == after.blanks and _fills_line(line.text, after.text, width)
    }


def _cut_by_tags(lines: Sequence[Line]) -> set[int]:
    """The lines of which an inline tag cut the line before them off, in a sentence."""
    return {
        index
        for index, line in enumerate(lines)
        if not line.text[0].isupper()
        and index
        and line.blanks == lines[index - 1].blanks
        and _cut_by_tag(lines[index - 1].text, line.text)
    }


def _fills_line(line: str, after: str, width: int) -> bool:
    """Whether a wrapped line ends where the next line's first word had no room, in a sentence."""
    if len(line) + 1 + min(len(after), width) <= width:
        return False
    word = after[:width].split(maxsplit=1)[0]
    return len(line) + 1 + len(word) > width and not ends_sentence(line)


def _cut_by_tag(line: str, after: str) -> bool:
    """Whether an inline tag's words stand on a line of their own in the middle of a sentence."""
    if not (after[0].islower() or _CONTINUES.match(after)):
        return False
    head = line[:200].split()
    return (
        len(head) >= _FRAGMENT_WORDS
        and not FUNCTION_WORDS.isdisjoint(head)
        and not ends_sentence(line)
    )
