"""The settings that an archive was made with, which what is in it depends on."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from ..duplicates import Recipe
from ..errors import ArchiveError, UsageError
from ..settings import (
    ArchiveSettings,
    DuplicateSettings,
    EventSettings,
    Settings,
    all_stages,
)
from .connection import Connection
from .rows import put

_KINDS = {"duplicates": DuplicateSettings, "events": EventSettings, "archive": ArchiveSettings}
_HOW = ("workers", "engine")  # how it is computed; the result is the same


def agree(connection: Connection, given: Settings | None) -> Settings:
    """The settings in force: what the archive was made with, the rest as given.

    Raises:
        UsageError: if settings are given that contradict the archive's.
        ArchiveError: if its signatures are of another recipe than this version's.
    """
    if given is not None and all_stages(given).duplicates.engine == "datasketch":
        raise UsageError("an archive finds copies by its own keys, not by engine='datasketch'")
    with connection.reading() as db:
        stored = load(db)
    if stored is None:
        with connection.writing() as db:
            stored = load(db)  # another process may have been faster
            if stored is None:
                stored = store(db, given or Settings())
    with connection.reading() as db:
        check_recipe(db, connection.path)
    if given is None:
        return stored
    _compare(connection.path, stored, given)
    how = {name: getattr(given.duplicates, name) for name in _HOW}
    fixed = {name: getattr(stored, name) for name in _KINDS}
    return replace(given, **(fixed | {"duplicates": replace(stored.duplicates, **how)}))


def load(db: sqlite3.Connection, *, lenient: bool = False) -> Settings | None:
    """The settings that are stored, None if none are; or, if asked, if they are damaged."""
    try:
        row = db.execute("SELECT value FROM settings WHERE name = 'settings'").fetchone()
        if row is None:
            return None
        told = json.loads(row[0])
        return Settings(**{name: _made(kind, told[name]) for name, kind in _KINDS.items()})
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
        if lenient:
            return None
        raise ArchiveError("the archive's settings are damaged; see 'newsdigest doctor'") from error


def store(db: sqlite3.Connection, settings: Settings) -> Settings:
    """Stores settings, with the recipe that signatures are made by."""
    told = {name: _fixed(getattr(settings, name)) for name in _KINDS}
    put(db, "settings", name="settings", value=json.dumps(told, sort_keys=True))
    put(db, "settings", name="recipe", value=_recipe(settings.duplicates))
    return settings


def check_recipe(db: sqlite3.Connection, path: Path) -> None:
    """Refuses an archive whose signatures can't be compared with those made now.

    Raises:
        ArchiveError: if there is such a difference.
    """
    settings = load(db)
    row = db.execute("SELECT value FROM settings WHERE name = 'recipe'").fetchone()
    if settings and (row is None or row[0] != _recipe(settings.duplicates)):
        raise ArchiveError(
            f"{path}: signatures of another version of newsdigest; "
            f"'newsdigest doctor {path} --repair' makes them anew"
        )


def _recipe(settings: DuplicateSettings) -> str:
    recipe = Recipe.of(settings)
    return json.dumps(recipe.to_dict(), sort_keys=True)


def _compare(path: Path, stored: Settings, given: Settings) -> None:
    for name, kind in _KINDS.items():
        mine, theirs = _fixed(getattr(stored, name)), _fixed(getattr(given, name))
        if theirs not in (mine, _fixed(kind())):  # the default asks for nothing
            told = [f"{field} {v!r}, not {theirs[field]!r}" for field, v in mine.items()
                    if v != theirs[field]]  # fmt: skip
            raise UsageError(f"{path} was made with {name}: {'; '.join(told)}")


def _made(kind: Any, told: dict[str, Any]) -> Any:
    """Settings of one kind; what this version doesn't know any more is left out."""
    return kind(**{one.name: told[one.name] for one in fields(kind) if one.name in told})


def _fixed(settings: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(settings).items() if name not in _HOW}
