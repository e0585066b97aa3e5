"""A user's own patterns of lines to drop: a file of regular expressions, one a line."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import UsageError


def read_patterns(path: Path | None) -> tuple[str, ...]:
    """The patterns of a file; blank lines and lines that begin with # are none.

    Raises:
        UsageError: if the file can't be read as UTF-8, or a line is no regular expression.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"can't read the patterns in {path}: {reason.lower()}") from error
    patterns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            re.compile(line)
        except re.error as error:
            told = f"{path}:{number}: {line!r} is no regular expression: {error}"
            raise UsageError(told) from error
        patterns.append(line)
    return tuple(patterns)
