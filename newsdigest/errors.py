"""The error tree: everything that newsdigest raises on purpose, and nothing else.

::

    NewsdigestError
    ├── UsageError            a wrong option, name or combination      (also a ValueError)
    ├── SourceNotFoundError   a path that does not exist               (also a FileNotFoundError)
    ├── RecordError           a record that can't become an Article    (also a ValueError)
    ├── OutputError           a result that could not be written       (also an OSError)
    ├── ArchiveError          an archive that can't be used            (also an OSError)
    └── EngineError           a run over many processes that stopped   (also a RuntimeError)

Each says what happened, where, and what to do about it. An article that cannot be read is not an
error but a :class:`~newsdigest.records.Problem`: it never costs the other articles.
"""

from __future__ import annotations


def system_reason(error: OSError) -> str:
    """Why the operating system refused, in its own words: "no such file or directory"."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def first_line(error: Exception, most: int = 150) -> str:
    """The first line of what a library says of an error, or its kind where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0][:most]


class NewsdigestError(Exception):
    """Root of the tree: ``except NewsdigestError`` catches everything raised on purpose."""


class UsageError(NewsdigestError, ValueError):
    """A setting, name or combination of arguments that means nothing here."""


class SourceNotFoundError(NewsdigestError, FileNotFoundError):
    """A source path that does not exist."""


class RecordError(NewsdigestError, ValueError):
    """A record that cannot become an Article, such as one without text."""


class OutputError(NewsdigestError, OSError):
    """A result that could not be written where it was asked for."""


class ArchiveError(NewsdigestError, OSError):
    """An archive that can't be opened, read or written: damaged, full, locked, of a newer kind."""


class EngineError(NewsdigestError, RuntimeError):
    """A run over many processes or machines that stopped; the next one continues where it was."""
