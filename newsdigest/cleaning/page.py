"""The paragraphs of a page, and what the rules need to know of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import compress

from .facts import Facts
from .rules import reason_of


@dataclass(slots=True)
class Page:
    """The paragraphs of a page with their facts.

    ``chances`` are the probability, 0 to 1, of each to be body, ``rounded`` the same to six
    decimals; ``headings`` the indices of those that head a section which follows the body.
    ``known``: paragraphs that the site repeats. ``reasons``: those that were found already, by
    text.
    """

    texts: Sequence[str]
    facts: Facts
    chances: Sequence[float]
    rounded: Sequence[float]
    known: Collection[str] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    headings: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.headings = list(compress(range(len(self.texts)), self.facts.heading))

    def reason(self, index: int) -> str:
        """What one paragraph is by what it says, "" if it may be body."""
        if not self.facts.telling[index]:
            return ""
        text = self.texts[index]
        reason = self.reasons.get(text)
        if reason is None:
            notice, date_line = self.facts.notice[index], self.facts.date_line[index]
            reason = self.reasons[text] = reason_of(text, notice, date_line)
        return reason
