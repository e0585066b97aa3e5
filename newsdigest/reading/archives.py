"""Zip archives: each member is read where it lies, as a file would be; none is ever written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..records import Problem
from ..settings import ReadingSettings
from .packed import Guarded, UpToTear

_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_ENTRY = 1_000  # bytes of memory that an entry of the directory may take


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there, and how to open it."""

    name: str
    open: Callable[[], io.BufferedReader]


def members(file: Path, path: str, settings: ReadingSettings) -> Iterator[Member | Problem]:
    """The files of a zip archive ordered by path, and what is no file to read."""
    try:
        if (count := _declared(file)) > settings.max_members:
            yield Problem(path, None, f"an archive of {count:,} files: more than max_members")
            return
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Problem(path, None, f"not a whole zip archive: {str(error).lower()}")
        return
    with archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
        files = [one for one in entries if not one.is_dir() and not _hidden(one.filename)]
        if not files:
            yield Problem(path, None, "an archive without files")
        for entry in files:
            yield _member(archive, entry, path, settings)


def _declared(file: Path) -> int:
    """How many entries the end of the archive tells of, before memory is spent on them."""
    with file.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
    place = tail.rfind(_END)
    if place < 0:
        return 0
    count = int.from_bytes(tail[place + 10 : place + 12], "little")
    # 65,535 means "more than fit here": an entry is 46 bytes of the directory at the least.
    return (
        count if count < 0xFFFF else int.from_bytes(tail[place + 12 : place + 16], "little") // 46
    )


def _hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or (parts[-1].startswith(".") and parts[-1] not in (".", ".."))


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, settings: ReadingSettings
) -> Member | Problem:
    name = entry.filename.replace("\\", "/")
    where = f"{path}/{name}"
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        return Problem(where, None, "a path that leads out of its archive; not read")
    if entry.flag_bits & _ENCRYPTED:
        return Problem(where, None, "encrypted; not read")

    def opened() -> io.BufferedReader:
        inner: Any = archive.open(entry)
        size = max(1, entry.compress_size)
        return UpToTear(Guarded(inner, lambda: size, settings.max_expansion))

    return Member(name, opened)
