"""How little a word of general news tells in an event: the less, the more reports there are.

Of three reports each has a word that another one has because both tell of the same. Of fifty most
have "said", "year" and "people", whatever they tell of, and agreement on these is no news.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log, log2
from typing import TYPE_CHECKING, Any

from ..language.background import background
from .terms import SHIFT, Counted

if TYPE_CHECKING:
    from numpy import ndarray

    from .vocabulary import Vocabulary

_RISE = 0.2  # by which the exponent of a word's rarity rises with each doubling of the reports
_FEW = 2  # reports of which agreement is no chance
_MOST = 1.0  # of the exponent
_FLOOR = 0.0005  # share of general news that a word stands in of which the table knows nothing


def told_by(
    counted: Counted, vocabulary: Vocabulary, languages: Iterable[str], reports: int
) -> ndarray[Any, Any] | None:
    """What part of its weight each word and pair keeps, by its number; None if all keep all.

    A word keeps its inverse frequency in general news, the rarest 1, to a power that rises with the
    logarithm of the reports; a pair the mean of what those of its words keep that count.

    Args:
        counted: the words and pairs of an event.
        vocabulary: which stem each word has.
        languages: those of the event's sentences; words of one without a table keep all.
        reports: how many reports the event has.
    """
    import numpy as np

    exponent = min(_MOST, _RISE * log2(max(1.0, reports / _FEW)))
    tables = [table for one in sorted(set(languages)) if (table := _rarity(one))]
    if not exponent or not tables:
        return None
    words = len(counted.stems)
    kept = np.ones(counted.size)
    names = list(map(vocabulary.names.__getitem__, counted.stems.tolist()))
    for table in tables:
        known = [(place, table[name]) for place, name in enumerate(names) if name in table]
        kept[[place for place, _ in known]] = [rarity**exponent for _, rarity in known]
    left = _of_stems(counted.pairs >> SHIFT, counted.stems, kept)
    right = _of_stems(counted.pairs & ((1 << SHIFT) - 1), counted.stems, kept)
    both = np.where(left < 0, right, np.where(right < 0, left, (left + right) / 2))
    kept[words:] = both
    return kept


def _of_stems(
    wanted: ndarray[Any, Any], stems: ndarray[Any, Any], kept: ndarray[Any, Any]
) -> ndarray[Any, Any]:
    """What stems keep; -1 for one that does not count."""
    import numpy as np

    places = np.minimum(stems.searchsorted(wanted), len(stems) - 1)
    return np.where(stems[places] == wanted, kept[places], -1.0)


@lru_cache(maxsize=32)
def _rarity(language: str) -> dict[str, float]:
    """The stems of a language that general news knows, each with its rarity: 1 is the rarest."""
    rarest = -log(_FLOOR)
    shares = background(language)
    return {stem: -log(share + _FLOOR) / rarest for stem, share in shares.items()}
