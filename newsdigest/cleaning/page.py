"""The paragraphs of a page, and what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from .features import COLUMN
from .rules import is_date_line, reason_of
from .sheet import Flags, Vector

# A line is surely prose with a final and so many words.
_PROSE_WORDS = 12
_DATED = [COLUMN["date"], COLUMN["relative_time"]]


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page with their features, shape (paragraphs, features).

    ``headings``: which of them head a section that follows the body; ``telling``: which may say
    by themselves that they are chrome. ``known``: paragraphs that the site repeats. ``reasons``:
    those that were found already, by text.
    """

    texts: Sequence[str]
    features: Vector
    headings: Flags
    telling: Flags
    known: Collection[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Vector:
        """One feature of all paragraphs."""
        return self.features[:, COLUMN[name]]

    def words(self) -> Vector:
        """The words of each paragraph."""
        return np.expm1(self.column("words"))

    def prose(self, words: Vector) -> Vector:
        """1 for each paragraph that is surely prose, of paragraphs of so many words."""
        sure = (self.column("final") > 0) & (words >= _PROSE_WORDS)
        return sure.astype(np.float64)

    def site_lines(self) -> Flags:
        """Which paragraphs the site repeats."""
        if not self.known:
            return np.zeros(len(self.texts), dtype=bool)
        return np.array([text in self.known for text in self.texts], dtype=bool)

    def reason(self, index: int) -> str:
        """What one paragraph is by what it says, "" if it may be body."""
        if not self.telling[index]:
            return ""
        text = self.texts[index]
        reason = self.reasons.get(text)
        if reason is None:
            reason = self.reasons[text] = reason_of(text, self.features[index].tolist())
        return reason

    def is_date_line(self, index: int) -> bool:
        """Whether one paragraph is no more than a date."""
        if not (self.features[index, _DATED[0]] or self.features[index, _DATED[1]]):
            return False
        return is_date_line(self.texts[index], self.features[index].tolist())
