"""The doctor's public face: an archive is looked at from outside, as it may not open at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..errors import ArchiveError
from ..records import Checkup, Problem
from ..settings import Settings
from . import agreed, salvage, upkeep
from .connection import Connection
from .settling import Frame


def doctor(path: str | Path, *, full: bool = False, repair: bool = False) -> Checkup:
    """Looks whether everything in an archive is as it was written, and mends what can be mended.

    Args:
        path: the archive, which need not be one that can be opened.
        full: read every article, not a sample of many.
        repair: where something is damaged, put what is good into a new file in its place, and
            make anew what can be made; the damaged file is kept beside it. Nobody else may use
            the archive meanwhile.

    Raises:
        ArchiveError: if there is no such file, it is none of ours, or mending it fails.
    """
    path = Path(path)
    found, count = _examine(path, full)
    if found.problems and repair:
        told, lost, damaged = salvage.rescue(path, _frame_of)
        again, count = _examine(path, full)
        repaired = (*told, f"the damaged file is {damaged}")
        gone = tuple(Problem(one, None, "could not be had back") for one in lost)
        return Checkup(count, again.checked, found.problems, repaired, gone)
    return Checkup(count, found.checked, found.problems)


def _examine(path: Path, full: bool) -> tuple[upkeep.Findings, int]:
    if not path.is_file():
        raise ArchiveError(f"no archive at {path}")
    try:
        connection = Connection(path, create=False, timeout=5)
    except ArchiveError as error:
        if not isinstance(error.__cause__, sqlite3.DatabaseError):
            raise  # another's file, or of a newer version: nothing is damaged
        return upkeep.Findings(pages=[str(error.__cause__)]), 0
    try:
        with connection.reading() as db:
            stored = agreed.load(db, lenient=True)
            found = upkeep.examine(db, (stored or Settings()).duplicates, full=full)
            if found.pages:
                return found, 0
            if stored is not None and not found.rows.get("settings"):
                _look_at_recipe(db, path, found)
            return found, db.execute("SELECT count(*) FROM articles").fetchone()[0]
    finally:
        connection.close()


def _look_at_recipe(db: sqlite3.Connection, path: Path, found: upkeep.Findings) -> None:
    try:
        agreed.check_recipe(db, path)
    except ArchiveError:
        found.derived = sorted({*found.derived, "keys"})


def _frame_of(db: sqlite3.Connection) -> Frame:
    """The frame of mending: the last batch, and settings of a recipe that is today's."""
    (last,) = db.execute("SELECT coalesce(max(n), 0) FROM batches").fetchone()
    return Frame(last, agreed.store(db, agreed.load(db, lenient=True) or Settings()))
