"""Quantities in English text: counts, money, percentages and days, read into comparable intervals.

"18 armed drones", "between $1.5 billion to $2 billion", "nearly 2,800 people", "Rs 2,200 crore",
"a dozen", "June 5": each becomes a kind, a unit and the interval in which the value can lie. What
only looks like a quantity (model numbers, times of day, scores, ages, ordinals, bare years) is left
alone; what is not sure is no quantity.
"""

from __future__ import annotations

from .amount import Amount
from .intervals import DURATIONS
from .nouns import BEFALLEN, TOLLS
from .numbers import SPELLED_WORDS
from .reading import amounts, bare_values

__all__ = ["BEFALLEN", "DURATIONS", "SPELLED_WORDS", "TOLLS", "Amount", "amounts", "bare_values"]
