"""The digests of stored events: those that were made before, and the others made now."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field

from ..digests import summarize
from ..errors import ArchiveError
from ..records import Digest
from ..settings import DigestSettings
from . import remembering
from .connection import Connection
from .loading import load_events


@dataclass(slots=True)
class Told:
    """Digests in the order of their events, the newest first.

    ``made`` are those that nobody had asked for before, by the number of the event, each with the
    batch that changed it last.
    """

    digests: list[Digest] = field(default_factory=list)
    made: dict[int, tuple[int, Digest]] = field(default_factory=dict)


def tell(db: sqlite3.Connection, numbers: Collection[int], settings: DigestSettings) -> Told:
    """The digests of events, as many as the settings ask for."""
    rows = db.execute("SELECT id, n, changed FROM events").fetchall()
    known = {name: (n, changed) for name, n, changed in rows}
    events = [one for one in load_events(db, numbers) if len(one) >= settings.min_articles]
    told = Told()
    for event in events[: settings.top]:
        number, changed = known[event.id]
        digest = remembering.recall(db, number, event, settings)
        if digest is None:
            digest = summarize(event, settings)
            told.made[number] = (changed, digest)
        told.digests.append(digest)
    return told


def keep(connection: Connection, told: Told, settings: DigestSettings) -> None:
    """Keeps the digests that were made for the next time, where the file can be written now."""
    if not told.made or connection.read_only:
        return
    timeout, connection.timeout = connection.timeout, 0.0
    try:
        with connection.writing() as db:
            remembering.remember(db, told.made, settings)
    except ArchiveError:
        pass  # another process is writing, or there is no room: they are made again next time
    finally:
        connection.timeout = timeout
