"""Digests that were made before: kept until an article of their event comes, goes or changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from .._version import __version__
from ..records import Difference, Digest, Event, Quantity, Sentence
from ..settings import DigestSettings
from .rows import DamagedRowError, pack, unpack


def recall(
    db: sqlite3.Connection, number: int, event: Event, settings: DigestSettings
) -> Digest | None:
    """The digest of an event as it was made by the same settings before, if it was."""
    if settings.splitter is not None:  # a function can't be known again
        return None
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
        tuple(map(_difference, told["differences"])),
        tuple(told["notes"]),
    )


def remember(
    db: sqlite3.Connection, digests: Mapping[int, tuple[int, Digest]], settings: DigestSettings
) -> None:
    """Keeps digests by the number of their event, if that is still as it was after a batch."""
    if settings.splitter is not None:
        return
    query = """INSERT OR REPLACE INTO digests
        SELECT n, ?2, ?3, seal(n, ?2, ?3) FROM events WHERE n = ?1 AND changed = ?4"""
    for number, (changed, digest) in digests.items():
        record = digest.to_dict(text=False)
        told = {name: record[name] for name in ("headline", "sentences", "differences")}
        told["notes"] = digest.notes
        db.execute(query, (number, _recipe(settings), pack(told), changed))


def _difference(record: Mapping[str, Any]) -> Difference:
    statements = [
        Quantity(
            one["quantity"],
            _sentence(one["sentence"]),
            date.fromisoformat(one["published"]) if one["published"] else None,
        )
        for one in record["statements"]
    ]
    return Difference(record["what"], tuple(statements), record["update"])


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
    """Everything that a digest depends on, but the event."""
    told = {
        field.name: getattr(settings, field.name)
        for field in fields(settings)
        if field.name not in ("top", "min_articles", "splitter")
    }
    return f"{__version__} {json.dumps(told, sort_keys=True)}"
