"""Inputs in an object store: listed by their address, and fetched one file at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import SourceNotFoundError, UsageError
from ..reading.kinds import KINDS
from ..reading.packed import split_name


def is_address(source: str) -> bool:
    """Whether a source is an address such as ``s3://bucket/folder`` and not a path."""
    return "://" in source


def listed(address: str) -> list[tuple[str, str, bool, str]]:
    """The files below an address: each address, path, whether it was given by name, and version.

    Raises:
        SourceNotFoundError: if there is nothing at the address.
        UsageError: if pyarrow knows no such store, or can't reach it.
    """
    from pyarrow.fs import FileSelector, FileType

    files, root = _store(address)
    try:
        top = files.get_file_info(root)
        if top.type == FileType.NotFound:
            raise SourceNotFoundError(f"no such file or folder: {address}")
        if top.type == FileType.File:
            return [(address, PurePosixPath(root).name, True, _version(top))]
        found = files.get_file_info(FileSelector(root, recursive=True))
    except OSError as error:
        if isinstance(error, SourceNotFoundError):
            raise
        raise UsageError(f"can't list {address}: {error}") from error
    base = address.rstrip("/")
    return sorted(
        (f"{base}/{path}", path, False, _version(one))
        for one in found
        if one.type == FileType.File and split_name(one.base_name)[1] in {*KINDS, ".zip"}
        for path in (str(PurePosixPath(one.path).relative_to(root)),)
        if not any(part.startswith(".") for part in PurePosixPath(path).parts)
    )


def _version(info: Any) -> str:
    return f"{info.size} {info.mtime_ns}"


def _store(address: str) -> tuple[Any, str]:
    import pyarrow as pa
    from pyarrow.fs import FileSystem

    try:
        store: tuple[Any, str] = FileSystem.from_uri(address)
    except (OSError, ValueError, pa.ArrowInvalid) as error:
        raise UsageError(f"can't open {address}: {error}") from error
    return store


@contextmanager
def fetched(file: str) -> Iterator[Path]:
    """The file as a local path; what lies elsewhere is copied for as long as it is read.

    A file that can't be fetched is a path that can't be read, and told as any other.
    """
    if not is_address(file):
        yield Path(file)
        return
    with tempfile.TemporaryDirectory(prefix="newsdigest-") as folder:
        local = Path(folder) / PurePosixPath(file).name
        try:
            files, path = _store(file)
            with files.open_input_stream(path) as source, local.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        except OSError:
            local.unlink(missing_ok=True)
        yield local
