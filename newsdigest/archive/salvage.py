"""Mending: what of a damaged archive is good goes into a new file, and the rest is made anew.

Always a new file, whether a row or a page is damaged, so that there is one way and it is tested.
The damaged file stays beside the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ..errors import ArchiveError, system_reason
from ..records import Article
from . import copies, intake, searching
from .connection import Connection, was_archive
from .gathering import gather, remember_terms
from .rows import DamagedRowError, load_articles, put, unpack_article
from .seals import SEALED, seal
from .settling import Frame, cluster
from .since import UNKNOWN

_Row = dict[str, Any]
_OF_ARTICLES = ("articles", "texts")  # tables that have a row for each article, by its number
_AT_A_TIME = 2000  # articles whose terms are counted together


def rescue(
    path: Path, frame_of: Callable[[sqlite3.Connection], Frame]
) -> tuple[list[str], list[str], Path]:
    """Copies what is good of an archive into a new one in its place.

    Args:
        path: the damaged archive.
        frame_of: makes the :class:`Frame` of a connection.

    Returns:
        What was done, in words; what of articles could not be had back; and where the damaged file
        is now.

    Raises:
        ArchiveError: if the file was no archive, or there is no room, or no permission, for
            another.
    """
    fresh = path.with_name(f"{path.name}.mending")
    _remove(fresh)
    kept, seen = _read(path)
    if not any(kept.values()) and not was_archive(path):
        raise ArchiveError(f"{path}: nothing tells that it was an archive; it is as it was")
    new = Connection(fresh, create=True, timeout=0)
    try:
        with new.writing() as db:
            told = _write(db, kept)
            lost = _lost(db, kept, seen)
            frame = frame_of(db)
            _derive(db, frame)
    except BaseException:
        new.close()
        _remove(fresh)
        raise
    new.close()
    damaged = _free_name(path)
    try:
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).replace(damaged.with_name(damaged.name + suffix))
        path.replace(damaged)
        fresh.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path}: can't be replaced: {system_reason(error)}") from error
    return told, lost, damaged


def _lost(db: sqlite3.Connection, kept: dict[str, list[_Row]], seen: set[int]) -> list[str]:
    """The articles that were there and are not, by id where their row tells it."""
    if not any(kept.values()):
        return ["all that it held"]
    there = {n for (n,) in db.execute("SELECT n FROM articles")}
    names = {row["n"]: row["id"] for row in kept["articles"]}
    return [names.get(n, f"article number {n}") for n in sorted(seen - there)]


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _free_name(path: Path) -> Path:
    number = 1
    while (found := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return found


def _read(path: Path) -> tuple[dict[str, list[_Row]], set[int]]:
    """The good rows of every sealed table, and the number of each article that was there.

    Nothing of a file that can't be opened at all.
    """
    kept: dict[str, list[_Row]] = {table: [] for table in SEALED}
    numbers: set[int] = set()
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error:
        return kept, numbers
    with closing(db):
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            return kept, numbers
        for table, columns in SEALED.items():
            seen: set[Any] = set()
            there: set[Any] = numbers if table in _OF_ARTICLES else set()
            for row in _rows(db, table, columns, there):
                *values, sealed = row
                there.add(values[0])
                if sealed == seal(*values) and tuple(values) not in seen:
                    seen.add(tuple(values))
                    kept[table].append(dict(zip(columns, values, strict=True)))
    return kept, numbers


def _rows(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...], unreadable: set[int]
) -> Iterator[Any]:
    """The rows that can be read: from the front and from the back up to a damaged page, and
    where the rows are numbered, one by one between.

    ``unreadable`` gets the numbers of those that can't.
    """
    names = ", ".join(columns)
    numbers: set[int] = set()
    for direction in ("ASC", "DESC"):
        query = f"SELECT {names}, seal FROM {table} ORDER BY {columns[0]} {direction}"  # noqa: S608
        try:
            for row in db.execute(query):
                if columns[0] == "n":
                    numbers.add(row[0])
                yield row
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue
        return
    if columns[0] == "n" and numbers:
        query = f"SELECT {names}, seal FROM {table} WHERE n = ?"  # noqa: S608
        for number in sorted(set(range(1, max(numbers) + 1)) - numbers):
            try:
                yield from db.execute(query, (number,))
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                unreadable.add(number)


def _write(db: sqlite3.Connection, kept: dict[str, list[_Row]]) -> list[str]:
    """Writes the good rows; an article needs its text, and an event to be there."""
    for table in ("settings", "batches", "events", "site_lines"):
        for row in kept[table]:
            put(db, table, **row)
    if not kept["batches"]:
        put(db, "batches", n=1, time=UNKNOWN)
    texts = _texts(kept["texts"])
    events = {row["n"] for row in kept["events"] if row["merged_into"] is None}
    whole = [row for row in kept["articles"] if row["n"] in texts]
    for row in whole:
        event = row["event"] if row["event"] in events else None
        put(db, "articles", **(row | {"kept": None, "event": event}))
        put(db, "texts", n=row["n"], body=texts.pop(row["n"])[1])
    told = [f"{len(whole)} articles kept as they were"]
    told += _place_lone_texts(db, texts, kept)
    numbers = {n for (n,) in db.execute("SELECT n FROM articles")}
    good = {
        "versions": lambda row: row["n"] in numbers,
        "links": lambda row: row["event"] in events,
        "follows": lambda row: {row["event"], row["before"]} <= events,
    }
    for table, is_good in good.items():
        for row in filter(is_good, kept[table]):
            put(db, table, **row)
    return told


def _place_lone_texts(
    db: sqlite3.Connection, texts: dict[int, tuple[Article, bytes]], kept: dict[str, list[_Row]]
) -> list[str]:
    """Writes good texts whose articles' rows are damaged; what the row said is found anew."""
    named = {row["id"] for row in kept["articles"]}
    (last,) = db.execute("SELECT max(n) FROM batches").fetchone()
    told = []
    for number, (article, body) in sorted(texts.items()):
        if article.id in named:
            continue
        older = [row for row in kept["versions"] if row["n"] == number]
        version = 1 + max((row["version"] for row in older), default=0)
        first = min((row["batch"] for row in older), default=last)
        intake.write_row(db, number, article, version, first, last)
        put(db, "texts", n=number, body=body)
        told.append(f"{article.id}: its text is whole; its place in an event is found anew")
    return told


def _texts(rows: list[_Row]) -> dict[int, tuple[Article, bytes]]:
    found = {}
    for row in rows:
        with suppress(DamagedRowError):
            found[row["n"]] = (unpack_article(row["body"]), row["body"])
    return found


def _derive(db: sqlite3.Connection, frame: Frame) -> None:
    """Makes index, keys, groups, and what is missing of events."""
    searching.index_all(db)
    numbers = [n for (n,) in db.execute("SELECT n FROM articles")]
    if not numbers:
        return
    copies.settle(db, numbers, {}, frame.settings.duplicates)
    voices = [n for (n,) in db.execute("SELECT n FROM articles WHERE kept IS NULL")]
    for start in range(0, len(voices), _AT_A_TIME):
        remember_terms(
            db, load_articles(db, voices[start : start + _AT_A_TIME]), frame.settings.events
        )
    lone = [n for (n,) in db.execute("SELECT n FROM articles WHERE event IS NULL")]
    if lone or len(numbers) <= frame.settings.archive.whole:
        cluster(db, gather(db, lone, {}, frame.settings.archive), (), frame)
