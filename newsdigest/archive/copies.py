"""Near-duplicates of what a batch brought, among everything that the archive has.

Who is touched by a batch, directly or because the keys (``keys.py``) now say that two older
articles are compared or are not any more, is searched together with everything that it is joined
to, and nothing else is.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

from ..duplicates import scan_candidates
from ..records import Article
from ..settings import DuplicateSettings
from .keys import NumberPair, Search, ordered
from .rows import load_articles, pack, put, reseal


def settle(
    db: sqlite3.Connection,
    added: Collection[int],
    removed: Mapping[int, Article],
    settings: DuplicateSettings,
) -> set[int]:
    """Finds the groups of articles that were added, and of what those touch.

    Args:
        db: inside a transaction.
        added: numbers of articles that have no keys yet.
        removed: texts that are no more, by number; the number may be among ``added``.
        settings: those of the archive.

    Returns:
        The numbers of all articles whose group was made anew.
    """
    search = Search(db, settings)
    search.remove(removed)
    search.add(added)
    touched = search.touched(added)
    _regroup(db, touched, search, settings)
    return touched


def _regroup(
    db: sqlite3.Connection, numbers: set[int], search: Search, settings: DuplicateSettings
) -> None:
    """Makes the groups among articles anew, which are joined to no other ones."""
    if not numbers:
        return
    articles = load_articles(db, numbers)
    order = sorted(articles)
    place = {n: index for index, n in enumerate(order)}
    shared: dict[int, list[int]] = defaultdict(list)
    for number in order:
        for key in search.keys_of(number):
            shared[key].append(number)
    pairs: set[NumberPair] = set()
    for key, members in shared.items():
        if len(members) < 2:
            continue
        bucket = search.bucket(key)
        if bucket.large:
            pairs |= {ordered(bucket.centre, n) for n in members if bucket.centre in place}
        else:
            pairs |= set(combinations(members, 2))
    ends = np.array(sorted((place[a], place[b]) for a, b in pairs if a != b), np.int64)
    first, second = ends.reshape(-1, 2).T
    scan = scan_candidates([articles[n] for n in order], (first, second), settings)
    for table, column in (("pairs", "a"), ("groups", "kept")):
        query = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608  # both are ours
        db.executemany(query, [(n,) for n in order])
    for i, j in zip(scan.pairs.i.tolist(), scan.pairs.j.tolist(), strict=True):
        a, b = ordered(order[i], order[j])
        put(db, "pairs", a=a, b=b)
    number_of = {articles[n].id: n for n in order}
    kept: dict[int, int] = {}
    for group in scan.groups:
        keeper = number_of[group.kept.id]
        copies = [number_of[copy.id] for copy in group.copies]
        kept |= dict.fromkeys(copies, keeper)
        told = [
            (number_of[p.a], number_of[p.b], p.jaccard, p.containment, p.kind) for p in group.pairs
        ]
        put(db, "groups", kept=keeper, body=pack([copies, told]))
    db.executemany("UPDATE articles SET kept = ? WHERE n = ?", [(kept.get(n), n) for n in order])
    reseal(db, "articles", "n", order)
