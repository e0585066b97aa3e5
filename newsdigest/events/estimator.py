"""EventClusterer, the scikit-learn face of event clustering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sklearn.base import BaseEstimator, ClusterMixin

from ..records import Article
from ..records.given import many
from ..records.texts import article_of, of_texts
from ..settings import EventSettings, Granularity
from .clusterer import cluster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class EventClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # sklearn has no types
    """Clusters articles into events; see :func:`newsdigest.cluster_events`.

    Near-duplicates are not looked for here: each article speaks for itself.

    Parameters:
        threshold: average similarity, 0 to 1, from which on two groups of articles are one event,
            however many articles there are; None asks what ``EventSettings`` does, .28 of few
            articles, falling to .19 of many.
        granularity: "event" or "story".
        window: days beyond which two articles are not compared; None compares all.

    Attributes:
        labels_: the event of each article, an array of shape (articles,); the events are numbered
            in the order in which their first articles come.
        n_events_: how many there are.
    """

    def __init__(
        self,
        threshold: float | None = None,
        granularity: Granularity = "event",
        window: int | None = None,
    ) -> None:
        self.threshold = threshold
        self.granularity = granularity
        self.window = window

    def fit(self, X: Iterable[Article | str], y: object = None) -> EventClusterer:  # noqa: N803
        """Clusters articles, or bare texts. (``X`` and ``y`` are scikit-learn's names.)

        Raises:
            UsageError: if a parameter means nothing.
        """
        import numpy as np

        settings = EventSettings(granularity=self.granularity, window=self.window)
        if self.threshold is not None:
            both = self.threshold
            settings = replace(settings, threshold=both, small_threshold=both)
        articles = [_article(given, number) for number, given in enumerate(many(X))]
        home = {
            article.id: number
            for number, event in enumerate(cluster(articles, (), settings))
            for article in event
        }
        found = [home[article.id] for article in articles]
        order = {event: number for number, event in enumerate(dict.fromkeys(found))}
        self.labels_: NDArray[np.int64] = np.array([order[event] for event in found], np.int64)
        self.n_events_ = len(order)
        return self

    def __sklearn_tags__(self) -> Any:
        """Texts go in, not a matrix of numbers."""
        return of_texts(super().__sklearn_tags__())


def _article(given: Article | str, number: int) -> Article:
    name = f"{number:09d}"  # articles are ordered by id, and two of them may share one
    return replace(article_of(given, name), id=name)
