"""Forgetting what is old, on purpose: nothing of it stays in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime

from ..cleaning.sitelines import site_of
from ..records import Article
from . import copies, growth, searching, sites
from .gathering import whole_events
from .intake import forgotten_before
from .rows import DamagedRowError, events_of, load_articles, put, select_in, unpack_article
from .settling import Frame, cluster


def forget(db: sqlite3.Connection, before: date, frame: Frame) -> tuple[str, ...]:
    """Takes out the articles that are older than a day, with all of their versions.

    An article without a date of publication is as old as its arrival.

    Returns:
        The ids of what was taken out.
    """
    numbers = _older(db, before)
    bound = max(before, forgotten_before(db) or before)  # what was forgotten stays so
    put(db, "settings", name="forgotten_before", value=bound.isoformat())
    if not numbers:
        return ()
    articles = load_articles(db, numbers)
    events = events_of(db, numbers)
    their_sites = _sites_of(db, articles)
    for number, article in articles.items():
        searching.remove(db, number, article)
    for table in ("articles", "texts", "versions", "terms"):
        query = f"DELETE FROM {table} WHERE n = ?"  # noqa: S608  # the tables are ours
        if table == "terms":  # ordered by term: one pass takes all
            db.execute("DELETE FROM terms WHERE n NOT IN (SELECT n FROM articles)")
        else:
            db.executemany(query, [(n,) for n in numbers])
    sites.forget(db, their_sites)
    touched = copies.settle(db, (), articles, frame.settings.duplicates)
    left = {n for (n,) in select_in(db, "SELECT n FROM articles WHERE event IN ?", events)}
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    cluster(db, whole_events(db, touched | left), (), frame)
    growth.drop_empty(db, events, frame.batch)
    return tuple(sorted(article.id for article in articles.values()))


def _older(db: sqlite3.Connection, before: date) -> list[int]:
    moment = datetime(before.year, before.month, before.day, tzinfo=UTC).isoformat()
    query = """SELECT a.n FROM articles a JOIN batches b ON b.n = a.first_batch
        WHERE a.day < ? OR (a.day IS NULL AND b.time < ?)"""
    return [n for (n,) in db.execute(query, (before.toordinal(), moment))]


def _sites_of(db: sqlite3.Connection, articles: Mapping[int, Article]) -> set[str]:
    """The sites of articles, and those that they were of in an older version."""
    found = {site_of(article) for article in articles.values()}
    for (body,) in select_in(db, "SELECT body FROM versions WHERE n IN ?", articles):
        with suppress(DamagedRowError):  # it is taken out, whatever it was
            found.add(site_of(unpack_article(body)))
    return found
