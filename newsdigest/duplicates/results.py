"""Verified pairs as arrays, over rows inside and over positions in the input outside."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np

from .arrays import F64, I64, Bools
from .inputs import Corpus
from .verification import Compared


@dataclass(frozen=True, slots=True, eq=False)
class PairTable:
    """Pairs as arrays of one length: positions in the input, ``i < j``, and how alike they are.

    ``alike`` tells the pairs that reach the Jaccard threshold; the others are there for their
    containment, or, in a table of borderline pairs, for neither.
    """

    i: I64
    j: I64
    jaccard: F64
    containment: F64
    alike: Bools

    def __len__(self) -> int:
        return len(self.i)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PairTable):
            return NotImplemented
        return all(
            np.array_equal(getattr(self, one.name), getattr(other, one.name))
            for one in fields(self)
        )

    __hash__ = None  # type: ignore[assignment]  # as of whatever holds arrays

    def to_dict(self) -> dict[str, list[Any]]:
        """The arrays as lists, ready for JSON."""
        return {
            "i": self.i.tolist(),
            "j": self.j.tolist(),
            "jaccard": self.jaccard.tolist(),
            "containment": self.containment.tolist(),
            "alike": self.alike.tolist(),
        }


class Verified(NamedTuple):
    """The outcome of a search: exact copies' first rows, and the pairs that are joined."""

    leaders: I64
    edges: Compared
    alike: Bools


def pair_table(corpus: Corpus, verified: Verified) -> PairTable:
    """Verified pairs, exact copies with the first of their kind among them, as arrays."""
    copies = np.flatnonzero(verified.leaders != np.arange(len(verified.leaders)))
    edges, ones = verified.edges, np.ones(len(copies))
    first = corpus.positions[np.concatenate((verified.leaders[copies], edges.first))]
    second = corpus.positions[np.concatenate((copies, edges.second))]
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((high, low))
    return PairTable(
        low[order],
        high[order],
        np.concatenate((ones, edges.jaccard))[order],
        np.concatenate((ones, edges.containment))[order],
        np.concatenate((ones.astype(bool), verified.alike))[order],
    )
