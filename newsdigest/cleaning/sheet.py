"""Lines as one array of characters: what stands in which of them is counted for all at once.

Places in the array come in order, so the two of them between which a line begins and ends are
found by bisection, and how many a line has is their difference: no table says of each character
which line it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from . import characters as kind
from .lines import HEAD

Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]
Vector = NDArray[np.float64]
#: One feature of lines, shape (lines,).
Values = Counts | Flags | Vector

# Characters of a line whose words are counted one by one; the rest is extrapolated.
_COUNTED = 3000


class Sheet:
    """Trimmed, non-empty lines without line ends, as one array of characters.

    ``codes`` and ``kinds`` tell of each character what it is; ``starts`` and ``ends`` bound the
    lines in them, shape (lines,). ``chars`` are all the characters of a line, ``seen_words`` the
    words of its first 3,000.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.chars = np.fromiter(map(len, lines), np.intp, len(lines))
        self.cut = np.flatnonzero(self.chars > _COUNTED)
        seen = [line[:_COUNTED] for line in lines] if len(self.cut) else lines
        self.text = "\n".join(seen) + "\n"
        self.codes = kind.code_points(self.text)
        self.kinds = kind.kinds(self.codes)
        self.ends = np.cumsum(np.minimum(self.chars, _COUNTED) + 1) - 1
        self.starts = np.concatenate(([0], self.ends[:-1] + 1))
        self.head_chars = np.minimum(self.chars, HEAD)
        # Lines begin with a word and end with what is none, so these bounds take turns.
        blank = (self.kinds & kind.SPACE) != 0
        bounds = np.flatnonzero(blank[1:] != blank[:-1]) + 1
        self.word_starts = np.concatenate(([0], bounds[1::2]))
        self.word_ends = bounds[::2]
        self.first_words = np.searchsorted(self.word_starts, self.starts)
        self.seen_words = np.append(self.first_words[1:], len(self.word_starts)) - self.first_words

    @cached_property
    def low(self) -> bytes:
        """The lines in lower case, a byte a character; "?" stands for all but Latin-1's."""
        return kind.low_bytes(self.text)

    def low_spelled(self) -> tuple[bytes, Counts]:
        """The same with two characters where the lower case has two, and where lines start."""
        if "İ" not in self.text:
            return self.low, self.starts
        lines = self.text.replace("İ", "i̇").split("\n")[:-1]
        lengths = np.fromiter(map(len, lines), np.intp)
        starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
        return kind.low_bytes("\n".join(lines)), starts

    def low_head(self, line: int) -> str:
        """The head of one line in lower case."""
        return self.lines[line][:HEAD].lower()[:HEAD]

    @cached_property
    def words(self) -> Counts:
        """The words of each line: in scripts without spaces, half its characters."""
        words = self.seen_words
        unspaced = self.of_kind(kind.UNSPACED)
        if len(unspaced):
            half = self.per_line(unspaced) // 2
            words = np.where(self.in_heads(unspaced) > 0, np.maximum(words, half), words)
        if len(self.cut):
            words = np.where(self.chars > _COUNTED, words * self.chars // _COUNTED, words)
        return words

    @cached_property
    def digits(self) -> Counts:
        """The places of all digits."""
        return self.of_kind(kind.DIGIT)

    def last_codes(self) -> NDArray[np.uint32]:
        """The code point of each line's last character."""
        last: NDArray[np.uint32] = self.codes[self.ends - 1].astype(np.uint32)
        if len(self.cut):
            ends = "".join([self.lines[index][-1] for index in self.cut.tolist()])
            last[self.cut] = kind.code_points(ends)
        return last

    def of_kind(self, wanted: int) -> Counts:
        """The places of all characters of a kind."""
        return np.flatnonzero((self.kinds & wanted) != 0)

    def per_line(self, places: Counts) -> Counts:
        """How many of these places, which are in order, each line has."""
        found: Counts = np.searchsorted(places, self.ends) - np.searchsorted(places, self.starts)
        return found

    def in_heads(self, places: Counts, width: int = 1) -> Counts:
        """How many of these places, so many characters wide, lie in the head of each line."""
        last = np.minimum(self.starts + (HEAD - width + 1), self.ends)
        found: Counts = np.searchsorted(places, last) - np.searchsorted(places, self.starts)
        return found
