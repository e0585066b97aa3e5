"""Bare texts as Articles, and strings that remember which article they are the text of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..errors import UsageError
from .article import Article


class CleanedText(str):
    """The text of a cleaned article: a string, which keeps what cleaning moved out of the text.

    In a pipeline of scikit-learn strings go in and out, and the day on which a page was published
    often stands in a line that is taken off it; the next step needs to know that day.
    """

    __slots__ = ("article",)

    article: Article

    @classmethod
    def of(cls, article: Article) -> CleanedText:
        """The text of an article."""
        text = cls(article.text)
        text.article = article
        return text


def article_of(given: Article | str, name: str) -> Article:
    """What was given as an Article; a bare text becomes one with this id.

    Raises:
        UsageError: if it is neither.
    """
    if isinstance(given, Article):
        return given
    if not isinstance(given, str):
        raise UsageError(f"expected Articles or strings, not {type(given).__name__}")
    if isinstance(given, CleanedText):
        return replace(given.article, id=name)
    return Article(name, given)


def of_texts(tags: Any) -> Any:
    """The tags by which scikit-learn knows what an estimator takes: texts, no matrix of numbers."""
    tags.input_tags.one_d_array = True
    tags.input_tags.two_d_array = False
    tags.input_tags.string = True
    return tags
