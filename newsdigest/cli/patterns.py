"""A user's own patterns of lines to drop: a file of regular expressions, one a line."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError


def read_patterns(path: Path | None) -> tuple[str, ...]:
    """The patterns of a file; blank lines and lines that begin with # are none.

    Raises:
        UsageError: if the file can't be read as UTF-8.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"can't read the patterns in {path}: {reason.lower()}") from error
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))
