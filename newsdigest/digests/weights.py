"""What words and pairs are worth in an event, and how near each sentence is to its centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log, sqrt
from typing import TYPE_CHECKING, Any

from .candidates import Candidate
from .commonness import told_by

if TYPE_CHECKING:
    from numpy import ndarray

_DECAY = 0.3  # exponent by which a word's weight falls with the sentences before it
_AGREEMENT = 2.5  # exponent of the reports' summed weights: agreement counts more than its sum
_ALONE = 0.35  # part of its weight that a word or pair keeps if one report alone has it
_WORD = 0.5  # weight of a word beside that of a pair


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Sentences with what is in them.

    ``numbers`` are their words and pairs (see ``Terms``), those of sentence i from ``bounds[i]`` to
    ``bounds[i + 1]``; ``weights`` has the weight of each number; ``sums`` what each sentence's come
    to; ``central`` how near each is to the centre, the nearest 1.
    """

    numbers: ndarray[Any, Any]
    bounds: list[int]
    weights: ndarray[Any, Any]
    sums: list[float]
    central: list[float]


def weigh(sentences: Sequence[Candidate], voices: Mapping[int, float]) -> Weighed:
    """Weighs the words and pairs of sentences that were made by one call, report by report.

    Args:
        sentences: one or more, those of one report together and in its order.
        voices: how much a report's word counts, by its number; 1 for one that is not named.
    """
    import numpy as np

    counted = sentences[0].terms.counted
    numbers, bounds = counted.rows([sentence.index for sentence in sentences])
    place = np.repeat(np.arange(len(sentences)), np.diff(bounds))
    words = len(counted.stems)
    weights = _weights(sentences, voices, numbers, place, words, counted.size)
    reports = len({sentence.report for sentence in sentences})
    languages = {sentence.language for sentence in sentences}
    kept = told_by(counted, sentences[0].terms.vocabulary, languages, reports)
    if kept is not None:
        weights *= kept
    cuts = bounds.tolist()
    is_word = numbers < words
    central = _centrality(numbers[is_word], place[is_word], len(sentences), words)
    return Weighed(numbers, cuts, weights, _sums(weights[numbers], cuts), central)


def _weights(
    sentences: Sequence[Candidate],
    voices: Mapping[int, float],
    numbers: ndarray[Any, Any],
    place: ndarray[Any, Any],
    words: int,
    size: int,
) -> ndarray[Any, Any]:
    """For each word and pair: (sum over its reports of how early it is there) ** agreement."""
    import numpy as np

    early = [voices.get(s.report, 1.0) * (1 + s.position) ** -_DECAY for s in sentences]
    report = np.array([s.report for s in sentences])[place]
    # Where each report has each number first; sorting such keys is quicker than their places.
    count = max(1, len(numbers))
    keys = (report * size + numbers) * count + np.arange(len(numbers))
    keys.sort()
    whose = keys // count
    fresh = np.ones(len(keys), bool)
    np.not_equal(whose[1:], whose[:-1], out=fresh[1:])
    first, keys = keys[fresh] % count, whose[fresh]
    number = keys % size
    agreed = np.bincount(number, np.array(early)[place[first]], size)
    alone = np.bincount(number, minlength=size) == 1
    weights = np.zeros(size)
    # Powers one by one in Python: numpy's differ in the last bit from processor to processor.
    weights[number] = np.array([value**_AGREEMENT for value in early])[place[first]] * _ALONE
    shared = np.flatnonzero(~alone & (agreed > 0))
    weights[shared] = [value**_AGREEMENT for value in agreed[shared].tolist()]
    weights[:words] *= _WORD
    return weights


def _centrality(
    numbers: ndarray[Any, Any], place: ndarray[Any, Any], count: int, words: int
) -> list[float]:
    """Cosine of each sentence to the centroid of all (TF-IDF), the most central one 1."""
    import numpy as np

    found = np.bincount(numbers, minlength=words)
    idf = [log((1 + count) / (1 + n)) + 1 for n in range(int(found.max(initial=0)) + 1)]
    squares = np.array([weight * weight for weight in idf])[found]
    bounds = [0, *np.searchsorted(place, np.arange(count), side="right").tolist()]
    norms = [sqrt(total) or 1.0 for total in _sums(squares[numbers], bounds)]
    summed = np.bincount(numbers, (1 / np.array(norms))[place], words)
    towards = _sums((squares * summed)[numbers], bounds)
    cosines = [one / norm for one, norm in zip(towards, norms, strict=True)]
    most = max(cosines, default=0.0) or 1.0
    return [max(0.05, cosine / most) for cosine in cosines]


def _sums(values: ndarray[Any, Any], bounds: Sequence[int]) -> list[float]:
    """What the values between each two bounds come to, whatever their order."""
    listed = values.tolist()
    return [fsum(listed[start:end]) for start, end in pairwise(bounds)]
