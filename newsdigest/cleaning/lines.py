"""A text as its non-blank lines, and a text made again of the lines that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

#: Characters of a line that patterns see.
HEAD = 300


class Line(NamedTuple):
    """A trimmed, non-empty stretch of one line of a text.

    ``start`` and ``end`` are offsets into that text; ``blanks`` counts the blank lines before it,
    so two lines have a blank line between them if they differ in it.
    """

    start: int
    end: int
    blanks: int
    text: str

    def without_front(self, length: int) -> Line:
        """The line with so many characters cut off its front, trimmed again."""
        rest = self.text[length:].lstrip()
        return Line(self.end - len(rest), self.end, self.blanks, rest)


# A named tuple's own constructor is a Python function, and takes twice as long.
_line = partial(tuple.__new__, Line)


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a text, trimmed, in order."""
    # A lone carriage return ends a line only where nothing else does (old Macintosh files).
    ending = "\n" if "\n" in text else "\r"
    lines: list[Line] = []
    start = blanks = 0
    for raw in text.split(ending):
        trimmed = raw.strip()
        size, width = len(trimmed), len(raw)
        if size == width and size:
            lines.append(_line((start, start + size, blanks, trimmed)))
        elif size:
            begin = start + width - len(raw.lstrip())
            lines.append(_line((begin, begin + size, blanks, trimmed)))
        else:
            blanks += 1
        start += width + 1
    return lines


def join_lines(lines: Iterable[Line]) -> str:
    """The text of these lines, with one blank line where there was one or more between two."""
    parts: list[str] = []
    blanks: int | None = None
    for line in lines:
        if blanks is not None:
            parts.append("\n" if line.blanks == blanks else "\n\n")
        parts.append(line.text)
        blanks = line.blanks
    return "".join(parts)
