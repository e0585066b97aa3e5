"""The command line: options to settings, results to standard output, problems to standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point ``newsdigest``: runs a command and exits with its code.

    What it needs is loaded here, so that even an interruption while loading is told in one line.
    """
    try:
        from .runner import run
    except KeyboardInterrupt:
        sys.stderr.write("newsdigest: interrupted\n")
        sys.exit(130)
    run(arguments)
