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
from .rows import events_of, select_in

_TERMS = 12  # telling terms of a report by which it is found again
_SHARED = 3  # of them that two reports must share to be alike
_READ = 48  # latest reports of a term that are looked at, so that a common one costs no more
_ALIKE_SHARE = 4  # part of the room for the nearest that those alike, or without a day, may take
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
    chosen = whole_events(db, touched)
    most = settings.nearest
    alike = _alike(db, terms.values(), chosen, settings.similar)
    chosen |= _events_within(db, alike, chosen, most // _ALIKE_SHARE)
    near = _nearest(db, _spans(db, touched), most + len(chosen))
    chosen |= _events_within(db, near, chosen, most)
    query = "SELECT n FROM articles WHERE last IS NULL AND kept IS NULL ORDER BY n DESC LIMIT ?"
    undated = [n for (n,) in db.execute(query, (most // _ALIKE_SHARE,))]
    return chosen | _events_within(db, undated, chosen, most // _ALIKE_SHARE)


def _events_within(
    db: sqlite3.Connection, ordered: Iterable[int], chosen: Collection[int], most: int
) -> set[int]:
    """The whole events of reports, in their order, as long as they have so many articles in all.

    So what a batch costs is bounded, even where an event runs for months.
    """
    found: set[int] = set()
    for number in ordered:
        if number in chosen or number in found:
            continue
        query = "SELECT n FROM articles WHERE event = (SELECT event FROM articles WHERE n = ?)"
        members = {n for (n,) in db.execute(query, (number,))} or {number}
        if len(found) + len(members) <= most:
            found |= members
    return found


def whole_events(db: sqlite3.Connection, numbers: Collection[int]) -> set[int]:
    """Some articles and all others of their events and of their duplicate groups."""
    members = select_in(db, "SELECT n FROM articles WHERE event IN ?", events_of(db, numbers))
    return {*numbers, *(n for (n,) in members)}


def _number(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "big", signed=True)


def _alike(
    db: sqlite3.Connection, reports: Iterable[Iterable[int]], chosen: Collection[int], each: int
) -> list[int]:
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
    return sorted(stored, key=lambda n: (-best[n], -n))


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


def _nearest(db: sqlite3.Connection, spans: Iterable[_Span], most: int) -> list[int]:
    """The reports nearest in time to spans of days, the nearest first."""
    found: dict[int, int] = {}
    dated = "SELECT n, first FROM articles WHERE last IS NOT NULL AND kept IS NULL AND"
    for start, end in spans:
        rows = db.execute(f"{dated} first <= ? ORDER BY first DESC LIMIT ?", (end, most)).fetchall()
        rows += db.execute(f"{dated} first > ? ORDER BY first LIMIT ?", (end, most))
        for n, first in rows:
            gap = max(0, start - first, first - end)
            found[n] = min(gap, found.get(n, gap))
    return sorted(found, key=lambda n: (found[n], -n))
