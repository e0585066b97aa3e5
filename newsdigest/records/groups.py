"""DuplicateGroup and Pair: which articles carry the same text, and how alike each two are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .article import Article

Kind = Literal["jaccard", "containment"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles (by id) that were compared exactly, shingle by shingle.

    ``jaccard`` is the shared part of both shingle sets, ``containment`` the shared part of the
    smaller one; ``kind`` names the one that reached its threshold.
    """

    a: str
    b: str
    jaccard: float
    containment: float
    kind: Kind = "jaccard"

    def to_dict(self) -> dict[str, Any]:
        """The pair as it stands in the JSON output."""
        return {
            "a": self.a,
            "b": self.b,
            "jaccard": self.jaccard,
            "containment": self.containment,
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """An article that is kept and its near-duplicates, with the verified pairs among them."""

    kept: Article
    copies: tuple[Article, ...]
    pairs: tuple[Pair, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The kept article, then its copies."""
        return (self.kept, *self.copies)

    @property
    def likeness(self) -> dict[str, Pair]:
        """By the id of a copy, how alike it is to the kept article, where the two were compared."""
        kept = self.kept.id
        found = (pair for pair in self.pairs if kept in (pair.a, pair.b))
        return {pair.b if pair.a == kept else pair.a: pair for pair in found}

    def to_dict(self) -> dict[str, Any]:
        """The group as it stands in the JSON output: ids, not texts."""
        return {
            "kept": self.kept.id,
            "copies": [copy.id for copy in self.copies],
            "pairs": [pair.to_dict() for pair in self.pairs],
        }
