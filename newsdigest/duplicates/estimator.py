"""NearDuplicates, the search for near-duplicates as a scikit-learn clusterer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin

from ..records.texts import of_texts
from ..settings import DuplicateSettings, Engine, Linkage
from .detection import scan_duplicates
from .inputs import texts_of


class NearDuplicates(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn is untyped
    """Clusters texts that are the same, wholly or nearly, word for word.

    Parameters are those of ``DuplicateSettings``.

    Attributes:
        labels_: ndarray of shape (n_samples,), int64. Texts of one label are near-duplicates; a
            text without any has a label of its own. Labels count up from 0 in the order of X.
        kept_: ndarray of shape (n_samples,), bool. One text of each label.
        groups_: the groups of two or more; ids are positions in X.
        pairs_: the verified pairs, as arrays of positions in X.
    """

    def __init__(
        self,
        threshold: float = 0.8,
        *,
        containment: float = 0.95,
        ngram: int = 5,
        num_perm: int = 128,
        seed: int = 1,
        linkage: Linkage = "representative",
        engine: Engine = "auto",
        workers: int = 0,
    ) -> None:
        self.threshold = threshold
        self.containment = containment
        self.ngram = ngram
        self.num_perm = num_perm
        self.seed = seed
        self.linkage = linkage
        self.engine = engine
        self.workers = workers

    def fit(self, X: Sequence[str] | Any, y: object = None) -> NearDuplicates:  # noqa: N803
        """Finds the near-duplicates among texts.

        Args:
            X: strings, Articles, or a column of strings, of shape (n_samples,).
            y: ignored.
        """
        settings = DuplicateSettings(**self.get_params(deep=False))
        texts = texts_of(X)
        scan = scan_duplicates(texts, settings)
        owner = np.arange(len(texts))
        for group in scan.groups:
            owner[[int(copy.id) for copy in group.copies]] = int(group.kept.id)
        self.kept_: NDArray[np.bool_] = owner == np.arange(len(texts))
        _, first, inverse = np.unique(owner, return_index=True, return_inverse=True)
        numbers = np.empty(len(first), np.int64)
        numbers[np.argsort(first)] = np.arange(len(first))
        self.labels_: NDArray[np.int64] = numbers[inverse]
        self.groups_ = scan.groups
        self.pairs_ = scan.pairs
        return self

    def __sklearn_tags__(self) -> Any:
        """Texts go in, not a matrix of numbers."""
        return of_texts(super().__sklearn_tags__())
