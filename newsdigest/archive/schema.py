"""The tables of an archive, and how an older file comes to have them.

Three kinds of tables. What can't be had back if it is lost, each row under a seal: ``articles``
(identity, place and event of each), ``texts`` and ``versions`` (what they say and said),
``events``, ``batches``, ``site_lines``, ``settings``. What the last clustering and comparison
found, under seals as well: ``groups``, ``pairs``, ``links``, ``follows``. And what is made of the
others again at any time: ``keys`` (bands and sampled shingles), ``terms``, ``search``, ``digests``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from . import searching

#: Tells an archive from every other SQLite file ("ndig").
APPLICATION_ID = 0x6E646967

_BASE = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER) WITHOUT ROWID;
CREATE TABLE batches (n INTEGER PRIMARY KEY, time TEXT NOT NULL, seal INTEGER);
CREATE TABLE articles (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  site TEXT NOT NULL,
  version INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  first_batch INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  day INTEGER,    -- published; days are proleptic ordinals
  first INTEGER,  -- the interval in which the text can have been written
  last INTEGER,
  event INTEGER,
  kept INTEGER,   -- the article of which this one is a copy
  shingles INTEGER NOT NULL,
  print INTEGER NOT NULL,
  sketch BLOB NOT NULL,
  seal INTEGER
);
CREATE INDEX article_urls ON articles (url) WHERE url != '';
CREATE INDEX article_sites ON articles (site, n) WHERE site != '';
CREATE INDEX article_days ON articles (first) WHERE last IS NOT NULL;
CREATE INDEX article_events ON articles (event);
CREATE INDEX article_prints ON articles (print) WHERE shingles > 0;
CREATE INDEX article_batches ON articles (batch);
CREATE TABLE texts (n INTEGER PRIMARY KEY, body BLOB NOT NULL, seal INTEGER);
CREATE TABLE versions (
  n INTEGER, version INTEGER, fingerprint INTEGER, batch INTEGER, body BLOB, seal INTEGER,
  PRIMARY KEY (n, version)
) WITHOUT ROWID;
CREATE TABLE events (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,  -- batches
  changed INTEGER NOT NULL,
  earliest INTEGER,
  latest INTEGER,
  parent INTEGER,            -- the event that this one was split from
  merged_into INTEGER,
  seal INTEGER
);
CREATE INDEX event_days ON events (latest);
CREATE INDEX event_changes ON events (changed);
CREATE INDEX event_merges ON events (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE groups (kept INTEGER PRIMARY KEY, body BLOB NOT NULL, seal INTEGER);
CREATE TABLE pairs (a INTEGER, b INTEGER, seal INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX pairs_back ON pairs (b);
CREATE TABLE links (event INTEGER PRIMARY KEY, body BLOB NOT NULL, seal INTEGER);
CREATE TABLE follows (
  event INTEGER, before INTEGER, reason TEXT, seal INTEGER, PRIMARY KEY (event, before)
) WITHOUT ROWID;
CREATE INDEX follows_back ON follows (before);
CREATE TABLE keys (
  key INTEGER, size INTEGER, n INTEGER, PRIMARY KEY (key, size DESC, n)
) WITHOUT ROWID;
CREATE TABLE terms (term INTEGER, n INTEGER, PRIMARY KEY (term, n DESC)) WITHOUT ROWID;
CREATE TABLE site_lines (
  site TEXT, line TEXT, seal INTEGER, PRIMARY KEY (site, line)
) WITHOUT ROWID;
"""

_DIGESTS = """
CREATE TABLE digests (
  event INTEGER, recipe TEXT, body BLOB NOT NULL, seal INTEGER, PRIMARY KEY (event, recipe)
) WITHOUT ROWID;
"""


def _base(db: sqlite3.Connection) -> None:
    _run(db, _BASE)


def _search(db: sqlite3.Connection) -> None:
    db.execute(searching.SEARCH)
    searching.index_all(db)


def _digests(db: sqlite3.Connection) -> None:
    _run(db, _DIGESTS)


#: What takes a file from one version to the next, in order; the last is the one that is written.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_base, _search, _digests)
VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection, version: int, target: int = VERSION) -> None:
    """Brings a file from a version to a later one, inside the transaction that is open."""
    for step in MIGRATIONS[version:target]:
        step(db)
    db.execute(f"PRAGMA user_version = {target}")


def _run(db: sqlite3.Connection, script: str) -> None:
    # executescript would commit first.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
