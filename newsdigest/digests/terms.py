"""The words and word pairs of an event's sentences as numbers, so that all are weighed at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What the sentences of one call hold, each word and pair by its number.

    ``numbers`` are those of one sentence behind those of the other, each once for a sentence and
    ascending; a sentence's own end at its place in ``ends``. Numbers below ``len(names)`` are
    words, with their stems in ``names``, and those up to ``size`` pairs of neighbours.
    """

    names: list[str]
    size: int
    numbers: ndarray[Any, Any]
    ends: ndarray[Any, Any]

    def of(self, index: int) -> ndarray[Any, Any]:
        """The numbers of one sentence."""
        return self.numbers[self.ends[index - 1] if index else 0 : self.ends[index]]

    def content(self, index: int) -> frozenset[str]:
        """The stems of a sentence's words."""
        own = self.of(index)
        return frozenset(map(self.names.__getitem__, own[own < len(self.names)].tolist()))

    def pairs(self, index: int) -> frozenset[int]:
        """The numbers of a sentence's pairs."""
        own = self.of(index)
        return frozenset(own[own >= len(self.names)].tolist())

    def frequency(self, indices: Sequence[int]) -> dict[str, int]:
        """In how many of some sentences each word stands, by its stem."""
        import numpy as np

        numbers, _ = self.rows(indices)
        counts = np.bincount(numbers[numbers < len(self.names)], minlength=len(self.names))
        return {name: n for name, n in zip(self.names, counts.tolist(), strict=True) if n}

    def sharing(self, index: int) -> ndarray[Any, Any]:
        """How many of a sentence's pairs each sentence has."""
        import numpy as np

        is_own = np.zeros(self.size, bool)
        is_own[self.of(index)] = True
        is_own[: len(self.names)] = False
        counted = np.concatenate(([0], np.cumsum(is_own[self.numbers])))
        return np.diff(counted[self.ends], prepend=0)

    def rows(self, indices: Sequence[int]) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """The numbers of some sentences, one behind another, and where each one's begin and end."""
        import numpy as np

        chosen = np.asarray(indices, np.int64)
        if len(chosen) == len(self.ends) and bool((chosen == np.arange(len(chosen))).all()):
            return self.numbers, np.concatenate(([0], self.ends))
        begins = np.concatenate(([0], self.ends[:-1]))[chosen]
        lengths = self.ends[chosen] - begins
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        places = np.repeat(begins - bounds[:-1], lengths) + np.arange(bounds[-1])
        return self.numbers[places], bounds


def numbered(
    tokens: Sequence[Sequence[str]], counting: Iterable[Sequence[bool]], lengths: Sequence[int]
) -> Terms:
    """The terms of sentences: the words that count, and the neighbours of which one counts.

    Args:
        tokens: the stems of each sentence, in order.
        counting: for each of them whether it counts, that is, is no stop word.
        lengths: how many tokens each sentence has.
    """
    import numpy as np

    ends = np.cumsum(np.asarray(lengths, np.int64)) if lengths else np.zeros(0, np.int64)
    size = int(ends[-1]) if lengths else 0
    names = list(dict.fromkeys(chain.from_iterable(tokens)))
    number = {name: n for n, name in enumerate(names)}.__getitem__
    stems = np.fromiter(map(number, chain.from_iterable(tokens)), np.int64, size)
    counts = np.fromiter(chain.from_iterable(counting), bool, size)
    place = np.repeat(np.arange(len(lengths)), lengths)
    kept = (counts[:-1] | counts[1:]) & (place[:-1] == place[1:])
    pairs = (stems[:-1] * len(names) + stems[1:])[kept]
    known = _distinct(pairs.copy())
    each = len(names) + len(known)
    keys = np.concatenate(
        (
            place[counts] * each + stems[counts],
            place[:-1][kept] * each + (len(names) + np.searchsorted(known, pairs)),
        )
    )
    keys = _distinct(keys)
    whose = keys // max(1, each)
    places = np.searchsorted(whose, np.arange(len(lengths)), side="right")
    return Terms(names, each, keys - whose * each, places)


def _distinct(values: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The values in order, each once; sorts in place."""
    import numpy as np

    values.sort()
    fresh = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]
