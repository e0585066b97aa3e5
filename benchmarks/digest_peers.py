"""Other ways to choose sentences, for ``benchmarks/digests.py``: each takes sentences and a budget.

All get the same sentences, words and budget in words as the product, in the order of the reports,
and refuse repeats with the product's own rule, which flatters them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from newsdigest.digests.budget import Budget
from newsdigest.digests.candidates import Candidate
from newsdigest.digests.repeats import repeats
from newsdigest.digests.sumy_methods import METHODS, selector

Choose = Callable[[Sequence[Candidate], int], list[Candidate]]
Array = np.ndarray[Any, Any]


def fill(order: Iterable[Candidate], words: int) -> list[Candidate]:
    """The sentences that fit, taken in an order, none that repeats a chosen one."""
    chosen: list[Candidate] = []
    left = words
    for sentence in order:
        if sentence.words <= left and not repeats(sentence, chosen):
            chosen.append(sentence)
            left -= sentence.words
    return chosen


def lead(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
    """The first sentence of each report, then the second of each, and so on."""
    return fill(sorted(sentences, key=lambda s: (s.position, s.report)), words)


def random_lead(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
    """The beginning of one report, drawn at random with a fixed seed."""
    reports = sorted({sentence.report for sentence in sentences})
    # Not a string's hash: that differs from run to run.
    drawn = random.Random(len(sentences)).choice(reports)
    return fill((s for s in sentences if s.report == drawn), words)


def vectors(sentences: Sequence[Candidate]) -> Array:
    """TF-IDF rows of length one."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    def content(sentence: Candidate) -> list[str]:
        return [t for t in sentence.tokens if t in sentence.content] or ["-"]

    rows: Array = TfidfVectorizer(analyzer=content).fit_transform(sentences).toarray()
    return rows


def mmr(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
    """Maximal marginal relevance to the centroid (Carbonell and Goldstein 1998), lambda .7."""
    rows = vectors(sentences)
    centroid = rows.sum(axis=0)
    relevance = rows @ centroid / (np.linalg.norm(centroid) + 1e-12)
    alike, nearest = rows @ rows.T, np.zeros(len(rows))
    chosen: list[int] = []
    left = words
    while free := [i for i, s in enumerate(sentences) if i not in chosen and s.words <= left]:
        best = max(free, key=lambda i: (0.7 * relevance[i] - 0.3 * nearest[i], -i))
        chosen.append(best)
        left -= sentences[best].words
        nearest = np.maximum(nearest, alike[best])
    return [sentences[i] for i in chosen]


def submodular(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
    """Coverage and diversity by clusters (Lin and Bilmes 2011), scaled greedy."""
    from sklearn.cluster import KMeans

    rows = vectors(sentences)
    alike = rows @ rows.T
    cap = 5.0 / len(rows) * alike.sum(axis=1)
    reward = alike.mean(axis=1)
    parts = max(1, len(rows) // 5)
    labels = KMeans(parts, n_init=1, random_state=0, max_iter=20).fit_predict(rows)
    covered, rewards = np.zeros(len(rows)), np.zeros(parts)
    chosen: list[int] = []
    left = words
    sizes = np.maximum(1, [s.words for s in sentences]) ** 0.3
    while free := [i for i, s in enumerate(sentences) if i not in chosen and s.words <= left]:
        rows_free = np.array(free)
        more = np.minimum(covered + alike[rows_free], cap).sum(axis=1)
        own = rewards[labels[rows_free]]
        gains = more - np.minimum(covered, cap).sum()
        gains += 6 * (np.sqrt(own + reward[rows_free]) - np.sqrt(own))
        best = free[int((gains / sizes[rows_free]).argmax())]
        chosen.append(best)
        left -= sentences[best].words
        covered += alike[best]
        rewards[labels[best]] += reward[best]
    return [sentences[i] for i in chosen]


def ilp(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
    """Bigrams weighted by the reports that have them, solved exactly (Gillick and Favre 2009)."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix, vstack

    reports: dict[int, set[int]] = {}
    for sentence in sentences:
        for bigram in sentence.bigrams:
            reports.setdefault(bigram, set()).add(sentence.report)
    concepts = sorted(b for b, r in reports.items() if len(r) > 1) or sorted(reports)
    number = {bigram: i for i, bigram in enumerate(concepts)}
    many, few = len(sentences), len(concepts)
    where = [
        (number[b], i) for i, s in enumerate(sentences) for b in sorted(s.bigrams) if b in number
    ]
    if not where:
        return lead(sentences, words)
    row, column = np.array(where).T
    holds = csr_matrix((np.ones(len(row)), (row, column)), shape=(few, many))
    covers = csr_matrix((np.ones(few), (range(few), range(many, many + few))), (few, many + few))
    padded = csr_matrix((-holds.data, holds.indices, holds.indptr), (few, many + few))
    lengths = csr_matrix(np.array([[s.words for s in sentences] + [0] * few], float))
    upper = np.concatenate([np.zeros(few), [words]])
    solved = milp(
        np.array([0.0] * many + [-float(len(reports[b])) for b in concepts]),
        constraints=LinearConstraint(vstack([covers + padded, lengths]), -np.inf, upper),
        integrality=np.array([1] * many + [0] * few),
        bounds=Bounds(0, 1),
        options={"time_limit": 2.0},
    )
    if solved.x is None:
        return lead(sentences, words)
    return [s for s, taken in zip(sentences, solved.x, strict=False) if taken > 0.5]


def _sumy(method: str) -> Choose:
    select, most = selector(method), METHODS[method][2]

    def choose(sentences: Sequence[Candidate], words: int) -> list[Candidate]:
        # As many as the product gives it: those that stand first.
        given = sorted(sentences, key=lambda s: (s.position, s.report))[:most]
        return select(given, Budget(words))

    return choose


PEERS: dict[str, Choose] = {
    "random lead": random_lead,
    "lead": lead,
    "MMR": mmr,
    "submodular": submodular,
    "bigram ILP": ilp,
    **{f"sumy {method}": _sumy(method) for method in METHODS},
}


def counted(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """How often each n-gram stands in a text."""
    return Counter(zip(*(tokens[i:] for i in range(n)), strict=False))
