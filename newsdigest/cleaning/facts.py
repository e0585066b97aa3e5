"""What judging a page needs of each of its lines by itself, computed once for a line."""

from __future__ import annotations

import numpy as np

from .features import COLUMN
from .model import Models
from .sheet import Vector

# A line is surely prose with a final and so many words.
_PROSE_WORDS = 12
# Terms of consent notices in one line from which on it is hardly body.
_LEGAL_TERMS = 2
# Words of a caption that is no more than a name.
_CAPTION_WORDS = 6

#: The columns of facts. ``size`` is the square root of ``words``; ``prose``, ``final``, ``surely``
#: (a site's own), ``loose`` (ends in neither final nor colon) and ``named`` (may be a name alone)
#: are 1 or 0; ``function`` are the English function words; ``disclosures`` phrases in which a site
#: speaks of itself, many where terms of consent alone make a notice; the rest are the log odds and
#: the chance of being body by the model for English and by that for all languages.
FACTS = (
    "words", "size", "prose", "final", "surely", "loose", "named", "function", "disclosures",
    "english_odds", "english_chance", "neutral_odds", "neutral_chance",
)  # fmt: skip
FACT = {name: number for number, name in enumerate(FACTS)}
_MANY = 99.0


def line_facts(features: Vector, models: Models) -> Vector:
    """The facts of lines, shape (lines, facts), by their features, shape (lines, features)."""

    def column(name: str) -> Vector:
        return features[:, COLUMN[name]]

    words = np.expm1(column("words"))
    final = column("final") > 0
    brief = column("words_1_3") + column("words_4_6")
    signs = column("opener") + column("marker")
    english, neutral = models.english.log_odds(features), models.neutral.log_odds(features)
    return np.column_stack(
        (
            words,
            np.sqrt(words),
            final & (words >= _PROSE_WORDS),
            final,
            brief * signs + column("relative_time") != 0,
            ~final & (column("colon") == 0),
            ~final & (words <= _CAPTION_WORDS),
            words * column("function_share"),
            np.where(column("legal") >= _LEGAL_TERMS, _MANY, column("disclosure")),
            english,
            chance(english),
            neutral,
            chance(neutral),
        )
    )


def chance(log_odds: Vector) -> Vector:
    """The probability, 0 to 1, of log odds."""
    found: Vector = 1 / (1 + np.exp(-log_odds))
    return found
