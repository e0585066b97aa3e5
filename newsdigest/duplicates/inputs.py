"""What may be compared: Articles, plain strings, or a column of strings of a data frame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from ..errors import UsageError
from ..records import Article, Reading
from ..records.given import many
from .arrays import I64


class Corpus:
    """Texts in the order of their ids, and the articles that they belong to.

    Plain strings have their position as id, and become Articles only where one is asked for: a
    million of them would cost more than comparing their texts.

    Attributes:
        texts: the texts, ordered by id.
        positions: the place of each text in the input.
    """

    def __init__(self, articles: Iterable[Article] | Iterable[str] | Any) -> None:
        given = _listed(articles)
        self._articles = _articles(given)
        self.positions: I64 = np.arange(len(given))
        if self._articles:
            keys = _keys(self._articles)
            self.positions = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
            self.texts = [self._articles[place].text for place in self.positions.tolist()]
        else:
            self.texts = given

    def __len__(self) -> int:
        return len(self.texts)

    def article(self, row: int) -> Article:
        """The article of a row."""
        if self._articles:
            return self._articles[int(self.positions[row])]
        return Article(id=str(row), text=self.texts[row])

    def ranks(self, rows: I64) -> I64:
        """Which of some rows to keep: the least rank, for the earliest, the longest, the first."""
        days = np.zeros(len(rows), np.int64)
        if self._articles:
            dated = [self._articles[place].day for place in self.positions[rows].tolist()]
            days[:] = [(day or date.max).toordinal() for day in dated]
        sizes = np.array([len(self.texts[row]) for row in rows.tolist()], np.int64)
        return ranked(rows, days, sizes)


def ranked(rows: I64, days: I64, sizes: I64) -> I64:
    """The place of each row among the given ones, by day, then by size (descending), then by row.

    ``days`` and ``sizes`` are those of the rows, in their order; no day is ``date.max``.
    """
    ranks = np.empty(len(rows), np.int64)
    ranks[np.lexsort((rows, -sizes, days))] = np.arange(len(rows))
    return ranks


def _keys(articles: list[Article]) -> list[Any]:
    """What articles are ordered by: ids, or where these aren't unique, the contents as well."""
    ids = [article.id for article in articles]
    if len(set(ids)) == len(ids):
        return ids
    return [(article.id, article.text, article.fingerprint()) for article in articles]


def texts_of(texts: Iterable[str] | Any) -> list[str]:
    """Strings, or the texts of Articles, as a list.

    Raises:
        UsageError: if it holds anything else.
    """
    given = _listed(texts)
    articles = _articles(given)
    return [article.text for article in articles] if articles else given


def _articles(given: list[Any]) -> list[Article]:
    """The list, if it is one of Articles; an empty one, if it is one of strings."""
    kinds = set(map(type, given))
    if kinds <= {str}:
        return []
    if all(issubclass(kind, Article) for kind in kinds):
        return given
    named = ", ".join(sorted(kind.__name__ for kind in kinds))
    raise UsageError(f"expected Articles or strings, one kind for all, not {named}")


def _listed(given: Any) -> list[Any]:
    column = hasattr(given, "__arrow_c_stream__") or hasattr(given, "__arrow_c_array__")
    if column and not isinstance(given, Reading):
        return _column(given)
    found = many(given)
    if all(issubclass(kind, str) for kind in set(map(type, found)) - {str}):
        return list(map(str.__str__, found))  # numpy's strings, and others that are one
    return found


def _column(column: Any) -> list[str]:
    """A column of strings by the Arrow PyCapsule interface; a missing value is an empty text."""
    try:
        import pyarrow
    except ImportError:
        # pandas and polars columns can be walked without Arrow's own package.
        values = column.to_list() if hasattr(column, "to_list") else None
        if values is None:
            raise UsageError(
                f"reading a column of type {type(column).__name__} needs pyarrow: "
                "pip install pyarrow, or pass column.to_pylist()"
            ) from None
    else:
        if hasattr(column, "__arrow_c_stream__"):
            values = pyarrow.chunked_array(column).to_pylist()
        else:
            values = pyarrow.array(column).to_pylist()
    texts = ["" if value is None else value for value in values]
    if not all(isinstance(text, str) for text in texts):
        raise UsageError("expected one column of strings; choose one, such as frame['text']")
    return texts
