"""The lines of a text, each with the few things that tell whether it is prose."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.words import length
from .patterns import ELLIPSIS, FINAL_MARK, MAX_CHARS


@dataclass(slots=True)
class Line:
    """A line that is not blank: its trimmed span in the original, and what became of it.

    ``reason`` is why it goes, "" as long as it stays.
    """

    start: int
    end: int
    text: str
    after_blank: bool
    words: int
    ends_sentence: bool
    reason: str = ""

    @property
    def head(self) -> str:
        """As much of the line as a pattern may look at."""
        return self.text[:MAX_CHARS]

    @property
    def short(self) -> bool:
        """Whether the whole line may be looked at, so that a pattern can match all of it."""
        return len(self.text) <= MAX_CHARS

    @property
    def prose(self) -> bool:
        """Whether the line reads like a paragraph: a full sentence of some length."""
        return self.words >= 12 and self.ends_sentence


def split_lines(original: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    lines: list[Line] = []
    position, blank = 0, False
    for raw in original.splitlines(keepends=True):
        text = raw.strip()
        if text:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(_line(start, text, blank))
        blank = not text
        position += len(raw)
    return lines


def _line(start: int, text: str, after_blank: bool) -> Line:
    ends = bool(FINAL_MARK.search(text[-20:])) and not ELLIPSIS.search(text[-20:])
    return Line(start, start + len(text), text, after_blank, length(text), ends)


def title_case(text: str) -> bool:
    """Whether nearly every long word begins with a capital, as in headlines and captions."""
    long_words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return bool(long_words) and sum(w[0].isupper() for w in long_words) >= 0.8 * len(long_words)
