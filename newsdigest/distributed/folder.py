"""The work folder: each stage's parts, written whole or not at all, named by what they come from.

A stage lies in a folder whose name ends in a hash of its settings and of all that went into it, so
that a run with other settings or inputs never takes it for its own. A part is a folder of files. It
is written beside its place, flushed to the disk, and renamed: what has its name is whole, whoever
was killed and when.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import EngineError, OutputError, system_reason

_HEADER = 128  # bytes of a file of an array before its values
_HALF = ".half-"  # how the name of a part begins that is being written


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a run: the folder that holds its parts."""

    folder: Path

    @property
    def name(self) -> str:
        """What the stage is called."""
        return self.folder.name.rpartition("-")[0]

    def part(self, number: int) -> Path:
        """Where a part lies, or will."""
        return self.folder / f"part-{number:05d}"

    def has(self, number: int) -> bool:
        """Whether a part is there, and so whole."""
        return self.part(number).is_dir()

    def parts(self) -> list[int]:
        """The numbers of the parts that are there."""
        return sorted(int(path.name[5:]) for path in self.folder.glob("part-*"))

    def missing(self, count: int) -> list[int]:
        """Which of the parts 0 to ``count - 1`` are still to be made."""
        there = set(self.parts())
        return [number for number in range(count) if number not in there]

    @contextmanager
    def writing(self, number: int) -> Iterator[Path]:
        """A folder to write a part to, which takes its place when all is written.

        If another process made the part meanwhile, theirs stays; both are the same.

        Raises:
            OutputError: if the disk is full, or the folder can't be written to.
        """
        half = self.folder / f"{_HALF}{number:05d}-{uuid.uuid4().hex}"
        try:
            half.mkdir(parents=True)
            yield half
            for path in (*half.iterdir(), half):
                _flush(path)
            if not self.has(number):
                half.rename(self.part(number))
            _flush(self.folder)
        except OSError as error:
            if self.has(number):
                return
            raise OutputError(f"can't write {self.part(number)}: {system_reason(error)}") from error
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def array(self, number: int, name: str) -> Any:
        """An array of a part, mapped and not read.

        Raises:
            EngineError: if it is not there, or not an array.
        """
        return _array(self.part(number) / f"{name}.npy")

    def arrays(self, name: str) -> list[Any]:
        """An array of every part, in the order of the parts."""
        return [self.array(number, name) for number in self.parts()]

    def joined(self, name: str) -> Any:
        """An array of all parts, one behind the other, in memory."""
        return np.concatenate(self.arrays(name))

    def record(self, number: int, name: str = "record") -> Any:
        """What :func:`save` wrote of something that is no array."""
        path = self.part(number) / f"{name}.json"
        try:
            return json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise EngineError(damaged(path)) from error


@lru_cache(maxsize=256)
def _array(path: Path) -> Any:
    try:
        # What holds no value can't be mapped.
        return np.load(path, mmap_mode="r") if path.stat().st_size > _HEADER else np.load(path)
    except (OSError, ValueError) as error:
        raise EngineError(damaged(path)) from error


def damaged(path: Path) -> str:
    """What to say of a file of a part that can't be read."""
    return f"{path} is missing or damaged; delete {path.parent} and run again"


def save(place: Path, *, record: Any = None, **arrays: Any) -> None:
    """Writes arrays, and what JSON can hold, to a part that is being written."""
    for name, array in arrays.items():
        np.save(place / f"{name}.npy", np.ascontiguousarray(array))
    if record is not None:
        (place / "record.json").write_text(json.dumps(record), "utf-8")


def _flush(path: Path) -> None:
    folder = path.is_dir()
    if folder and sys.platform == "win32":  # where only what is written can be flushed
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def key_of(*what: object) -> str:
    """Twelve hex digits that tell what a stage was made of."""
    return blake2b(json.dumps(what, default=_plain).encode(), digest_size=6).hexdigest()


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


@contextmanager
def claimed(work: Path) -> Iterator[None]:
    """Makes the work folder and keeps other runs out of it.

    Raises:
        OutputError: if it can't be made.
        EngineError: if another run is at work in it.
    """
    try:
        work.mkdir(parents=True, exist_ok=True)
        handle = os.open(work / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(f"can't write to {work}: {system_reason(error)}") from error
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise EngineError(f"another run is writing to {work.parent}") from error
    try:
        for half in work.glob(f"*/{_HALF}*"):
            shutil.rmtree(half, ignore_errors=True)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Takes the lock of an open file, which the system gives back however the process ends."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
