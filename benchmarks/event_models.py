"""Event clustering whose score is a model that was taught with labels: what it would gain.

The model sees what the score of newsdigest is made of, and how near two articles are beside what
else is near them; its probability takes the score's place in the same linkage. Lengths are kept
from it, as the reports of one event of Multi-News are cut to one length there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from newsdigest.events.candidates import Neighbours
from newsdigest.events.scores import Pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Told:
    """The pairs of a labelled set: what is known of each, its labels by article."""

    known: Floats
    i: Ints
    j: Ints
    events: Ints

    @property
    def same(self) -> NDArray[np.bool_]:
        """Which pairs are of one event."""
        same: NDArray[np.bool_] = self.events[self.i] == self.events[self.j]
        return same


def told(neighbours: Neighbours, pairs: Pairs, labels: Sequence[Hashable]) -> Told:
    """What a model is to see of the scored pairs of a set; shape (pairs, 12)."""
    events = np.unique([str(label) for label in labels], return_inverse=True)[1].astype(np.int32)
    ranks = _ranks(neighbours, pairs.i, pairs.j), _ranks(neighbours, pairs.j, pairs.i)
    best, fifth = (_of_rank(neighbours, rank) for rank in (0, 4))
    known = [pairs.cosine, pairs.weighed, pairs.crowding, pairs.null, pairs.company, pairs.score]
    known += [np.minimum(*ranks), np.maximum(*ranks)]
    for each, figure in ((best, pairs.cosine), (fifth, np.ones(len(pairs.i)))):
        left, right = each[pairs.i], each[pairs.j]
        known += [figure / np.minimum(left, right), figure / np.maximum(left, right)]
    return Told(np.stack(known, axis=1), pairs.i, pairs.j, events)


def _of_rank(neighbours: Neighbours, rank: int) -> Floats:
    """Each article's cosine to its neighbour of a rank, from 0; little, if it has none."""
    starts = np.searchsorted(neighbours.i, np.arange(neighbours.articles + 1))
    found = np.full(neighbours.articles, 0.01)
    has = np.flatnonzero(np.diff(starts) > rank)
    found[has] = np.maximum(0.01, neighbours.cosine[starts[has] + rank])
    return found


def _ranks(neighbours: Neighbours, i: Ints, j: Ints) -> NDArray[np.int64]:
    """The rank of ``j`` among the neighbours of ``i``; the number of all, if it is none."""
    starts = np.searchsorted(neighbours.i, np.arange(neighbours.articles + 1))
    keys = neighbours.i.astype(np.int64) * neighbours.articles + neighbours.j
    order = np.argsort(keys)
    wanted = i.astype(np.int64) * neighbours.articles + j
    place = order[np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)]
    most = int(np.diff(starts).max(initial=0))
    return np.where(keys[place] == wanted, place - starts[i], most)


def taught_by_others(own: Told, others: Sequence[Told]) -> Floats:
    """The probability of each pair, by a model that saw other sets, each of the same weight."""
    model = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=15, random_state=0)
    model.fit(
        np.concatenate([one.known for one in others]),
        np.concatenate([one.same for one in others]),
        np.concatenate([np.full(len(one.same), 1e5 / len(one.same)) for one in others]),
    )
    probability: Floats = model.predict_proba(own.known)[:, 1]
    return probability


def taught_by_half(own: Told) -> Floats:
    """The probability of each pair, by a model that saw the events of the other half of the set.

    A pair of an event of either half has the mean of both models; it is never one event's.
    """
    half = np.random.default_rng(0).integers(0, 2, own.events.max() + 1)[own.events]
    left, right = half[own.i], half[own.j]
    by = list(_halves(own, left, right))
    mixed = (by[0] + by[1]) / 2
    return np.where(left != right, mixed, np.where(left == 0, by[1], by[0]))


def _halves(own: Told, left: Ints, right: Ints) -> Iterator[Floats]:
    for number in (0, 1):
        seen = (left == number) & (right == number)
        model = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=15, random_state=0)
        yield model.fit(own.known[seen], own.same[seen]).predict_proba(own.known)[:, 1]
