"""A quantity in a text: what kind it is, of what, and between which values it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "measure", "money", "percent", "age", "day", "time"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a text: ``text[start:end]``, from the words that qualify it to its unit.

    ``low`` to ``high`` is where the value can lie, given how it is rounded and qualified; ``unit``
    is a currency, a noun in the form that the text has, or what befell the people counted
    ("killed", "injured"); ``shown`` is the normalised spelling.
    """

    kind: Kind
    unit: str
    low: float
    high: float
    shown: str
    start: int
    end: int

    def differs(self, other: Amount) -> bool:
        """Whether the two can't be the same value."""
        return self.low > other.high or other.low > self.high
