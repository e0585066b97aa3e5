"""Digests that were made before: kept until an article of their event comes, goes or changes.

A digest is kept with all of its fields but the event, and under a recipe that names the fields: one
that was kept by a version with others is made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from .._version import __version__
from ..records import Difference, Digest, Event, Quantity, Sentence, Span
from ..settings import DigestSettings
from .rows import DamagedRowError, pack, unpack

_KINDS = (Digest, Sentence, Span, Difference, Quantity)  # what a digest is made of
_SHAPE = blake2b(
    repr([(kind.__name__, [one.name for one in fields(kind)]) for kind in _KINDS]).encode(),
    digest_size=6,
).hexdigest()


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
    return _digest(event, told)


def remember(
    db: sqlite3.Connection, digests: Mapping[int, tuple[int, Digest]], settings: DigestSettings
) -> None:
    """Keeps digests by the number of their event, if that is still as it was after a batch."""
    if settings.splitter is not None:
        return
    query = """INSERT OR REPLACE INTO digests
        SELECT n, ?2, ?3, seal(n, ?2, ?3) FROM events WHERE n = ?1 AND changed = ?4"""
    for number, (changed, digest) in digests.items():
        told = {
            one.name: _plain(getattr(digest, one.name))
            for one in fields(digest)
            if one.name != "event"
        }
        db.execute(query, (number, _recipe(settings), pack(told), changed))


def _plain(value: Any) -> Any:
    """A field as JSON has it."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return list(map(_plain, value))
    return value.isoformat() if isinstance(value, date) else value


def _digest(event: Event, told: Mapping[str, Any]) -> Digest:
    made = {
        "sentences": tuple(map(_sentence, told["sentences"])),
        "differences": tuple(map(_difference, told["differences"])),
        "notes": tuple(told["notes"]),
        "passages": tuple(map(_spans, told["passages"])),
    }
    return Digest(**{"event": event, **told, **made})


def _difference(told: Mapping[str, Any]) -> Difference:
    return Difference(**{**told, "statements": tuple(map(_quantity, told["statements"]))})


def _quantity(told: Mapping[str, Any]) -> Quantity:
    day = date.fromisoformat(told["day"]) if told["day"] else None
    return Quantity(**{**told, "sentence": _sentence(told["sentence"]), "day": day})


def _sentence(told: Mapping[str, Any]) -> Sentence:
    made = {"also_in": tuple(told["also_in"]), "echoes": _spans(told["echoes"])}
    return Sentence(**{**told, **made})


def _spans(told: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(**one) for one in told)


def _recipe(settings: DigestSettings) -> str:
    """Everything that a digest depends on, but the event; and what it is made of."""
    told = {
        field.name: getattr(settings, field.name)
        for field in fields(settings)
        if field.name not in ("top", "min_articles", "splitter")
    }
    return f"{__version__} {_SHAPE} {json.dumps(told, sort_keys=True)}"
