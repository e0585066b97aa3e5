"""How sources are read: what is bounded, and where tables have the fields of an article."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from ..errors import UsageError
from .checks import whole


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table, or field of a record, each field of an article stands in.

    "" means the usual names (``docs/forms.md`` lists them), then a guess that is shown.
    """

    id: str = ""
    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    byline: str = ""

    def __post_init__(self) -> None:
        for one in fields(self):
            if not isinstance(getattr(self, one.name), str):
                raise UsageError(f"columns.{one.name} must be the name of a column")

    def given(self) -> dict[str, str]:
        """The fields that have a column of their own, by name."""
        return {one.name: name for one in fields(self) if (name := getattr(self, one.name))}


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How sources are read.

    Attributes:
        max_bytes: bytes that one article or record may have; a longer one is reported as lost,
            so that an endless line neither fills the memory nor stops the run.
        max_document_bytes: bytes that a feed, a mail or a list of feeds may have, which can only be
            read whole.
        max_expansion: how many times its compressed size a file may grow to before it counts as a
            bomb (text grows three to ten times).
        max_members: files that one zip archive may hold.
        exclude: files that are no input wherever they lie, such as the one that is written.
        columns: where tables and records have the fields of an article.
    """

    max_bytes: int = 5_000_000
    max_document_bytes: int = 50_000_000
    max_expansion: int = 200
    max_members: int = 1_000_000
    exclude: frozenset[Path] = frozenset()
    columns: Columns = field(default_factory=Columns)

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_document_bytes", "max_expansion", "max_members"):
            whole(self, name, 1)
        if not isinstance(self.columns, Columns):
            raise UsageError(f"columns must be Columns, not {type(self.columns).__name__}")
