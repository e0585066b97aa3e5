"""The table of keys, by which the archive knows who may be a copy of whom.

A search of all articles at once sorts all keys; here the keys lie in a table, and the same rules
say who is compared with whom (``duplicates.banding`` and ``duplicates.sampling``): up to eight
articles of a key are compared each with each, of more each with one, which for a band is the
article of the least id, for a sampled shingle the longest. So a batch can also end that two older
articles are compared; then their groups are made anew as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from ..duplicates import LookupKeys, likely_pairs, lookup_keys
from ..duplicates.banding import SMALL_BUCKET
from ..records import Article
from ..settings import DuplicateSettings
from .rows import load_articles, select_in

NumberPair = tuple[int, int]


class Bucket(NamedTuple):
    """The articles of a key: all of them if they are few, else some; and the one in the centre."""

    members: list[int]
    large: bool
    centre: int


class Search:
    """The keys of the archive while a batch goes in."""

    def __init__(self, db: sqlite3.Connection, settings: DuplicateSettings) -> None:
        self.db = db
        self.settings = settings
        self.keys: dict[int, list[int]] = {}
        self.added: set[int] = set()
        self.first_added = 0
        self.stirred: set[int] = set()
        self._ids: dict[int, str] = {}

    def remove(self, articles: Mapping[int, Article]) -> None:
        """Takes texts out of the table, and notes who may be compared anew without them."""
        for number in articles:
            self.stirred |= self._joined_to(number) - articles.keys()
            self.db.execute("DELETE FROM pairs WHERE a = ? OR b = ?", (number, number))
            self.db.execute("DELETE FROM groups WHERE kept = ?", (number,))
        if not articles:
            return
        known = lookup_keys([article.text for article in articles.values()], self.settings)
        prints = known.prints.tolist()
        held: list[int] = []
        for place, (number, keys) in enumerate(zip(articles, known.keys, strict=True)):
            rows = [(key, number) for key in keys]
            done = self.db.executemany("DELETE FROM keys WHERE key = ? AND n = ?", rows)
            if keys and done.rowcount > 0:
                held.append(place)
        for place in held:
            heir = self._holder(prints[place], set(articles))
            if heir is not None:
                self._insert(heir, known.keys[place], int(known.counts[place]))
        for place in held:
            for key in known.keys[place]:
                self.stirred |= set(self._neighbours_after_loss(key))

    def add(self, numbers: Collection[int]) -> None:
        """Puts articles into the table; of several with just the same text the one of least id."""
        articles = load_articles(self.db, numbers)
        order = sorted(articles, key=lambda n: articles[n].id)
        known = lookup_keys([articles[n].text for n in order], self.settings)
        self._sign(order, known)
        self.first_added = min(numbers, default=0)
        rows = zip(order, known.keys, known.prints.tolist(), known.counts.tolist(), strict=True)
        for number, keys, print_, count in rows:
            self.added.add(number)
            if not count:
                continue
            holder = self._holder(print_, {number}, keys)
            if holder is not None and self._id(holder) < self._id(number):
                continue
            if holder is not None:
                for key in keys:
                    self.db.execute("DELETE FROM keys WHERE key = ? AND n = ?", (key, holder))
                self.stirred.add(holder)
            self._insert(number, keys, count)
            self.keys[number] = keys

    def touched(self, added: Collection[int]) -> set[int]:
        """Who is compared anew: the new, their candidates, and all that these are joined to."""
        pairs: set[NumberPair] = set()
        touched = {*added, *self.stirred}
        holders = {n: self.keys_of(n) for n in touched}
        for number, keys in holders.items():
            for key in keys:
                bucket = self.bucket(key)
                pairs |= {ordered(number, other) for other in self._compared(number, key, bucket)}
                if number in self.added and bucket.large:
                    touched |= self._parted(key, bucket)
        touched |= self._likely(pairs)
        return self._closed(touched)

    def bucket(self, key: int) -> Bucket:
        """The articles that share a key."""
        query = "SELECT n, size FROM keys WHERE key = ? ORDER BY size DESC, n"
        rows = self.db.execute(f"{query} LIMIT {SMALL_BUCKET + 1}", (key,)).fetchall()
        members = [n for n, _ in rows]
        if len(rows) <= SMALL_BUCKET:
            return Bucket(members, False, 0)
        if key & 1:  # a sampled shingle: the longest, of several that are as long the least id
            longest = self.db.execute(
                "SELECT n FROM keys WHERE key = ? AND size = ?", (key, rows[0][1])
            )
            centre = min((n for (n,) in longest), key=self._id)
        else:
            members = [n for n, _ in self.db.execute(query, (key,))]
            centre = min(members, key=self._id)
        return Bucket(members, True, centre)

    def members(self, key: int) -> list[int]:
        """All articles that share a key."""
        return [n for (n,) in self.db.execute("SELECT n FROM keys WHERE key = ?", (key,))]

    def keys_of(self, number: int) -> list[int]:
        """The keys under which an article stands in the table."""
        if number not in self.keys:
            article = load_articles(self.db, [number])[number]
            keys = lookup_keys([article.text], self.settings).keys[0]
            query = "SELECT 1 FROM keys WHERE key = ? AND n = ?"
            stands = keys and self.db.execute(query, (keys[0], number)).fetchone()
            self.keys[number] = keys if stands else []
        return self.keys[number]

    def _sign(self, numbers: list[int], known: LookupKeys) -> None:
        """Writes into the rows of articles what tells copies without their texts."""
        sketches = (row.tobytes() for row in known.sketches)
        columns = zip(known.counts.tolist(), known.prints.tolist(), sketches, numbers, strict=True)
        query = "UPDATE articles SET shingles = ?, print = ?, sketch = ? WHERE n = ?"
        self.db.executemany(query, columns)

    def _insert(self, number: int, keys: Iterable[int], size: int) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO keys VALUES (?, ?, ?)", [(key, size, number) for key in keys]
        )

    def _id(self, number: int) -> str:
        if number not in self._ids:
            query = "SELECT id FROM articles WHERE n = ?"
            self._ids[number] = self.db.execute(query, (number,)).fetchone()[0]
        return self._ids[number]

    def _holder(self, print_: int, but: set[int], keys: Collection[int] = ()) -> int | None:
        """Who stands in the table for all with the text of a print; the least id of those left."""
        same = self._same(print_) - but
        if not same:
            return None
        if keys:
            query = "SELECT n FROM keys WHERE key = ?"
            standing = {n for (n,) in self.db.execute(query, (next(iter(keys)),))}
            return next(iter(same & standing), None)
        return min(same, key=self._id)

    def _same(self, print_: int) -> set[int]:
        query = "SELECT n FROM articles WHERE print = ? AND shingles > 0"
        return {n for (n,) in self.db.execute(query, (print_,))}

    def _joined_to(self, number: int) -> set[int]:
        query = "SELECT b FROM pairs WHERE a = ?1 UNION SELECT a FROM pairs WHERE b = ?1"
        return {n for (n,) in self.db.execute(query, (number,))}

    def _neighbours_after_loss(self, key: int) -> Iterable[int]:
        """Who is compared anew when a key has lost an article."""
        bucket = self.bucket(key)
        if not bucket.large:
            return bucket.members if len(bucket.members) == SMALL_BUCKET else ()
        return (bucket.centre,)

    def _compared(self, number: int, key: int, bucket: Bucket) -> Iterable[int]:
        """With whom an article of a bucket is compared."""
        if not bucket.large:
            return (other for other in bucket.members if other != number)
        if number == bucket.centre:
            return (other for other in self.members(key) if other != number)
        return (bucket.centre,)

    def _parted(self, key: int, bucket: Bucket) -> set[int]:
        """Who was compared in a large bucket before the new articles came, and may not be now."""
        query = "SELECT n, size FROM keys WHERE key = ? AND n < ? ORDER BY size DESC, n"
        of_old = (key, self.first_added)
        old = self.db.execute(f"{query} LIMIT {SMALL_BUCKET + 1}", of_old).fetchall()
        if len(old) > SMALL_BUCKET:  # it was large already: all were compared with its centre
            if bucket.centre not in self.added:
                return set()
            old = self.db.execute(query, of_old).fetchall()
            if key & 1:
                old = [(n, size) for n, size in old if size == old[0][1]]
        return {n for n, _ in old if self._joined_to(n)}

    def _likely(self, pairs: set[NumberPair]) -> set[int]:
        """The articles of those pairs that can be near-duplicates."""
        if not pairs:
            return set()
        numbers = sorted({n for pair in pairs for n in pair})
        query = "SELECT n, shingles, sketch FROM articles WHERE n IN ?"
        rows = list(select_in(self.db, query, numbers))
        place = {n: index for index, (n, _, _) in enumerate(rows)}
        counts = np.array([count for _, count, _ in rows], np.int64)
        sketches = np.frombuffer(b"".join(row for _, _, row in rows), np.uint8)
        ordered = sorted(pairs)
        ends = np.array([(place[a], place[b]) for a, b in ordered], np.int64).T
        likely = likely_pairs(
            sketches.reshape(len(rows), -1), counts, ends[0], ends[1], self.settings
        )
        return {n for pair, good in zip(ordered, likely, strict=True) if good for n in pair}

    def _closed(self, numbers: set[int]) -> set[int]:
        """Some articles, all with just their texts, and all that they are joined to."""
        found, rest = set(numbers), sorted(numbers)
        while rest:
            near: set[int] = set()
            query = "SELECT DISTINCT print FROM articles WHERE shingles > 0 AND n IN ?"
            for (print_,) in list(select_in(self.db, query, rest)):
                near |= self._same(print_)
            near |= {n for (n,) in select_in(self.db, "SELECT b FROM pairs WHERE a IN ?", rest)}
            near |= {n for (n,) in select_in(self.db, "SELECT a FROM pairs WHERE b IN ?", rest)}
            rest = sorted(near - found)
            found |= near
        return found


def ordered(a: int, b: int) -> NumberPair:
    """A pair of numbers, the lower one first."""
    return (a, b) if a < b else (b, a)
