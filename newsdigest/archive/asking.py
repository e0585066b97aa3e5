"""Plain questions to an archive: which events, whose history, which versions, all records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from ..errors import UsageError
from ..records import Version
from .loading import find_article, find_event
from .rows import ordinal, unpack_article
from .since import UNKNOWN, Since, moment


def events_since(db: sqlite3.Connection, since: Since | None) -> list[int]:
    """The numbers of events with news of a day or later; of those without days, by arrival."""
    if since is None:
        return [n for (n,) in db.execute("SELECT n FROM events WHERE merged_into IS NULL")]
    start = moment(since, datetime.now(UTC))
    query = """SELECT n FROM events WHERE merged_into IS NULL AND latest >= :day
        UNION SELECT e.n FROM events e JOIN articles a ON a.event = e.n
        JOIN batches b ON b.n = a.batch
        WHERE e.merged_into IS NULL AND e.latest IS NULL AND b.time >= :time"""
    found = db.execute(query, {"day": ordinal(start.date()), "time": start.isoformat()})
    return [n for (n,) in found]


def event_names(db: sqlite3.Connection, numbers: Iterable[int]) -> tuple[str, ...]:
    """The ids of the events of articles, each once."""
    query = "SELECT e.id FROM articles a JOIN events e ON e.n = a.event WHERE a.n = ?"
    return tuple(sorted({db.execute(query, (n,)).fetchone()[0] for n in numbers}))


def history(db: sqlite3.Connection, name: str) -> dict[str, Any]:
    """Where an event comes from: its parent, if it was split off, and what merged into it.

    Raises:
        UsageError: if no event, or several, have an id that begins so.
    """
    number = find_event(db, name)
    row = db.execute("SELECT id, parent FROM events WHERE n = ?", (number,)).fetchone()
    if row is None:
        raise UsageError(f"no event has an id that begins with {name!r}")
    query = "SELECT id FROM events WHERE {} = ? ORDER BY n"
    merged = db.execute(query.format("merged_into"), (number,)).fetchall()
    parent = db.execute(query.format("n"), (row[1],)).fetchone()
    return {
        "event_id": row[0],
        "parent": parent[0] if parent else None,
        "merged": [one for (one,) in merged],
    }


def event_of(db: sqlite3.Connection, article: str) -> str:
    """The id of the event of an article, by its id or a start that no other has; else "".

    Raises:
        UsageError: if several ids begin so.
    """
    query = "SELECT e.id FROM articles a JOIN events e ON e.n = a.event WHERE a.n = ?"
    (name,) = db.execute(query, (find_article(db, article),)).fetchone() or ("",)
    return str(name)


def versions(db: sqlite3.Connection, name: str) -> list[Version]:
    """The texts that an article has had, the current one last; empty if there is none."""
    query = """SELECT v.version, b.time, v.body FROM versions v
        LEFT JOIN batches b ON b.n = v.batch WHERE v.n = :n
        UNION ALL SELECT a.version, b.time, t.body FROM articles a JOIN texts t USING (n)
        LEFT JOIN batches b ON b.n = a.batch WHERE a.n = :n ORDER BY 1"""
    return [
        Version(version, datetime.fromisoformat(time or UNKNOWN), unpack_article(body))
        for version, time, body in db.execute(query, {"n": find_article(db, name)})
    ]


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every article as a record with its event, ordered by id; nothing of when it came."""
    query = """SELECT t.body, e.id, k.id, a.version
        FROM articles a JOIN texts t USING (n)
        LEFT JOIN events e ON e.n = a.event LEFT JOIN articles k ON k.n = a.kept
        ORDER BY a.id"""
    for body, event, kept, version in db.execute(query):
        record = unpack_article(body).to_dict()
        yield record | {"event": event, "duplicate_of": kept, "version": version}
