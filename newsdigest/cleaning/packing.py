"""Words packed into numbers, so that numpy looks all words of a text up at once.

A word of up to sixteen Latin-1 characters is two numbers of eight bytes and its length; a hash of
them that no two words of a vocabulary share says where in it the word would stand.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .sheet import Counts

Numbers = NDArray[np.uint64]
_SIZE = 8
_LONGEST = 2 * _SIZE
# A factor by which the words of the vocabulary that ships have different hashes; others are found
# by multiplying it with the next number.
_FACTOR, _STEP = np.uint64(0xD545E2FB083443C1), 6364136223846793005
# The bytes of a number that belong to a word of so many characters: 0 to 8, and more.
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_SIZE + 1)], np.uint64)


class PackedWords:
    """The kinds of a vocabulary's words, 1 to 255, found for all words of a text at once.

    Raises:
        ValueError: of a word of more than sixteen characters, or with others than Latin-1's.
    """

    def __init__(self, kinds: Mapping[str, int]) -> None:
        if any(len(word) > _LONGEST for word in kinds):
            raise ValueError(f"words of more than {_LONGEST} characters can't be packed")
        text = " ".join(kinds).encode("latin-1")
        lengths = np.array([0, *map(len, kinds)], np.intp)
        starts = np.concatenate(([0, 0], np.cumsum(lengths[1:-1] + 1)))
        self._heads, self._tails = _packed(text, starts, lengths)
        self._lengths = lengths
        self._kinds = np.array([0, *kinds.values()], np.uint8)
        # So many slots for each pair of words that some factor in ten or so parts them all.
        self._bits = 2 * len(kinds).bit_length() - 2
        self._factor = _FACTOR
        while len(np.unique(self._hashes(self._heads, self._tails)[1:])) < len(kinds):
            self._factor = np.uint64(int(self._factor) * _STEP % (1 << 64))
        self._slots = np.zeros(1 << self._bits, np.intp)
        self._slots[self._hashes(self._heads, self._tails)[1:]] = range(1, len(kinds) + 1)

    def kinds_of(self, text: bytes, starts: Counts, ends: Counts) -> NDArray[np.uint8]:
        """The kinds of the words that stand between these places of a text, 0 of all others."""
        lengths = ends - starts
        heads, tails = _packed(text, starts, lengths)
        slots = self._slots.take(self._hashes(heads, tails))
        same = (self._heads.take(slots) == heads) & (self._tails.take(slots) == tails)
        same &= self._lengths.take(slots) == lengths
        found: NDArray[np.uint8] = self._kinds.take(slots) * same
        return found

    def _hashes(self, heads: Numbers, tails: Numbers) -> Counts:
        hashes = ((heads ^ (tails * self._factor)) * self._factor) >> np.uint64(64 - self._bits)
        return hashes.view(np.int64)


def _packed(text: bytes, starts: Counts, lengths: Counts) -> tuple[Numbers, Numbers]:
    """The first eight and the next eight bytes of the words, zeros where they are shorter."""
    padded = text + bytes(2 * _LONGEST)
    # The eight bytes from each place on: places overlap, and nothing is copied.
    windows = np.ndarray(len(text) + _LONGEST, "<u8", padded, strides=(1,))
    heads = windows.take(starts) & _MASKS.take(lengths, mode="clip")
    tails = windows.take(starts + _SIZE) & _MASKS.take(lengths - _SIZE, mode="clip")
    return heads, tails
