"""Stored rows as the records of the stages: articles, groups, events with their stories."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ..errors import UsageError
from ..records import Article, Chapter, DuplicateGroup, Event, Link, Pair, Storyline
from ..records.events import FIRST_CHAPTER, LONE_CHAPTER, newest_first
from .growth import live
from .rows import day_of, load_articles, select_in, unpack

_NUMBER = re.compile(r"#(\d+)")


def load_groups(
    db: sqlite3.Connection, articles: Mapping[int, Article]
) -> dict[int, DuplicateGroup]:
    """The duplicate groups among articles, by the number of the kept one."""
    groups = {}
    for kept, body in select_in(db, "SELECT kept, body FROM groups WHERE kept IN ?", articles):
        copies, pairs = unpack(body)
        told = tuple(Pair(articles[a].id, articles[b].id, *rest) for a, b, *rest in pairs)
        groups[kept] = DuplicateGroup(articles[kept], tuple(articles[n] for n in copies), told)
    return groups


def load_events(db: sqlite3.Connection, numbers: Collection[int]) -> list[Event]:
    """Events by number, the newest first; those without articles are left out."""
    members: dict[int, list[int]] = defaultdict(list)
    for n, event in select_in(db, "SELECT n, event FROM articles WHERE event IN ?", numbers):
        members[event].append(n)
    articles = load_articles(db, [n for own in members.values() for n in own])
    groups = load_groups(db, articles)
    bodies = dict(select_in(db, "SELECT event, body FROM links WHERE event IN ?", numbers))
    stories = _Stories(db)
    query = "SELECT n, id, earliest, latest FROM events WHERE n IN ?"
    events = [
        Event(
            name,
            _in_time({n: articles[n] for n in members[number]}),
            tuple(groups[n] for n in sorted(members[number], key=_id_in(articles)) if n in groups),
            _links(bodies.get(number), articles),
            day_of(earliest),
            day_of(latest),
            stories.of(number),
        )
        for number, name, earliest, latest in select_in(db, query, members)
    ]
    return sorted(events, key=lambda one: newest_first(one.latest, len(one.reports), one.id))


def find_event(db: sqlite3.Connection, name: str) -> int | None:
    """The number of the event of an id, or of a start that no other has; followed through merges.

    Raises:
        UsageError: if several ids begin so.
    """
    row = db.execute("SELECT n FROM events WHERE id = ?", (name,)).fetchone()
    if row:
        return live(db, row[0])
    return _by_start(db, "events", name, lambda n: live(db, n))


def find_article(db: sqlite3.Connection, name: str) -> int | None:
    """The number of the article of an id, or of a start that no other has.

    Raises:
        UsageError: if several ids begin so.
    """
    row = db.execute("SELECT n FROM articles WHERE id = ?", (name,)).fetchone()
    return int(row[0]) if row else _by_start(db, "articles", name, lambda n: n)


def _by_start(db: sqlite3.Connection, table: str, name: str, follow: Any) -> int | None:
    query = f"SELECT n, id FROM {table} WHERE substr(id, 1, ?) = ? LIMIT 50"  # noqa: S608
    rows = db.execute(query, (len(name), name)).fetchall() if name else []
    found = {follow(n): one for n, one in rows}
    if len(found) > 1:
        told = ", ".join(sorted(found.values())[:5])
        raise UsageError(f"{len(found)} ids begin with {name!r}: {told}")
    return next(iter(found), None)


def _id_in(articles: Mapping[int, Article]) -> Any:
    return lambda n: articles[n].id


def _in_time(articles: Mapping[int, Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles.values(), key=lambda one: (one.day or date.max, one.id)))


def _links(body: bytes | None, articles: Mapping[int, Article]) -> tuple[Link, ...]:
    from ..events.links import similarity_words  # numpy, which none needs who asks for articles

    links = []
    for a, b, score, cosine, gap, terms, evidence in unpack(body) if body else ():
        if a in articles and b in articles:  # a link to what was forgotten is none
            told = tuple((term, weight) for term, weight in terms)
            said = (similarity_words(cosine, told), *evidence)
            links.append(Link(articles[a].id, articles[b].id, score, said, cosine, gap, told))
    return tuple(links)


class _Stories:
    """Storylines: events that follow each other, over all of the archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._known: dict[int, Storyline | None] = {}

    def of(self, number: int) -> Storyline | None:
        """The storyline of an event, if it is one of several."""
        if number not in self._known:
            chapters, reasons = self._chapters(number)
            story = self._story(chapters, reasons) if len(chapters) > 1 else None
            self._known |= dict.fromkeys(chapters, story)
        return self._known[number]

    def _chapters(self, number: int) -> tuple[set[int], dict[int, str]]:
        """The events that are joined to one, and why each is part of the story."""
        found, rest = {number}, [number]
        reasons: dict[int, str] = {}
        query = "SELECT event, before, reason FROM follows WHERE event = ?1 OR before = ?1"
        while rest:
            for event, before, reason in self.db.execute(query, (rest.pop(),)).fetchall():
                reasons[event] = min(reason, reasons.get(event, reason))
                rest += {event, before} - found
                found |= {event, before}
        return found, reasons

    def _story(self, numbers: set[int], reasons: Mapping[int, str]) -> Storyline:
        query = "SELECT n, id, earliest, latest FROM events WHERE n IN ?"
        rows = list(select_in(self.db, query, numbers))
        names = {n: name for n, name, _, _ in rows}
        rows.sort(key=lambda row: (row[2] or row[3] or date.max.toordinal(), row[1]))
        chapters = []
        for place, (number, name, earliest, latest) in enumerate(rows):
            alone = LONE_CHAPTER if place else FIRST_CHAPTER
            reason = _NUMBER.sub(
                lambda hit: names.get(int(hit[1]), hit[0]), reasons.get(number, alone)
            )
            chapters.append(Chapter(name, day_of(earliest), day_of(latest), reason))
        return Storyline.of(tuple(chapters))
