"""Signatures in a file: written whole or not at all, mapped into memory when read."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import OutputError, RecordError, SourceNotFoundError, UsageError, system_reason
from .arrays import U32
from .recipe import Recipe
from .signing import SignatureArray, recipe_of

#: Raised when the layout of the file changes.
_FORMAT = 1


def save_signatures(path: str | Path, signatures: U32) -> None:
    """Writes signatures and how they were made as an uncompressed ``.npz``, atomically.

    Raises:
        UsageError: if the array doesn't say how it was made.
        OutputError: if the file can't be written.
    """
    target = Path(path)
    header = {"format": _FORMAT, **recipe_of(signatures).to_dict()}
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, header=np.array(json.dumps(header)), rows=np.asarray(signatures))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"can't write {target}: {system_reason(error)}") from error


def load_signatures(path: str | Path, recipe: Recipe | None = None) -> SignatureArray:
    """Signatures from a file, mapped into memory and read-only.

    Args:
        path: what ``save_signatures`` wrote.
        recipe: how they must have been made, if given.

    Raises:
        SourceNotFoundError: if there is no such file.
        RecordError: if it isn't such a file.
        UsageError: if the signatures were made in another way.
    """
    source = Path(path)
    if not source.exists():
        raise SourceNotFoundError(f"{source}: no such file")
    header, rows = _read(source)
    saved = _recipe(source, header)
    if recipe is not None and (difference := saved.difference(recipe)):
        raise UsageError(
            f"{source}: these signatures can't be compared with the ones asked for: {difference}; "
            "sign the texts again, or ask for the recipe that they were made by"
        )
    return SignatureArray(rows, saved)


def _recipe(source: Path, header: dict[str, Any]) -> Recipe:
    found = header.pop("format", None)
    current = Recipe().tokenizer
    if found != _FORMAT or header.get("tokenizer") != current:
        raise UsageError(
            f"{source}: format {found!r} with tokenizer {header.get('tokenizer')!r}; this version "
            f"reads format {_FORMAT} with tokenizer {current}: sign the texts again"
        )
    try:
        return Recipe(**header)
    except TypeError as error:
        raise RecordError(f"{source}: not a file of signatures") from error


def _read(source: Path) -> tuple[dict[str, Any], U32]:
    try:
        with np.load(source) as held:
            header: dict[str, Any] = json.loads(str(held["header"]))
        rows = _mapped(source, "rows.npy")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise RecordError(f"{source}: not a file of signatures") from error
    if rows.dtype != np.uint32 or rows.ndim != 2:
        raise RecordError(f"{source}: not a file of signatures")
    return header, rows


def _mapped(source: Path, member: str) -> U32:
    """An uncompressed array of a ``.npz`` without reading it: numpy itself can't map those."""
    with zipfile.ZipFile(source) as archive, archive.open(member) as inside:
        info = archive.getinfo(member)
        read = np.lib.format.read_magic(inside)
        shape, fortran, dtype = (
            np.lib.format.read_array_header_1_0(inside)
            if read == (1, 0)
            else np.lib.format.read_array_header_2_0(inside)
        )
        data = inside.tell()
    if info.compress_type != zipfile.ZIP_STORED or fortran or dtype.hasobject:
        raise ValueError("compressed")
    if not int(np.prod(shape)):
        return np.empty(shape, dtype)
    with source.open("rb") as file:
        # The local header repeats the name and may have other extra fields than the directory.
        file.seek(info.header_offset + 26)
        name, extra = np.frombuffer(file.read(4), "<u2").tolist()
    start = info.header_offset + 30 + name + extra + data
    return np.memmap(source, dtype, "r", start, shape)
