"""Rows under seals: written with their checksum, and articles and values as compressed bodies."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from ..errors import RecordError
from ..records import Article
from .seals import SEALED, Value, seal

_AT_A_TIME = 500  # numbers in one statement


class DamagedRowError(ValueError):
    """A body that does not turn back into what it was made of."""


def put(db: sqlite3.Connection, table: str, **values: Value) -> int:
    """Writes a row of a sealed table, in the place of one with the same key; returns its number."""
    columns = SEALED[table]
    row = [values.get(name) for name in columns]
    names, marks = ", ".join((*columns, "seal")), ", ".join("?" * (len(columns) + 1))
    # Table and columns are ours, from SEALED.
    done = db.execute(
        f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
        [*row, seal(*row)],
    )
    return int(done.lastrowid or 0)


def reseal(db: sqlite3.Connection, table: str, key: str, numbers: Iterable[int]) -> None:
    """Seals rows anew that were changed in place."""
    columns = ", ".join(SEALED[table])
    db.executemany(
        f"UPDATE {table} SET seal = seal({columns}) WHERE {key} = ?",  # noqa: S608
        [(number,) for number in numbers],
    )


def pack(value: Any) -> bytes:
    """A JSON value, compressed."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(body: bytes) -> Any:
    """The value of a body.

    Raises:
        DamagedRowError: if it was changed since.
    """
    try:
        return json.loads(zlib.decompress(body))
    except (zlib.error, ValueError) as error:
        raise DamagedRowError(str(error)) from error


def pack_article(article: Article) -> bytes:
    """An article, whole."""
    return pack(article.to_dict())


def unpack_article(body: bytes) -> Article:
    """The article of a body.

    Raises:
        DamagedRowError: if it was changed since.
    """
    record = unpack(body)
    if not isinstance(record, Mapping):
        raise DamagedRowError("not a record")
    try:
        return Article.from_dict(record)
    except RecordError as error:
        raise DamagedRowError(str(error)) from error


def number_of(fingerprint: str) -> int:
    """A fingerprint as SQLite holds it."""
    return int.from_bytes(bytes.fromhex(fingerprint), "big", signed=True)


def ordinal(day: date | None) -> int | None:
    """A day as a number."""
    return day.toordinal() if day else None


def day_of(number: int | None) -> date | None:
    """The day of a number."""
    return date.fromordinal(number) if number is not None else None


def select_in(
    db: sqlite3.Connection, query: str, numbers: Collection[int]
) -> Iterator[tuple[Any, ...]]:
    """Runs a query with ``IN (...)`` in the place of ``IN ?`` over many numbers, in their order."""
    rest = iter(sorted(numbers))
    while some := list(islice(rest, _AT_A_TIME)):
        found = db.execute(query.replace("IN ?", f"IN ({', '.join('?' * len(some))})"), some)
        for row in found:  # noqa: UP028  # "yield from" would close the cursor after its database
            yield row


def events_of(db: sqlite3.Connection, numbers: Collection[int]) -> set[int]:
    """The numbers of the events that articles are in."""
    rows = select_in(db, "SELECT DISTINCT event FROM articles WHERE n IN ?", numbers)
    return {event for (event,) in rows if event is not None}


def load_articles(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Article]:
    """The articles of numbers, each as its current version says.

    Raises:
        DamagedRowError: if one was changed since it was written.
    """
    rows = select_in(db, "SELECT n, body FROM texts WHERE n IN ?", numbers)
    return {n: unpack_article(body) for n, body in rows}
