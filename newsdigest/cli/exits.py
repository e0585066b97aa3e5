"""The exit codes of the command, as docs/cli.md tells them."""

from __future__ import annotations

ALL_READ = 0
NOTHING_READ = 1
WRONG_USAGE = 2
PARTLY_READ = 3
BUG = 70
INTERRUPTED = 130
