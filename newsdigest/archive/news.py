"""What is new since a batch: events that have come or grown, and what only new articles say."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date, datetime

from ..digests import summarize, summarize_new
from ..records import Article, Digest, Event, Moment, Timeline, Update, UpdateKind
from ..settings import DigestSettings
from .loading import find_event, load_events
from .rows import select_in, unpack_article
from .since import Since, moment

_CHAPTER_WORDS = 60  # of a digest that stands for another chapter of the story


def batch_before(db: sqlite3.Connection, since: Since, now: datetime) -> int:
    """The last batch before a point in time; "last" is that before the latest batch.

    Raises:
        UsageError: if no such point is meant.
    """
    if isinstance(since, int):
        return since
    if since == "last":  # to forget makes a batch, too, which brings nothing
        (brought,) = db.execute("SELECT coalesce(max(batch), 0) FROM articles").fetchone()
        return int(brought) - 1
    (latest,) = db.execute("SELECT coalesce(max(n), 0) FROM batches").fetchone()
    start = moment(since, now).isoformat()
    row = db.execute("SELECT min(n) FROM batches WHERE time >= ?", (start,)).fetchone()
    return int(row[0]) - 1 if row[0] is not None else int(latest)


def updates(db: sqlite3.Connection, batch: int, settings: DigestSettings) -> Iterator[Update]:
    """The events with articles that came after a batch, the newest first."""
    query = """SELECT event, id, first_batch > :batch FROM articles WHERE batch > :batch
        AND event IS NOT NULL ORDER BY id"""
    fresh: dict[int, dict[str, bool]] = {}
    for event, name, is_new in db.execute(query, {"batch": batch}):
        fresh.setdefault(event, {})[name] = bool(is_new)
    rows = select_in(db, "SELECT id, n, created FROM events WHERE n IN ?", fresh)
    known = {name: (n, created) for name, n, created in rows}
    for event in load_events(db, fresh):
        number, created = known[event.id]
        mine = fresh[number]
        kind: UpdateKind = "grown" if any(mine.values()) else "corrected"
        if created > batch and len(mine) == len(event):
            kind = "new"
        digest = (
            summarize(event, settings)
            if kind == "new"
            else summarize_new(
                event,
                {a.id for a in event} - mine.keys(),
                settings,
                _former(db, [name for name, is_new in mine.items() if not is_new], batch),
            )
        )
        yield Update(kind, digest, tuple(mine), _merged(db, number, batch))


def _former(db: sqlite3.Connection, names: Collection[str], batch: int) -> list[Article]:
    """What corrected articles said up to a batch."""
    query = """SELECT v.body FROM versions v JOIN articles a USING (n)
        WHERE a.id = ? AND v.batch <= ? ORDER BY v.version DESC LIMIT 1"""
    bodies = [db.execute(query, (name, batch)).fetchone() for name in names]
    return [unpack_article(body[0]) for body in bodies if body]


def _merged(db: sqlite3.Connection, number: int, batch: int) -> tuple[str, ...]:
    query = "SELECT id FROM events WHERE merged_into = ? AND changed > ? ORDER BY id"
    return tuple(name for (name,) in db.execute(query, (number, batch)))


def timeline(db: sqlite3.Connection, event: Event, settings: DigestSettings) -> Timeline:
    """An event day by day, with what each day's reports add, among the chapters of its story."""
    own = list(_days(event, settings))
    chapters = event.storyline.chapters if event.storyline else ()
    numbers = {c.event_id: find_event(db, c.event_id) for c in chapters if c.event_id != event.id}
    others = {e.id: e for e in load_events(db, [n for n in numbers.values() if n is not None])}
    short = DigestSettings(words=_CHAPTER_WORDS)
    moments: list[Moment] = []
    for chapter in chapters:
        if chapter.event_id == event.id:
            first, *rest = own
            moments += [Moment(first.day, first.digest, chapter.reason), *rest]
        elif chapter.event_id in others:
            other = others[chapter.event_id]
            moments.append(Moment(chapter.earliest, summarize(other, short), chapter.reason))
    return Timeline(event, tuple(moments or own))


def _days(event: Event, settings: DigestSettings) -> Iterator[Moment]:
    """What the reports of each day say that those of the days before do not; undated ones last."""
    days = sorted({article.day or date.max for article in event})
    known: set[str] = set()
    for day in days:
        until = {a.id for a in event if (a.day or date.max) <= day}
        seen = _among(event, until)
        shown = None if day == date.max else day
        digest = summarize_new(seen, known, settings) if known else summarize(seen, settings)
        if digest.sentences:
            yield Moment(shown, Digest(event, digest.headline, digest.sentences))
        known = until


def _among(event: Event, ids: Collection[str]) -> Event:
    """An event as it was when only some of its articles were there."""
    articles = tuple(article for article in event if article.id in ids)
    groups = tuple(
        group for group in event.groups if all(article.id in ids for article in group.articles)
    )
    return Event(event.id, articles, groups, (), event.earliest, event.latest)
