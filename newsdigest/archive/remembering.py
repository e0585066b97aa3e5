"""Digests that were made before: kept until an article of their event comes, goes or changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from .._version import __version__
from ..records import Difference, Digest, Event, Quantity, Sentence
from ..settings import DigestSettings
from .rows import DamagedRowError, pack, unpack


def recall(
    db: sqlite3.Connection, number: int, event: Event, settings: DigestSettings
) -> Digest | None:
    """The digest of an event as it was made by the same settings before, if it was."""
    query = (
        "SELECT body, seal = seal(event, recipe, body) FROM digests WHERE event = ? AND recipe = ?"
    )
    row = db.execute(query, (number, _recipe(settings))).fetchone()
    if row is None or not row[1]:
        return None
    try:
        told = unpack(row[0])
    except DamagedRowError:
        return None
    return Digest(
        event,
        told["headline"],
        tuple(map(_sentence, told["sentences"])),
        tuple(
            Difference(
                one["what"],
                tuple(Quantity(s["quantity"], _sentence(s["sentence"])) for s in one["statements"]),
            )
            for one in told["differences"]
        ),
    )


def remember(
    db: sqlite3.Connection, digests: Mapping[int, tuple[int, Digest]], settings: DigestSettings
) -> None:
    """Keeps digests by the number of their event, if that is still as it was after a batch."""
    query = """INSERT OR REPLACE INTO digests
        SELECT n, ?2, ?3, seal(n, ?2, ?3) FROM events WHERE n = ?1 AND changed = ?4"""
    for number, (changed, digest) in digests.items():
        record = digest.to_dict(text=False)
        told = {name: record[name] for name in ("headline", "sentences", "differences")}
        db.execute(query, (number, _recipe(settings), pack(told), changed))


def _sentence(record: Mapping[str, Any]) -> Sentence:
    return Sentence(
        record["text"],
        record["article_id"],
        record["start"],
        record["end"],
        tuple(record.get("also_in", ())),
        record.get("cut", False),
    )


def _recipe(settings: DigestSettings) -> str:
    return f"{__version__} {settings.method} {settings.words} {settings.candidates}"
