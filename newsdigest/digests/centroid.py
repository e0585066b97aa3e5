"""TF-IDF of an event's sentences: which are nearest to its centre, and a digest made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .budget import Budget
from .candidates import Candidate
from .repeats import repeats

if TYPE_CHECKING:
    from numpy import ndarray


def rank(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences by their cosine to the event's centroid (Radev et al. 2004), nearest first."""
    if len(sentences) < 2:
        return list(sentences)
    matrix, centroid = _vectors(sentences)
    scores = (matrix @ centroid).round(6)
    order = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    return [sentences[index] for index in order]


def nearest(sentences: list[Candidate], count: int) -> list[Candidate]:
    """So many sentences, those nearest to the centroid, in the order of the reports."""
    if len(sentences) <= count:
        return sentences
    return sorted(rank(sentences)[:count], key=lambda one: (one.report, one.start))


def select(sentences: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    """Greedy choice of the set whose sum is nearest to the centroid (Ghalandari 2017)."""
    if len(sentences) < 2:
        return [sentence for sentence in sentences if budget.fits(sentence)]
    matrix, centroid = _vectors(sentences)
    dense = matrix.toarray()
    total, left = dense[0] * 0.0, budget
    chosen: list[Candidate] = []
    free = [index for index, sentence in enumerate(sentences) if left.fits(sentence)]
    while free:
        sums = total + dense[free]
        scores = ((sums @ centroid) / (_norms(sums) + 1e-12)).round(6)
        best = free[int(scores.argmax())]
        chosen.append(sentences[best])
        total, left = total + dense[best], left.without(chosen[-1:])
        # Of the chosen only the last is new to those that are left.
        free = [
            i for i in free if left.fits(sentences[i]) and not repeats(sentences[i], chosen[-1:])
        ]
    return chosen


def _vectors(sentences: Sequence[Candidate]) -> tuple[Any, ndarray[Any, Any]]:
    """The sentences' TF-IDF rows, of length one, and the direction of their sum."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=_content, sublinear_tf=True)
    try:
        matrix = vectorizer.fit_transform(sentences)
    except ValueError:  # no sentence has a word
        vectorizer = TfidfVectorizer(analyzer=lambda sentence: [sentence.text])
        matrix = vectorizer.fit_transform(sentences)
    centroid = matrix.sum(axis=0).A1
    return matrix, centroid / (float((centroid**2).sum()) ** 0.5 + 1e-12)


def _content(sentence: Candidate) -> list[str]:
    return [token for token in sentence.tokens if token in sentence.content]


def _norms(rows: ndarray[Any, Any]) -> Any:
    return (rows**2).sum(axis=1) ** 0.5
