"""The paragraphs of a page, and what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from .facts import FACT
from .features import COLUMN
from .rules import is_date_line, reason_of
from .sheet import Flags, Vector

_DATED = [COLUMN["date"], COLUMN["relative_time"]]
_REPEATED = COLUMN["repeated"]


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of many lines: features and facts, a row each; headings; what may tell."""

    features: Vector
    facts: Vector
    headings: Flags
    telling: Flags


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page with their facts, shape (paragraphs, facts).

    ``rows`` are their rows in ``lines``; ``chances`` the probability, 0 to 1, of each to be body;
    ``headings`` and ``telling`` the indices of those that head a section which follows the body,
    and of those that may say by themselves that they are chrome; ``repeated`` says which stand on
    the page more than once, None if none does. ``known``: paragraphs that the site repeats.
    ``reasons``: those that were found already, by text.
    """

    texts: Sequence[str]
    lines: Lines
    rows: Sequence[int]
    facts: Vector
    chances: Vector
    headings: Sequence[int]
    telling: Sequence[int]
    repeated: Flags | None
    known: Collection[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def features(self) -> Vector:
        """The features of the paragraphs, shape (paragraphs, features)."""
        found: Vector = self.lines.features[np.array(self.rows, np.intp)]
        found[:, _REPEATED] = 0 if self.repeated is None else self.repeated
        return found

    def fact(self, name: str) -> Vector:
        """One fact of all paragraphs."""
        return self.facts[:, FACT[name]]

    def site_lines(self) -> Flags | None:
        """Which paragraphs the site repeats, None if none does."""
        if not self.known:
            return None
        return np.array([text in self.known for text in self.texts], dtype=bool)

    def reason(self, index: int) -> str:
        """What one paragraph is by what it says, "" if it may be body."""
        if not self.lines.telling[self.rows[index]]:
            return ""
        text = self.texts[index]
        reason = self.reasons.get(text)
        if reason is None:
            reason = self.reasons[text] = reason_of(text, self._features(index))
        return reason

    def is_date_line(self, index: int) -> bool:
        """Whether one paragraph is no more than a date."""
        features = self._features(index)
        if not (features[_DATED[0]] or features[_DATED[1]]):
            return False
        return is_date_line(self.texts[index], features)

    def _features(self, index: int) -> list[float]:
        features: list[float] = self.lines.features[self.rows[index]].tolist()
        return features
