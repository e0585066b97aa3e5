"""One batch, from articles to events: what the tables hold when it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from .. import events
from ..records import Article
from ..settings import Settings
from . import copies, growth, intake
from .gathering import gather, remember_terms
from .loading import load_groups
from .rows import events_of, load_articles, put, select_in
from .since import moment


@dataclass(frozen=True, slots=True)
class Frame:
    """What a change happens in: the number of its batch, and the archive's settings."""

    batch: int
    settings: Settings


def next_frame(db: sqlite3.Connection, settings: Settings) -> Frame:
    """The frame of a batch that comes now."""
    (last,) = db.execute("SELECT coalesce(max(n), 0) FROM batches").fetchone()
    return Frame(last + 1, settings)


def close_batch(db: sqlite3.Connection, frame: Frame, now: datetime | None) -> None:
    """Writes down when a batch came; a clock that was set back can't make it older than the last.

    Args:
        db: inside a transaction.
        frame: that of the batch.
        now: the present; that of the clock if None.
    """
    clock = datetime.now(UTC)
    came = moment(now or clock, clock)
    row = db.execute("SELECT time FROM batches ORDER BY n DESC LIMIT 1").fetchone()
    if row:
        came = max(came, datetime.fromisoformat(row[0]))
    put(db, "batches", n=frame.batch, time=came.isoformat())


def settle(db: sqlite3.Connection, articles: Iterable[Article], frame: Frame) -> intake.Taken:
    """Takes articles in and brings duplicates and events up to date.

    Near-duplicates are exactly those that one search of all articles finds. Events are exactly
    those that one clustering of the gathered articles finds, under ids that stay.
    """
    taken = intake.take_in(db, articles, frame.batch)
    stirred = taken.stirred
    if stirred:
        touched = copies.settle(db, stirred, taken.loosened, frame.settings.duplicates)
        rows = select_in(db, "SELECT n FROM articles WHERE kept IS NULL AND n IN ?", stirred)
        voices = {n: stirred[n] for (n,) in rows}
        terms = remember_terms(db, voices, frame.settings.events)
        chosen = gather(db, touched, terms, frame.settings.archive)
        cluster(db, chosen, stirred, frame)
    return taken


def cluster(
    db: sqlite3.Connection, numbers: Collection[int], changed: Collection[int], frame: Frame
) -> set[int]:
    """Clusters articles anew, whole events only; returns the numbers of the events that changed."""
    if not numbers:
        return set()
    articles = load_articles(db, numbers)
    groups = load_groups(db, articles)
    order = sorted(groups, key=lambda n: articles[n].id)
    found = events.cluster(
        [articles[n] for n in sorted(articles)],
        [groups[n] for n in order],
        frame.settings.events,
    )
    names = {article.id: n for n, article in articles.items()}
    before = events_of(db, articles)
    moved = growth.settle(db, found, names, changed, frame.batch)
    growth.drop_empty(db, before - moved, frame.batch)
    return moved
