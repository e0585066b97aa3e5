"""The command line: options to settings, results to standard output, problems to standard error."""

from .main import main

__all__ = ["main"]
