"""The doctor: is everything in an archive as it was written, and if not, what can be mended.

Seals tell a changed row from a good one. What is made of texts is compared with what would be made
of them now. Mending takes damaged rows out, saying what is lost, and makes the rest anew; a file
whose pages are damaged is copied, row by row, into a new one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from ..duplicates import lookup_keys
from ..records import Article, Problem
from ..settings import DuplicateSettings
from . import searching
from .rows import DamagedRowError, unpack_article
from .seals import SEALED

#: Articles up to which all are read; of more, so many.
SAMPLE = 5000
_DERIVED = ("groups", "pairs", "links", "follows")
_MOST = 20  # problems of one kind that are told each by itself


@dataclass(slots=True)
class Findings:
    """What is wrong: pages, rows of tables by name, and whether derived tables are."""

    pages: list[str] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)
    derived: list[str] = field(default_factory=list)
    checked: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One line for each thing that is wrong."""
        found = [Problem("pages", None, one) for one in self.pages[:_MOST]]
        for table, names in self.rows.items():
            told = ", ".join(names[:_MOST]) + (", …" if len(names) > _MOST else "")
            reason = f"{len(names)} damaged: {told}"
            found.append(Problem(table, None, reason, "note" if table in _DERIVED else "lost"))
        found += [Problem(table, None, "does not fit the texts", "note") for table in self.derived]
        return tuple(found)


def examine(db: sqlite3.Connection, settings: DuplicateSettings, *, full: bool = False) -> Findings:
    """Looks at every seal, and at the texts and keys of all articles, or of a sample of many."""
    found = Findings()
    try:
        rows = db.execute("PRAGMA integrity_check(20)").fetchall()
        found.pages = [one for (one,) in rows if one != "ok"]
    except sqlite3.DatabaseError as error:
        found.pages = [str(error)]
    if found.pages:
        return found
    try:
        for table, columns in SEALED.items():
            if table == "texts":  # read below, whole or by sample
                continue
            name = "id" if "id" in columns else columns[0]
            sealed = f"seal IS seal({', '.join(columns)})"
            query = f"SELECT {name} FROM {table} WHERE NOT {sealed}"  # noqa: S608
            if damaged := [str(one) for (one,) in db.execute(query)]:
                found.rows[table] = damaged
        _read_texts(db, settings, found, full)
        _compare_places(db, found)
    except (sqlite3.DatabaseError, ValueError) as error:  # a value that can't be one
        found.pages = [str(error)]
    return found


def _read_texts(
    db: sqlite3.Connection, settings: DuplicateSettings, found: Findings, full: bool
) -> None:
    (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
    step = 1 if full or count <= SAMPLE else count // SAMPLE
    damaged: list[str] = []
    articles: dict[int, Article] = {}
    query = """SELECT a.n, a.id, t.body, t.seal IS seal(t.n, t.body) FROM articles a
        LEFT JOIN texts t USING (n) WHERE a.n % ? = 0"""
    for n, name, body, sealed in db.execute(query, (step,)):
        found.checked += 1
        try:
            if not sealed:
                raise DamagedRowError("seal")
            articles[n] = unpack_article(body)
        except DamagedRowError:
            damaged.append(name)
    if damaged:
        found.rows["texts"] = damaged
        return
    if not _keys_fit(db, articles, settings, whole=step == 1):
        found.derived.append("keys")
    if not searching.fits(db, articles, whole=step == 1):
        found.derived.append("search")


def _keys_fit(
    db: sqlite3.Connection, articles: dict[int, Article], settings: DuplicateSettings, whole: bool
) -> bool:
    """Whether articles stand under their keys: of those with just the same text, one."""
    known = lookup_keys([article.text for article in articles.values()], settings)
    expected: set[tuple[int, int, int]] = set()
    columns = zip(articles, known.keys, known.prints.tolist(), known.counts.tolist(), strict=True)
    for n, keys, print_, count in columns:
        query = "SELECT n FROM articles WHERE print = ? AND shingles > 0 ORDER BY id LIMIT 1"
        if count and db.execute(query, (print_,)).fetchone() == (n,):
            expected |= {(key, count, n) for key in keys}
    if whole:
        return expected == set(db.execute("SELECT key, size, n FROM keys"))
    query = "SELECT 1 FROM keys WHERE key = ? AND size = ? AND n = ?"
    return all(db.execute(query, row).fetchone() for row in expected)


def _compare_places(db: sqlite3.Connection, found: Findings) -> None:
    """Whether every article has a text, an event and the group that it is said to be in."""
    checks = {
        "texts": "SELECT count(*) FROM texts WHERE n NOT IN (SELECT n FROM articles)",
        "events": """SELECT count(*) FROM articles
            WHERE event IS NULL OR event NOT IN (SELECT n FROM events WHERE merged_into IS NULL)""",
        "groups": """SELECT count(*) FROM articles
            WHERE kept IS NOT NULL AND kept NOT IN (SELECT kept FROM groups)""",
    }
    for table, query in checks.items():
        if db.execute(query).fetchone()[0] and table not in found.rows:
            found.derived.append(table)
