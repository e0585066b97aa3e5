"""Which stored articles are clustered anew together with what a batch brought.

Up to some thousand articles, all of them. In a larger archive: the reports nearest in time, the
latest ones that tell no day, and, whatever their time, those that are most alike by their telling
terms, which is how an old chapter of a story is found again. Events come whole.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from ..events import telling_terms
from ..records import Article
from ..settings import ArchiveSettings, EventSettings
from .rows import select_in

_TERMS = 12  # telling terms of a report by which it is found again
_SHARED = 3  # of them that two reports must share to be alike
_READ = 48  # latest reports of a term that are looked at, so that a common one costs no more
_MOST_ALIKE = 500  # reports that a batch brings along for their terms
_UNDATED = 500  # latest reports without a day
_CLOSE = 7  # days between articles of one batch that count as one span
_Span = tuple[int, int]


def remember_terms(
    db: sqlite3.Connection, articles: Mapping[int, Article], settings: EventSettings
) -> dict[int, list[int]]:
    """Stores the telling terms of reports; returns them as numbers."""
    told = telling_terms(list(articles.values()), settings, _TERMS)
    terms = {n: [_number(term) for term in found] for n, found in zip(articles, told, strict=True)}
    db.executemany(
        "INSERT OR IGNORE INTO terms VALUES (?, ?)",
        [(term, n) for n, found in terms.items() for term in found],
    )
    return terms


def gather(
    db: sqlite3.Connection,
    touched: Collection[int],
    terms: Mapping[int, Iterable[int]],
    settings: ArchiveSettings,
) -> set[int]:
    """The numbers of the articles to cluster: what was touched and what may belong to it.

    Args:
        db: inside a transaction.
        touched: articles that are new, or in another duplicate group than before.
        terms: the telling terms of those that are new.
        settings: those of the archive.
    """
    (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
    if count <= settings.whole:
        return {n for (n,) in db.execute("SELECT n FROM articles")}
    chosen = {*touched}
    chosen |= _alike(db, terms.values(), chosen, settings.similar)
    room = settings.nearest
    chosen |= _nearest(db, _spans(db, touched), chosen, room)
    query = "SELECT n FROM articles WHERE last IS NULL AND kept IS NULL ORDER BY n DESC LIMIT ?"
    chosen |= {n for (n,) in db.execute(query, (min(_UNDATED, room),))}
    return whole_events(db, chosen)


def whole_events(db: sqlite3.Connection, numbers: Collection[int]) -> set[int]:
    """Some articles and all others of their events and of their duplicate groups."""
    events = {
        event
        for (event,) in select_in(db, "SELECT DISTINCT event FROM articles WHERE n IN ?", numbers)
        if event is not None
    }
    members = select_in(db, "SELECT n FROM articles WHERE event IN ?", events)
    return {*numbers, *(n for (n,) in members)}


def _number(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "big", signed=True)


def _alike(
    db: sqlite3.Connection, reports: Iterable[Iterable[int]], chosen: Collection[int], each: int
) -> set[int]:
    """More reports that share most terms with some report, so many for each at the most."""
    best: Counter[int] = Counter()
    for terms in reports:
        shared: Counter[int] = Counter()
        for term in terms:
            query = "SELECT n FROM terms WHERE term = ? ORDER BY n DESC LIMIT ?"
            shared.update(n for (n,) in db.execute(query, (term, _READ)))
        ranked = sorted(
            (-count, -n) for n, count in shared.items() if count >= _SHARED and n not in chosen
        )
        for count, n in ranked[:each]:
            best[-n] = max(best[-n], -count)
    # What is forgotten may still have terms.
    stored = {n for (n,) in select_in(db, "SELECT n FROM articles WHERE n IN ?", best)}
    ordered = sorted(stored, key=lambda n: (-best[n], -n))
    return set(ordered[:_MOST_ALIKE])


def _spans(db: sqlite3.Connection, numbers: Collection[int]) -> list[_Span]:
    """The days of some articles; days that are close together as one span."""
    query = "SELECT DISTINCT first, last FROM articles WHERE last IS NOT NULL AND n IN ?"
    days = sorted(
        (first, last) for first, last in select_in(db, query, numbers) if first is not None
    )
    spans: list[_Span] = []
    for first, last in days:
        if spans and first <= spans[-1][1] + _CLOSE:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _nearest(
    db: sqlite3.Connection, spans: Iterable[_Span], chosen: Collection[int], most: int
) -> set[int]:
    """More reports, those nearest in time to spans of days."""
    found: dict[int, int] = {}
    dated = "SELECT n, first FROM articles WHERE last IS NOT NULL AND kept IS NULL AND"
    # In each direction as many as are wanted, and those that are chosen already.
    room = most + len(chosen)
    for start, end in spans:
        rows = db.execute(f"{dated} first <= ? ORDER BY first DESC LIMIT ?", (end, room)).fetchall()
        rows += db.execute(f"{dated} first > ? ORDER BY first LIMIT ?", (end, room))
        for n, first in rows:
            gap = max(0, start - first, first - end)
            found[n] = min(gap, found.get(n, gap))
    near = sorted((gap, -n) for n, gap in found.items() if n not in chosen)
    return {-n for _, n in near[:most]}
