"""The paragraphs of a page, and what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from .features import COLUMN, Flags, Vector
from .rules import HEADING_WORDS, is_date_line, is_heading, reason_of

# A line is surely prose with a final and so many words.
_PROSE_WORDS = 12
# The logarithm of more words than any heading has.
_HEADING_SIZE = np.log1p(HEADING_WORDS + 0.5)


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page with their features, shape (paragraphs, features).

    ``known``: paragraphs that the site repeats.
    """

    texts: Sequence[str]
    features: Vector
    known: Collection[str] = ()

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

    def headings(self) -> Flags:
        """Which paragraphs head a section that follows the body."""
        found = np.zeros(len(self.texts), dtype=bool)
        for index in np.flatnonzero(self.column("words") < _HEADING_SIZE).tolist():
            found[index] = is_heading(self.texts[index])
        return found

    def reason(self, index: int) -> str:
        """What one paragraph is by what it says, "" if it may be body."""
        return reason_of(self.texts[index], self.features[index].tolist())

    def is_date_line(self, index: int) -> bool:
        """Whether one paragraph is no more than a date."""
        return is_date_line(self.texts[index], self.features[index].tolist())
