"""One text while it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..records import Removed
from .lines import Line
from .metadata import Metadata
from .reflow import paragraphs, texts_of


@dataclass(slots=True)
class Cleaning:
    """One text while it is cleaned: the lines that are left, those that went, what was learned.

    ``ruled``: the title that all lines were ruled by, and the first of those that stayed.
    ``author``: the byline that is known of it.
    """

    original: str
    lines: list[Line]
    removed: list[Removed] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    notes: list[str] = field(default_factory=list)
    ruled: tuple[str, Line] | None = None
    author: str = ""
    _found: tuple[list[Line], list[int], list[str]] | None = None

    def remove(self, start: int, end: int, reason: str) -> None:
        """Notes a stretch of the original that goes."""
        self.removed.append(Removed(start, end, self.original[start:end], reason))

    def paragraphs(self) -> tuple[list[int], list[str]]:
        """Which lines the paragraphs of those that are left start with, and their texts."""
        if self._found is None or self._found[0] is not self.lines:
            starts = paragraphs(self.lines)
            self._found = self.lines, starts, texts_of(starts, self.lines)
        return self._found[1:]
