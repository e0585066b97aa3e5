"""Every group of commands, each in a file of its own; importing it registers them all."""

from __future__ import annotations

from . import archive, commands, corpus, fetching, settings
from .app import app

__all__ = ["app", "archive", "commands", "corpus", "fetching", "settings"]
