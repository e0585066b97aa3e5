"""Reading and Report: what went in, what came out, and the problems on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._version import __version__
from .article import Article, Problem
from .digests import Digest

#: Raised when the meaning of a field in the JSON output changes.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that were read (files ordered by path), and the problems met on the way."""

    articles: list[Article]
    problems: list[Problem]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A row for each article, for pandas, polars and pyarrow (``docs/forms.md``)."""
        return _arrow(self, requested_schema)


@dataclass(frozen=True, slots=True)
class Report:
    """One digest per event, newest first, and the problems of the run.

    ``articles`` counts the articles that were read, those of events that were left out included.
    """

    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...] = ()
    articles: int = 0

    def __iter__(self) -> Iterator[Digest]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A row for each digest, for pandas, polars and pyarrow (``docs/forms.md``)."""
        return _arrow(self, requested_schema)

    @property
    def lost(self) -> tuple[Problem, ...]:
        """The problems that cost an input."""
        return tuple(problem for problem in self.problems if problem.severity == "lost")

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The report as the JSON output writes it; ``text=False`` leaves article texts out."""
        return {
            "newsdigest": __version__,
            "schema": SCHEMA,
            "digests": [digest.to_dict(text=text) for digest in self.digests],
            "problems": [problem.to_dict() for problem in self.problems],
        }

    def save(self, path: str | Path, format: str | None = None) -> None:
        """Writes the report, atomically, in the format given or told by the file's suffix.

        Raises:
            UsageError: if there is no such format.
            OutputError: if the file can't be written.
        """
        # The one arrow that points back, for the convenience of whoever holds a report.
        from ..rendering import format_of, render, write

        write(path, render(self, format or format_of(path)))


def _arrow(result: Reading | Report, requested_schema: object | None) -> object:
    from ..rendering import table  # as in Report.save

    return table(result).__arrow_c_stream__(requested_schema)
