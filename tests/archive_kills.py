"""Processes that add a batch to an archive and are killed on the way, for the tests of faults.

Imported by the server that forks them, so that each starts with everything loaded.
"""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy  # noqa: F401  # loaded before the fork, as below
import scipy.sparse.csgraph  # noqa: F401

from newsdigest.archive.connection import Connection
from newsdigest.errors import ArchiveError

from . import archive_stories


def _watch(told: Callable[[str], None]) -> None:
    """Has a function called with every statement of the connections to come, before it runs."""
    opened = Connection._connect

    def connect(self: Connection, mode: str) -> sqlite3.Connection:
        db = opened(self, mode)
        db.set_trace_callback(told)
        return db

    Connection._connect = connect  # type: ignore[method-assign]


def count_statements(path: Path, batch: int, counted: Path) -> None:
    """Adds a batch and writes down how many statements that took."""
    number = 0

    def count(_statement: str) -> None:
        nonlocal number
        number += 1

    _watch(count)
    archive_stories.add(path, batch)
    counted.write_text(str(number))


def die_at_statement(path: Path, batch: int, last: int) -> None:
    """Adds a batch and is killed when a statement's turn comes, by its number."""
    left = last

    def count(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _watch(count)
    archive_stories.add(path, batch)


def die_before(path: Path, batch: int, beginning: str) -> None:
    """Adds a batch and is killed before the first statement that begins so."""

    def look(statement: str) -> None:
        if statement.startswith(beginning):
            os.kill(os.getpid(), signal.SIGKILL)

    _watch(look)
    archive_stories.add(path, batch)


def die_at_byte(path: Path, batch: int, last: int) -> None:
    """Adds a batch and is killed by the system in the write that takes a file beyond a size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (last, last))
    archive_stories.add(path, batch)


def fail_at_byte(path: Path, batch: int, last: int, told: Path) -> None:
    """Adds a batch where no file can grow beyond a size, and writes down what the error says."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (last, hard))
    try:
        archive_stories.add(path, batch)
        said = "done"
    except ArchiveError as error:
        said = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    told.write_text(said)
