"""Events that keep their identity while articles come: they grow, merge and seldom split.

What a clustering finds is laid beside what is stored. Each stored event passes on to the cluster
that has most of its articles. A cluster with one such event is that event, grown or not; one with
several is the oldest of them, and the others are merged into it; one with none is a new event,
whose parent is the event that most of its articles were of before, if any was.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from ..records import Event
from .rows import ordinal, pack, put, reseal, select_in

_EVENT_ID = re.compile(r"\b[0-9a-f]{12}\b")


def settle(
    db: sqlite3.Connection,
    events: Sequence[Event],
    numbers: Mapping[str, int],
    changed: Collection[int],
    batch: int,
) -> set[int]:
    """Stores the events that a clustering found, under the ids of those that they were before.

    Args:
        db: inside a transaction.
        events: what was found, whole events only.
        numbers: the number of each article's id.
        changed: articles with a text that the archive had not before.
        batch: the number of the batch.

    Returns:
        The numbers of the events that are new or have other articles or texts than before.
    """
    members = [frozenset(numbers[article.id] for article in event) for event in events]
    before = _before(db, {n for own in members for n in own})
    heirs, parents = _inherit(members, before)
    known = set(before.values())
    linked = {n for (n,) in select_in(db, "SELECT event FROM links WHERE event IN ?", known)}
    olds: dict[int, set[int]] = defaultdict(set)
    for n, event_number in before.items():
        olds[event_number].add(n)
    stored, moved = {}, set()
    for place, event in enumerate(events):
        number, name = (heirs[place][0], "") if heirs[place] else _take_number(db, event.id)
        stored[event.id] = number
        is_changed = olds[number] != members[place] or not members[place].isdisjoint(changed)
        if is_changed:
            moved.add(number)
            _move(db, members[place], number)
            _write(db, number, name, event, batch, parents.get(place))
        if is_changed or (event.links and number not in linked):
            _put_links(db, number, event, numbers)
        for merged in heirs[place][1:]:
            _merge(db, merged, number, batch)
    _put_storylines(db, events, stored)
    return moved


def live(db: sqlite3.Connection, number: int) -> int:
    """The event that an event is part of now: itself, or what it was merged into."""
    while True:
        row = db.execute("SELECT merged_into FROM events WHERE n = ?", (number,)).fetchone()
        if row is None or row[0] is None:
            return number
        number = row[0]


def drop_empty(db: sqlite3.Connection, numbers: Collection[int], batch: int) -> None:
    """Takes what the clustering found of events off them that have no articles any more."""
    for number in numbers:
        query = "SELECT 1 FROM articles WHERE event = ? LIMIT 1"
        if db.execute(query, (number,)).fetchone() is None:
            _forget_findings(db, number)
            db.execute(
                "UPDATE events SET earliest = NULL, latest = NULL, changed = ? WHERE n = ?",
                (batch, number),
            )
            reseal(db, "events", "n", [number])


def _before(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, int]:
    query = "SELECT n, event FROM articles WHERE event IS NOT NULL AND n IN ?"
    return dict(select_in(db, query, numbers))


def _inherit(
    members: Sequence[frozenset[int]], before: Mapping[int, int]
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """The events that pass on to each cluster, the oldest first; and the parents of the others."""
    shares: dict[int, Counter[int]] = defaultdict(Counter)
    for place, own in enumerate(members):
        for n in own:
            if n in before:
                shares[before[n]][place] += 1
    heirs: dict[int, list[int]] = defaultdict(list)
    for event, count in sorted(shares.items()):
        # Of clusters with as many of its articles, the one with the oldest article.
        best = max(count, key=lambda place: (count[place], -min(members[place])))
        heirs[best].append(event)
    parents = {}
    for place, own in enumerate(members):
        old = Counter(before[n] for n in own if n in before)
        if old and place not in heirs:
            parents[place] = max(old, key=lambda event: (old[event], -event))
    # Numbers grow with age: an older event has a lesser one.
    return defaultdict(list, heirs), parents


def _take_number(db: sqlite3.Connection, name: str) -> tuple[int, str]:
    """The number and the id of a new event, or of an emptied one that is here again."""
    while row := db.execute("SELECT n FROM events WHERE id = ?", (name,)).fetchone():
        if db.execute("SELECT 1 FROM articles WHERE event = ? LIMIT 1", row).fetchone() is None:
            return int(row[0]), name
        name = blake2b(name.encode(), digest_size=6).hexdigest()
    (last,) = db.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return (last or 0) + 1, name


def _write(
    db: sqlite3.Connection, number: int, name: str, event: Event, batch: int, parent: int | None
) -> None:
    """Writes an event that exists already under its old id, else under ``name``."""
    row = db.execute("SELECT id, created, parent FROM events WHERE n = ?", (number,)).fetchone()
    name, created, parent = row or (name, batch, parent)
    put(
        db,
        "events",
        n=number,
        id=name,
        created=created,
        changed=batch,
        earliest=ordinal(event.earliest),
        latest=ordinal(event.latest),
        parent=parent,
        merged_into=None,
    )


def _move(db: sqlite3.Connection, members: Collection[int], number: int) -> None:
    db.executemany("UPDATE articles SET event = ? WHERE n = ?", [(number, n) for n in members])
    reseal(db, "articles", "n", members)


def _merge(db: sqlite3.Connection, merged: int, into: int, batch: int) -> None:
    db.execute("UPDATE events SET merged_into = ?, changed = ? WHERE n = ?", (into, batch, merged))
    reseal(db, "events", "n", [merged])
    query = "SELECT event, before, reason FROM follows WHERE event = ?1 OR before = ?1"
    for event, before, reason in db.execute(query, (merged,)).fetchall():
        event, before = (into if n == merged else n for n in (event, before))
        if event != before:
            put(db, "follows", event=event, before=before, reason=reason)
    _forget_findings(db, merged)


def _forget_findings(db: sqlite3.Connection, event: int) -> None:
    for table in ("links", "digests"):
        db.execute(f"DELETE FROM {table} WHERE event = ?", (event,))  # noqa: S608
    db.execute("DELETE FROM follows WHERE event = ? OR before = ?", (event, event))


def _put_links(
    db: sqlite3.Connection, number: int, event: Event, numbers: Mapping[str, int]
) -> None:
    db.execute("DELETE FROM digests WHERE event = ?", (number,))
    db.execute("DELETE FROM links WHERE event = ?", (number,))
    if event.links:
        told = [
            # Of the evidence, what is said of the words is made of the terms again.
            (numbers[link.a], numbers[link.b], link.score, link.cosine, link.day_gap, link.terms,
             link.evidence[1:])
            for link in event.links
        ]  # fmt: skip
        put(db, "links", event=number, body=pack(told))


def _put_storylines(
    db: sqlite3.Connection, events: Sequence[Event], stored: Mapping[str, int]
) -> None:
    """Stores which event follows which, of those that were clustered together."""
    here = set(stored.values())
    told: dict[tuple[int, int], str] = {}
    for event in events:
        chapters = event.storyline.chapters if event.storyline else ()
        ids = [chapter.event_id for chapter in chapters]
        if event.id in ids[1:]:
            place = ids.index(event.id)
            told[(stored[event.id], stored[ids[place - 1]])] = chapters[place].reason
    for number in here:
        rows = db.execute("SELECT before FROM follows WHERE event = ?", (number,)).fetchall()
        gone = [(number, old) for (old,) in rows if old in here and (number, old) not in told]
        db.executemany("DELETE FROM follows WHERE event = ? AND before = ?", gone)
    names = {event.id: stored[event.id] for event in events}
    for (number, old), reason in sorted(told.items()):
        row = db.execute(
            "SELECT reason FROM follows WHERE event = ? AND before = ?", (number, old)
        ).fetchone()
        text = _with_numbers(reason, names)
        if row is None or row[0] != text:
            put(db, "follows", event=number, before=old, reason=text)


def _with_numbers(reason: str, names: Mapping[str, int]) -> str:
    """A reason with the events in it by number: a clustering's ids may not be the archive's."""
    return _EVENT_ID.sub(lambda hit: f"#{names[hit[0]]}" if hit[0] in names else hit[0], reason)
