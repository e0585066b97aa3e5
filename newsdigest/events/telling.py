"""The few terms that tell most of what an article is about, for an index of older articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..language.words import stem_of
from ..records import Article
from ..settings import EventSettings
from .features import features


def telling_terms(
    articles: Sequence[Article], settings: EventSettings, count: int = 12
) -> list[list[str]]:
    """The stems of the heaviest terms of each article, heaviest first, among these articles."""
    import numpy as np

    if not articles:
        return []
    found = features(articles, settings)
    matrix, width = found.matrix, len(found.names)
    told = []
    for article, (start, end) in zip(articles, pairwise(matrix.indptr.tolist()), strict=True):
        # A term has a column in each block; what it weighs is the sum.
        terms, places = np.unique(matrix.indices[start:end] % width, return_inverse=True)
        weights = np.bincount(places, matrix.data[start:end]).round(6)
        heaviest = terms[np.lexsort((terms, -weights))[:count]]
        names = [found.names[term] for term in heaviest.tolist()]
        language = article.language or "en"
        told.append([stem_of(name, language) or name for name in names])
    return told
