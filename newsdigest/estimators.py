"""scikit-learn faces of the stages, for pipelines and searches over parameters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sklearn.base import BaseEstimator, TransformerMixin

from .duplicates import NearDuplicates
from .events.estimator import EventClusterer
from .pipeline import summarize
from .records import Article, Event
from .records.given import many
from .records.texts import CleanedText, article_of, of_texts
from .settings import CleaningSettings, DigestSettings, Method, Settings
from .stages import clean, learn_site_lines

__all__ = ["ChromeStripper", "EventClusterer", "ExtractiveSummarizer", "NearDuplicates"]


class ChromeStripper(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # untyped there
    """Takes site chrome off texts: strings in, strings out; Articles in, Articles out.

    Parameters are those of ``CleaningSettings``. The strings remember what was moved out of the
    text (``date 2023-06-05``, the headline) for the estimators of this package that come next.

    Attributes:
        site_lines_: what was learned about sites from the Articles given to ``fit``, or None.
    """

    def __init__(
        self,
        *,
        keep: Iterable[str] = (),
        drop_lines: Iterable[str] = (),
        learn: bool = False,
    ) -> None:
        self.keep = keep
        self.drop_lines = drop_lines
        self.learn = learn

    def fit(self, X: Iterable[Any], y: object = None) -> ChromeStripper:  # noqa: N803
        """Learns what the articles of each site share, if ``learn`` asks for it.

        Args:
            X: strings or Articles, of shape (n_samples,); strings tell nothing about sites.
            y: ignored.

        Raises:
            UsageError: if a parameter means nothing.
        """
        self._settings()
        articles = [one for one in many(X) if isinstance(one, Article)]
        self.site_lines_ = learn_site_lines(articles) if self.learn and articles else None
        return self

    def transform(self, X: Iterable[Any]) -> Sequence[Any]:  # noqa: N803
        """The cleaned texts, in order: a list of shape (n_samples,)."""
        settings = self._settings()
        given = many(X)
        articles = [article_of(one, f"{position}") for position, one in enumerate(given)]
        cleaned = clean(articles, settings, getattr(self, "site_lines_", None))
        return [
            after if isinstance(before, Article) else CleanedText.of(after)
            for before, after in zip(given, cleaned, strict=True)
        ]

    def _settings(self) -> CleaningSettings:
        return CleaningSettings(self.keep, self.drop_lines)  # type: ignore[arg-type]  # lists do

    def __sklearn_is_fitted__(self) -> bool:
        """Without learning there is nothing to fit."""
        return not self.learn or hasattr(self, "site_lines_")

    def __sklearn_tags__(self) -> Any:
        """Texts go in, not a matrix of numbers; nothing has to be fitted."""
        tags = of_texts(super().__sklearn_tags__())
        tags.requires_fit = False
        return tags


class ExtractiveSummarizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # untyped there
    """Summarizes events: the reports of each in, the text of its digest out.

    Parameters are those of ``DigestSettings``. Nothing is learned from ``X``.
    """

    def __init__(
        self,
        words: int | None = 120,
        *,
        method: Method = "coverage",
        sentences: int | None = None,
        characters: int | None = None,
        recency: float | None = None,
    ) -> None:
        self.words = words
        self.method = method
        self.sentences = sentences
        self.characters = characters
        self.recency = recency

    def fit(self, X: Iterable[Any], y: object = None) -> ExtractiveSummarizer:  # noqa: N803
        """Checks the parameters; ``X`` and ``y`` are ignored.

        Raises:
            UsageError: if a parameter means nothing.
        """
        self._settings()
        return self

    def transform(self, X: Iterable[Any]) -> list[str]:  # noqa: N803
        """The digests' texts, a list of shape (n_events,).

        Args:
            X: for each event an Event, a list of its articles (Articles or strings), or one string.
        """
        settings = Settings(digests=self._settings())
        return [summarize(_reports(one), settings=settings).text for one in many(X)]

    def _settings(self) -> DigestSettings:
        return DigestSettings(differences=False, **self.get_params(deep=False))

    def __sklearn_is_fitted__(self) -> bool:
        """There is nothing to fit."""
        return True

    def __sklearn_tags__(self) -> Any:
        """Texts go in, not a matrix of numbers; nothing has to be fitted."""
        tags = of_texts(super().__sklearn_tags__())
        tags.requires_fit = False
        return tags


def _reports(event: Event | Article | str | Iterable[Article | str]) -> Event | list[Article]:
    if isinstance(event, Event):
        return event
    reports = [event] if isinstance(event, str | Article) else many(event)
    return [article_of(one, f"{number:06d}") for number, one in enumerate(reports)]
