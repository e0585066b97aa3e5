"""Results as tables: the rows that CSV writes, and that go to pandas, polars and Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..errors import UsageError
from ..records import Article, DuplicateGroup, Event, Reading, Report

Cell = str | int | float | list[str] | None


@dataclass(frozen=True)
class Table:
    """Named columns and rows of equal length.

    pandas (2.2 or newer), polars and pyarrow take it as it is, through the Arrow PyCapsule
    interface: ``polars.DataFrame(table)``. That needs pyarrow (``newsdigest[tables]``).
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def to_dicts(self) -> list[dict[str, Cell]]:
        """The rows as dicts, for whatever knows no Arrow."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows as an Arrow stream.

        Raises:
            UsageError: if pyarrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise UsageError(
                "tables go out by pyarrow: pip install 'newsdigest[tables]', or use to_dicts()"
            ) from error
        kinds = {int: pa.int64(), float: pa.float64(), list: pa.list_(pa.string())}
        fields, arrays = [], []
        for number, name in enumerate(self.columns):
            kind = kinds.get(_NOT_STRINGS.get(name, str), pa.string())
            fields.append(pa.field(name, kind))
            arrays.append(pa.array([_written(row[number]) for row in self.rows], kind))
        found = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
        return found.__arrow_c_stream__(requested_schema)


#: The columns that hold something else than a string.
_NOT_STRINGS: dict[str, type] = {
    "reports": int, "articles": int, "words": int, "jaccard": float, "containment": float,
    "article_ids": list, "urls": list,
}  # fmt: skip


def _written(cell: Cell) -> Cell:
    """A string without what no encoding can write."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def table(
    result: Report | Reading | Iterable[Article] | Iterable[Event] | Iterable[DuplicateGroup],
) -> Table:
    """A result as a table: a row for each digest, article, article of an event, or copy.

    Raises:
        UsageError: if it is none of these.
    """
    if isinstance(result, Report):
        return digests_table(result)
    if isinstance(result, Reading):
        return articles_table(result.articles)
    if not isinstance(result, Iterable):
        raise UsageError(f"table takes a result, not a {type(result).__name__}")
    items = iter(result)
    first = next(items, None)
    rest: Any = chain([] if first is None else [first], items)
    if first is None or isinstance(first, Article):
        return articles_table(rest)
    if isinstance(first, Event):
        return events_table(rest)
    if isinstance(first, DuplicateGroup):
        return groups_table(rest)
    raise UsageError(f"table takes articles, events or groups, not a {type(first).__name__}")


def digests_table(report: Report) -> Table:
    """A row for each digest: its event, its text, its reports."""
    rows: list[tuple[Cell, ...]] = []
    for digest in report.digests:
        event = digest.event
        rows.append(
            (
                event.id,
                digest.headline,
                _day(event.earliest),
                _day(event.latest),
                len(event.reports),
                len(event.articles),
                digest.words,
                digest.text,
                [article.id for article in event.articles],
                [article.url for article in event.articles if article.url],
            )
        )
    names = "event_id headline earliest latest reports articles words digest article_ids urls"
    return Table(tuple(names.split()), rows)


def articles_table(articles: Iterable[Article]) -> Table:
    """A row for each article."""
    names = "id title published source url language byline agency path text"
    return Table(
        tuple(names.split()),
        [
            (a.id, a.title, _day(a.published), a.source, a.url, a.language, a.byline, a.agency,
             a.path, a.text)
            for a in articles
        ],
    )  # fmt: skip


def events_table(events: Iterable[Event]) -> Table:
    """A row for each article, with the event that it is of."""
    rows: list[tuple[Cell, ...]] = []
    for event in events:
        copies = event.duplicate_of
        rows += [
            (event.id, _day(event.earliest), _day(event.latest), a.id, a.title,
             _day(a.published), a.source, a.url, a.path, copies.get(a.id))
            for a in event.articles
        ]  # fmt: skip
    names = "event_id earliest latest id title published source url path duplicate_of"
    return Table(tuple(names.split()), rows)


def groups_table(groups: Iterable[DuplicateGroup]) -> Table:
    """A row for each copy, with the article that is kept for it and how alike they are."""
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        alike = group.likeness
        for copy in group.copies:
            pair = alike.get(copy.id)
            measured: Sequence[Cell] = (pair.jaccard, pair.containment) if pair else (None, None)
            rows.append((group.kept.id, copy.id, *measured, copy.source, copy.url, copy.path))
    return Table(tuple("kept copy jaccard containment source url path".split()), rows)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
