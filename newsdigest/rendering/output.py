"""Writes a result to a file at once or not at all, and tells a format by a file's name."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ..errors import OutputError, UsageError, system_reason
from .names import BY_SUFFIX, Format


def format_of(path: str | Path) -> Format:
    """The format that a file's suffix names.

    Raises:
        UsageError: if it names none.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in BY_SUFFIX:
        known = " ".join(BY_SUFFIX)
        raise UsageError(f"{Path(path).name}: no format has the suffix {suffix!r}; one of {known}")
    return BY_SUFFIX[suffix]


def write(path: str | Path, text: str) -> None:
    """Writes a file beside its place and renames it, so that a reader never sees half of it.

    A link is followed; a pipe or a device is written to as it is.

    Raises:
        OutputError: if that fails; what was there before is left as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = None
    try:
        if is_device(path):  # nothing to rename over
            Path(path).write_bytes(text.encode("utf-8", "replace"))
            return
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "replace"))
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
    except OSError as error:
        raise OutputError(f"can't write {target}: {system_reason(error)}") from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):  # gone already, unless something failed
                Path(temporary).unlink()


def is_device(path: str | Path) -> bool:
    """Whether there is something at a path that is no file: a pipe or a device."""
    return Path(path).exists() and not Path(path).is_file()


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else what a new file would get."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def show(path: str | Path) -> None:
    """Opens a file in the reader's browser.

    Raises:
        OutputError: if there is no browser to open it.
    """
    import webbrowser

    if not webbrowser.open(Path(path).resolve().as_uri()):
        raise OutputError(f"no browser to open it with; the page is written: {path}")
