"""The file: one writer at a time, readers at any time, and errors that say what to do."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import ArchiveError
from .rows import DamagedRowError
from .schema import APPLICATION_ID, VERSION, migrate
from .seals import seal

_HEADER = b"SQLite format 3\0"
_PAGE = 8192  # bytes: room for some compressed articles
_CACHE = 32_000  # KiB of pages that a connection keeps
_PAUSE = 0.05  # seconds between two tries for the lock: short enough for Ctrl-C

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def is_archive(path: str | Path) -> bool:
    """Whether a file is an archive of newsdigest, by its first hundred bytes."""
    return _marks(path) == (True, True)


def was_archive(path: str | Path) -> bool:
    """Whether a file that may be damaged has at least one mark of an archive."""
    return any(_marks(path))


def _marks(path: str | Path) -> tuple[bool, bool]:
    """Whether a file begins as SQLite's do, and says that it is ours."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(100)
    except OSError:
        return False, False
    return head.startswith(_HEADER), head[68:72] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def _closed_on_failure(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


class Connection:
    """One connection to an archive; ``db`` is SQLite's, without transactions of its own accord."""

    def __init__(self, path: Path, *, create: bool, timeout: float) -> None:
        self.path = path
        self.timeout = timeout
        self.read_only = False
        self._thread = threading.get_ident()
        if not create and not path.is_file():
            raise ArchiveError(f"no archive at {path}")
        with self.errors():
            self.db = self._open(create)

    def close(self) -> None:
        """Closes the file; the last to do so folds the write-ahead log into it."""
        with self.errors():
            self.db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the archive, whatever others write meanwhile; may be nested."""
        with self.errors():
            if self.db.in_transaction:
                yield self.db
                return
            self.db.execute("BEGIN")
            try:
                yield self.db
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept as a whole or not at all; waits for another writer's."""
        with self.errors():
            self._begin()
            try:
                yield self.db
            except BaseException:
                # After a full disk SQLite has rolled back already.
                if self.db.in_transaction:
                    with suppress(sqlite3.Error):
                        self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
            self._checkpoint()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns SQLite's errors into ones that say what happened, where, and what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise ArchiveError(self._told(error)) from error
        except DamagedRowError as error:
            told = f"{self.path}: a damaged row ({error}); 'newsdigest doctor' tells more"
            raise ArchiveError(told) from error

    def _told(self, error: sqlite3.Error) -> str:
        if threading.get_ident() != self._thread:
            return f"{self.path}: opened by another thread; open the archive once in each"
        if "closed database" in str(error):
            return f"{self.path}: closed already; open the archive anew"
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            return f"{self.path}: another process is writing; waited {self.timeout:g} seconds"
        if code == sqlite3.SQLITE_FULL:
            return f"{self.path}: no space left; the archive is as it was before"
        if code in _REFUSED:
            return f"{self.path}: can't be opened or written: {self._why(error)}"
        if code in _DAMAGED:
            what = "not an archive, or damaged" if code == sqlite3.SQLITE_NOTADB else "damaged"
            return f"{self.path}: {what} ({error}); 'newsdigest doctor' tells more"
        if code == sqlite3.SQLITE_IOERR:
            return f"{self.path}: could not be read or written ({error}); is the disk full?"
        return f"{self.path}: {error}; 'newsdigest doctor' tells more"

    def _why(self, error: sqlite3.Error) -> str:
        """SQLite says only that it is unable to."""
        if self.path.is_dir():
            return "it is a folder"
        if not self.path.parent.is_dir():
            return f"there is no folder {self.path.parent}"
        return str(error)

    def _open(self, create: bool) -> sqlite3.Connection:
        try:
            db = self._connect("rwc" if create else "rw")
            with _closed_on_failure(db):
                if self._version(db) < VERSION:
                    self._set_up(db)
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) not in _REFUSED or not self.path.is_file():
                raise
            return self._open_read_only()
        self.read_only = not os.access(self.path, os.W_OK)
        return db

    def _open_read_only(self) -> sqlite3.Connection:
        """A file that this process may only read; without a log beside it, it can't change."""
        self.read_only = True
        log = self.path.with_name(self.path.name + "-wal")
        immutable = not (log.exists() and log.stat().st_size)
        db = self._connect("ro&immutable=1" if immutable else "ro")
        with _closed_on_failure(db):
            if self._version(db) < VERSION:
                raise ArchiveError(
                    f"{self.path}: of an older version of newsdigest, and not writable; make it "
                    "writable and open it once"
                )
        return db

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)
        with _closed_on_failure(db):
            db.create_function("seal", -1, seal, deterministic=True)
            db.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is made here
            db.execute(f"PRAGMA cache_size = -{_CACHE}")
            db.execute("PRAGMA synchronous = FULL")  # what is committed stays, even without power
            db.execute("PRAGMA temp_store = MEMORY")
        return db

    def _version(self, db: sqlite3.Connection) -> int:
        """The version of the schema, 0 for an empty file.

        Raises:
            ArchiveError: if the file is something else, or of a version to come.
        """
        (identity,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if identity == APPLICATION_ID and version > VERSION:
            raise ArchiveError(
                f"{self.path}: made by a newer version of newsdigest (schema {version}, this one "
                f"knows {VERSION}); upgrade newsdigest"
            )
        empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if identity != APPLICATION_ID and not (empty and not identity and not version):
            raise ArchiveError(f"{self.path}: a database, but not an archive of newsdigest")
        return int(version)

    def _set_up(self, db: sqlite3.Connection) -> None:
        """Makes or migrates the tables, unless another process has been faster."""
        db.execute("PRAGMA journal_mode = WAL")
        self._begin(db)
        try:
            version = self._version(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(db, version)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
            raise

    def _begin(self, db: sqlite3.Connection | None = None) -> None:
        db = db or self.db
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if (error.sqlite_errorcode & 0xFF) not in _BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def _checkpoint(self) -> None:
        """Folds the log into the file, so that a batch does not depend on a second file.

        A reader that is still at an older state keeps the log alive; the next batch tries again.
        """
        with suppress(sqlite3.Error):
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.execute("PRAGMA busy_timeout = 5000")
