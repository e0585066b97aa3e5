"""TF-IDF of articles in two blocks: the whole text with its opening stressed, and the opening.

Reports of one happening agree in their first sentences more than in their background paragraphs,
so the opening counts twice: by a weight that falls with the position, and as a block of its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..language.identify import identify
from ..language.words import stems, words
from ..records import Article
from ..settings import EventSettings
from .background import background

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_Weights = dict[str, float]


def features(articles: Sequence[Article], settings: EventSettings) -> tuple[csr_matrix, list[str]]:
    """The feature matrix of the articles.

    Returns:
        A CSR matrix of shape (articles, 2 * terms) whose rows have length 1 (0 for an article
        without words), so that a product of rows is their cosine; and the name of each column.
    """
    from scipy.sparse import hstack

    languages = [_language(article) for article in articles]
    titles = [stems(a.title, lang) for a, lang in zip(articles, languages, strict=True)]
    bodies = [stems(a.text, lang) for a, lang in zip(articles, languages, strict=True)]
    whole = [title * 2 + body for title, body in zip(titles, bodies, strict=True)]
    lead = [t + body[: settings.lead] for t, body in zip(titles, bodies, strict=True)]
    blocks, names = [], []
    for tokens, weigh in ((whole, _position_weights), (lead, _counts)):
        block, terms = _tfidf(tokens, languages, weigh, settings.prior)
        blocks.append(block / math.sqrt(2))
        names += terms
    return hstack(blocks, format="csr"), names


@lru_cache(maxsize=4096)
def spellings(article: Article) -> dict[str, str]:
    """Each stem of an article as it is written there most often (then: first by alphabet)."""
    language = _language(article)
    counts = Counter(words(f"{article.title}\n{article.text}"))
    written: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for stem in stems(word, language):
            written.setdefault(stem, word.removesuffix("'s"))
    return written


def _language(article: Article) -> str:
    return article.language or identify(article.text)


def _position_weights(tokens: Sequence[str]) -> _Weights:
    weights: _Weights = defaultdict(float)
    for index, token in enumerate(tokens):
        weights[token] += 1 + 2 * math.exp(-index / 100)
    return weights


def _counts(tokens: Sequence[str]) -> _Weights:
    return dict(Counter(tokens))


def _tfidf(
    documents: Sequence[Sequence[str]],
    languages: Sequence[str],
    weigh: Callable[[Sequence[str]], _Weights],
    prior: float,
) -> tuple[Any, list[str]]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize

    idf = {lang: _idf(lang, documents, languages, prior) for lang in set(languages)}
    rows = [
        {term: (1 + math.log(weight)) * idf[lang][term] for term, weight in weigh(tokens).items()}
        for tokens, lang in zip(documents, languages, strict=True)
    ]
    if not any(rows):
        rows = [{"": 0.0} for _ in rows]  # no article has a word; a matrix needs a column
    vectorizer = DictVectorizer()
    matrix = normalize(vectorizer.fit_transform(rows))
    return matrix, list(vectorizer.feature_names_)


def _idf(
    language: str, documents: Sequence[Sequence[str]], languages: Sequence[str], prior: float
) -> _Weights:
    """Inverse document frequency among the articles of a language, with its background as prior.

    Counted over a handful of articles IDF means nothing; ``prior`` articles of general news, in
    which a stem stands as often as the background table says, are counted with them.
    """
    own = [set(doc) for doc, lang in zip(documents, languages, strict=True) if lang == language]
    frequency = Counter(term for doc in own for term in doc)
    table = background(language)
    extra = prior if table else 0.0
    total = 1 + extra + len(own)
    return {
        term: math.log(total / (1 + extra * table.get(term, 0.0) + count)) + 1
        for term, count in frequency.items()
    }
