"""What of a batch is new: articles that the archive has not, and new texts of those that it has.

An article is known by its id, else by its address. What it said before stays as a version, and a
text that an article has had already, as a feed repeats it, changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from ..cleaning.sitelines import site_of
from ..events import interval
from ..records import Article, Problem, problem_of
from . import searching
from .rows import load_articles, number_of, ordinal, pack_article, put
from .since import in_utc

_NO_DATE = datetime.min.replace(tzinfo=UTC)  # before all that there are


@dataclass(slots=True)
class Taken:
    """What a batch brought: new and corrected articles by number.

    ``loosened`` are the texts that corrected articles had before.
    """

    batch: int
    new: dict[int, Article] = field(default_factory=dict)
    corrected: dict[int, Article] = field(default_factory=dict)
    loosened: dict[int, Article] = field(default_factory=dict)
    unchanged: int = 0
    forgotten: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def stirred(self) -> dict[int, Article]:
        """Everything that has a text which it had not before."""
        return self.new | self.corrected


def take_in(db: sqlite3.Connection, articles: Iterable[Article], batch: int) -> Taken:
    """Stores what is new of some articles, not yet knowing what they are copies or reports of."""
    taken = Taken(batch)
    bound = forgotten_before(db)
    for article in sorted(articles, key=_order):
        if bound and article.day and article.day < bound:
            reason = f"of {article.day}; the archive forgot what is before {bound}"
            taken.problems.append(problem_of(article, reason, "note"))
            taken.forgotten += 1
            continue
        number = _known(db, article)
        if number is None:
            taken.new[_store(db, article, batch)] = article
        elif _has_said(db, number, number_of(article.fingerprint())):
            taken.unchanged += 1
        else:
            _correct(db, number, article, taken)
    return taken


def _order(article: Article) -> tuple[datetime, str, str]:
    """Earlier texts first, whatever the order in which they came; those without a date before."""
    published = in_utc(article.published) if article.published else _NO_DATE
    return (published, article.id, article.fingerprint())


def _known(db: sqlite3.Connection, article: Article) -> int | None:
    row = db.execute("SELECT n FROM articles WHERE id = ?", (article.id,)).fetchone()
    if row is None and article.url:
        query = "SELECT n FROM articles WHERE url = ? AND url != '' ORDER BY n LIMIT 1"
        row = db.execute(query, (article.url,)).fetchone()
    return int(row[0]) if row else None


def _has_said(db: sqlite3.Connection, number: int, fingerprint: int) -> bool:
    query = """SELECT 1 FROM articles WHERE n = :n AND fingerprint = :f
        UNION ALL SELECT 1 FROM versions WHERE n = :n AND fingerprint = :f"""
    return db.execute(query, {"n": number, "f": fingerprint}).fetchone() is not None


def _store(db: sqlite3.Connection, article: Article, batch: int) -> int:
    (last,) = db.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'articles'").fetchone()
    number = (last or 0) + 1
    write_row(db, number, article, 1, batch, batch)
    put(db, "texts", n=number, body=pack_article(article))
    searching.add(db, number, article)
    return number


def _correct(db: sqlite3.Connection, number: int, article: Article, taken: Taken) -> None:
    """Makes a text the current version of an article, and keeps the one before."""
    row = db.execute(
        "SELECT id, version, fingerprint, batch, first_batch, body FROM articles JOIN texts USING "
        "(n) WHERE n = ?",
        (number,),
    ).fetchone()
    name, version, fingerprint, batch, first_batch, body = row
    before = load_articles(db, [number])[number]
    put(db, "versions", n=number, version=version, fingerprint=fingerprint, batch=batch, body=body)
    searching.remove(db, number, before)
    article = replace(article, id=name)
    write_row(db, number, article, version + 1, first_batch, taken.batch)
    put(db, "texts", n=number, body=pack_article(article))
    searching.add(db, number, article)
    reason = f"{name!r} was known with another text; it is version {version + 1} now"
    taken.problems.append(Problem(article.path or name, None, reason, "note"))
    if number not in taken.new:
        taken.loosened.setdefault(number, before)
        taken.corrected[number] = article
    else:
        taken.new[number] = article


def write_row(
    db: sqlite3.Connection, number: int, article: Article, version: int, first: int, batch: int
) -> None:
    """Writes the row of an article: what it is known by, and the event that it was of so far."""
    event = db.execute("SELECT event FROM articles WHERE n = ?", (number,)).fetchone()
    when = interval(article)
    put(
        db,
        "articles",
        n=number,
        id=article.id,
        url=article.url,
        site=site_of(article),
        version=version,
        fingerprint=number_of(article.fingerprint()),
        first_batch=first,
        batch=batch,
        day=ordinal(article.day),
        first=ordinal(when.earliest),
        last=ordinal(when.latest),
        event=event[0] if event else None,
        kept=None,
        shingles=0,
        print=0,
        sketch=b"",
    )


def forgotten_before(db: sqlite3.Connection) -> date | None:
    """The day before which nothing is taken in any more, if anything was to be forgotten."""
    row = db.execute("SELECT value FROM settings WHERE name = 'forgotten_before'").fetchone()
    return date.fromisoformat(row[0]) if row else None
