"""Every group of commands, each in a file of its own; importing it registers them all."""

from __future__ import annotations

# The help lists the commands in the order of these lines: first what most come for.
from . import commands

# isort: split
from . import archive, corpus, fetching, settings
from .app import app

__all__ = ["app", "archive", "commands", "corpus", "fetching", "settings"]
