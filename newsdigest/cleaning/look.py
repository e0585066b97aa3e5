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

    def finds_nothing(self, texts: Sequence[str], known: Collection[str]) -> bool:
        """Whether all of these paragraphs are surely body, so that a look takes out none."""
        return is_all_body(texts, self.table.rows(texts), known)

    def look(self, texts: Sequence[str], known: Collection[str]) -> tuple[Page, list[str]]:
        """The page of these paragraphs, and a reason for each that is not body, "" for the body's.

        ``known``: paragraphs that the site repeats.
        """
        page = self.table.page(texts, known)
        return page, judge(page, self.strictness)
