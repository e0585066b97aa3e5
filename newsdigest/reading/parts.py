"""What is handed to the reader of a kind of file: a stream, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..records import Article, Problem
from ..settings import ReadingSettings
from .streams import Stream, read_whole
from .tables import Row

#: How a web page becomes an Article: (bytes, url) to an Article, cleaned, with "" for no text.
FromHtml = Callable[[bytes, str], Article]


@dataclass(frozen=True, slots=True)
class Part:
    """One file, or member of an archive, that is open.

    ``file`` is the file itself where there is one that is not compressed, for formats that are
    read from their end.
    """

    path: str
    id: str
    suffix: str
    stream: Stream
    settings: ReadingSettings
    from_html: FromHtml
    file: Path | None = None

    def lost(self, reason: str, line: int | None = None) -> Problem:
        """A problem of this file."""
        return Problem(self.path, line, reason)

    def note(self, reason: str) -> Problem:
        """A reservation about this file."""
        return Problem(self.path, None, reason, "note")

    def document(self) -> bytes | None:
        """All bytes of a file that can only be read whole; None if there are too many."""
        most = self.settings.max_document_bytes
        data = read_whole(self.stream, most)
        return data if len(data) <= most else None

    @property
    def too_long(self) -> Problem:
        """What to say where :meth:`document` gave None."""
        most = self.settings.max_document_bytes
        return self.lost(f"longer than {most:,} bytes, the most that such a file may have")


#: What reading a file gives: records, whole articles, problems.
Found = Iterator[Row | Article | Problem]
