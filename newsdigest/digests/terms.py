"""The words and word pairs of an event's sentences as numbers, so that all are weighed at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

    from .vocabulary import Vocabulary

#: Bits of a word in the number of a pair: more than there are words in any memory.
SHIFT = 32


@dataclass(frozen=True, eq=False)
class Terms:
    """The words of the sentences of one call, by their codes in a vocabulary.

    A pair of neighbours of which one counts is a number too: that of its first stem, shifted, and
    that of its second.
    """

    vocabulary: Vocabulary
    codes: list[list[int]]

    def tokens(self, index: int) -> tuple[str, ...]:
        """The stems of a sentence, in order."""
        names = self.vocabulary.names
        return tuple([names[code >> 1] for code in self.codes[index]])

    def content(self, index: int) -> frozenset[str]:
        """The stems of a sentence's words that count."""
        names = self.vocabulary.names
        return frozenset([names[code >> 1] for code in self.codes[index] if code & 1])

    def words(self, index: int) -> frozenset[int]:
        """The codes of a sentence's words that count: as many as :meth:`content` has."""
        return frozenset([code for code in self.codes[index] if code & 1])

    def pairs(self, index: int) -> frozenset[int]:
        """The numbers of a sentence's pairs."""
        own = self.codes[index]
        return frozenset([a >> 1 << SHIFT | b >> 1 for a, b in pairwise(own) if (a | b) & 1])

    def equal(self, one: int, other: int) -> bool:
        """Whether two sentences have the same stems in the same order."""
        first, second = self.codes[one], self.codes[other]
        return len(first) == len(second) and not any(
            (a ^ b) >> 1 for a, b in zip(first, second, strict=True)
        )

    @cached_property
    def counted(self) -> Counted:
        """What each sentence holds, numbered without gaps."""
        return _counted(self.codes)

    def frequency(self, indices: Sequence[int]) -> dict[str, int]:
        """In how many of some sentences each word stands, by its stem."""
        import numpy as np

        counted = self.counted
        numbers, _ = counted.rows(indices)
        count = len(counted.stems)
        found = np.bincount(numbers[numbers < count], minlength=count)
        names = map(self.vocabulary.names.__getitem__, counted.stems.tolist())
        return {name: n for name, n in zip(names, found.tolist(), strict=True) if n}


@dataclass(frozen=True, eq=False)
class Counted:
    """What sentences hold, each word and pair by its number: words first, then pairs.

    ``numbers`` are those of one sentence behind those of the other, each once for a sentence and
    ascending; sentence i's are those from ``bounds[i]`` to ``bounds[i + 1]``. ``stems`` are the
    words' numbers in the vocabulary, so that pairs begin at ``len(stems)``, ``pairs`` those of the
    pairs, as ``Terms`` numbers them; ``size`` is how many words and pairs there are.
    """

    stems: ndarray[Any, Any]
    pairs: ndarray[Any, Any]
    size: int
    numbers: ndarray[Any, Any]
    bounds: ndarray[Any, Any]

    def of(self, index: int) -> ndarray[Any, Any]:
        """The numbers of one sentence."""
        return self.numbers[self.bounds[index] : self.bounds[index + 1]]

    @cached_property
    def told_twice(self) -> list[int]:
        """How many of each sentence's pairs stand in other sentences too."""
        import numpy as np

        repeated = np.bincount(self.numbers, minlength=self.size) > 1
        repeated[: len(self.stems)] = False
        found: list[int] = self._sums(repeated).tolist()
        return found

    def sharing(self, index: int) -> ndarray[Any, Any]:
        """How many of a sentence's pairs each sentence has."""
        import numpy as np

        is_own = np.zeros(self.size, bool)
        is_own[self.of(index)] = True
        is_own[: len(self.stems)] = False
        return self._sums(is_own)

    def _sums(self, chosen: ndarray[Any, Any]) -> ndarray[Any, Any]:
        """How many of each sentence's numbers are among the chosen ones."""
        import numpy as np

        counted = np.zeros(len(self.numbers) + 1, np.int64)
        chosen[self.numbers].cumsum(out=counted[1:])
        return np.diff(counted[self.bounds])

    def rows(self, indices: Sequence[int]) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """The numbers of some sentences, one behind another, and where each one's begin and end."""
        import numpy as np

        if len(indices) == len(self.bounds) - 1 and list(indices) == list(range(len(indices))):
            return self.numbers, self.bounds
        chosen = np.asarray(indices, np.int64)
        begins = self.bounds[chosen]
        lengths = self.bounds[chosen + 1] - begins
        bounds = np.zeros(len(chosen) + 1, np.int64)
        lengths.cumsum(out=bounds[1:])
        places = np.repeat(begins - bounds[:-1], lengths) + np.arange(bounds[-1])
        return self.numbers[places], bounds


def _counted(codes: Sequence[Sequence[int]]) -> Counted:
    """What sentences hold, given the codes of their words."""
    import numpy as np

    lengths = np.fromiter(map(len, codes), np.int64, len(codes))
    flat = np.fromiter(chain.from_iterable(codes), np.int64, int(lengths.sum()))
    place = np.arange(len(codes)).repeat(lengths)
    counts = (flat & 1).astype(bool)
    stems = flat >> 1
    kept = (counts[:-1] | counts[1:]) & (place[:-1] == place[1:])
    pairs = (stems[:-1][kept] << SHIFT) | stems[1:][kept]
    words = stems[counts]
    known, joined = _distinct(words.copy()), _distinct(pairs.copy())
    size = len(known) + len(joined)
    keys = np.concatenate(
        (
            place[counts] * size + known.searchsorted(words),
            place[:-1][kept] * size + (joined.searchsorted(pairs) + len(known)),
        )
    )
    keys = _distinct(keys)
    whose = keys // max(1, size)
    bounds = np.zeros(len(codes) + 1, np.int64)
    np.bincount(whose, minlength=len(codes)).cumsum(out=bounds[1:])
    return Counted(known, joined, size, keys - whose * size, bounds)


def _distinct(values: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The values in order, each once; sorts in place."""
    import numpy as np

    values.sort()
    fresh = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]
