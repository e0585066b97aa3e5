"""A look at lines as if they were a page of their own: which of them are the body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from .body import is_all_body, judge
from .model import Models, shipped_models
from .page import Page
from .table import LineTable


@dataclass(frozen=True, slots=True)
class Looker:
    """Judges pages by its models, and remembers the lines it has seen.

    ``strictness``, 0 to 1, bounds how far a page that looks full of chrome is treated as one.
    """

    strictness: float = 1.0
    models: Models = field(default_factory=shipped_models)
    table: LineTable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", LineTable(self.models))

    def look(self, texts: Sequence[str], known: Collection[str]) -> tuple[Page, list[str]] | None:
        """The page of these paragraphs, and a reason for each that is not body, "" for the body's.

        None if all are surely body. ``known``: paragraphs that the site repeats.
        """
        rows = self.table.rows(texts)
        if is_all_body(texts, rows, known):
            return None
        page = self.table.page(texts, rows, known)
        return page, judge(page, self.strictness)
