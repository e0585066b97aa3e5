"""What judging a page needs of each of its lines by itself, computed once for a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..language.messages import LONGEST_LINE, is_message
from .appeals import is_appeal
from .features import COLUMN, line_features
from .model import Models
from .rules import date_lines, headings, notices, telling
from .sheet import Vector

# A line is surely prose with a final and so many words.
_PROSE_WORDS = 12
# Terms of consent notices in one line from which on it is hardly body.
_LEGAL_TERMS = 2
# Words of a caption that is no more than a name.
_CAPTION_WORDS = 6
_MANY = 99.0
# Chance from which on a line stays in the body of a page that has no chrome.
_LIKELY = 0.05

#: The facts of one line, in the order of :class:`Facts`.
Row = tuple[Any, ...]


class Facts(NamedTuple):
    """The facts of some lines, a tuple for each.

    ``size`` is the square root of ``words``; ``surely`` a site's own; ``loose`` ends in neither
    final nor colon; ``named`` may be a name alone; ``function`` are the English function words;
    ``disclosures`` phrases in which a site speaks of itself, many where terms of consent alone
    make a notice; ``heading`` heads a section that follows the body; ``telling`` lines may say by
    themselves that they are chrome, as a ``notice`` and a ``date_line`` do; ``plain`` are none of
    all that, and likely enough by either model, to be taken out of a page of such lines.

    The chances, 0 to 1, of being body are by the model for English and by that for all languages:
    of a line that its page has once, the same rounded, and of one that it repeats.
    """

    words: tuple[float, ...]
    size: tuple[float, ...]
    prose: tuple[bool, ...]
    final: tuple[bool, ...]
    surely: tuple[bool, ...]
    loose: tuple[bool, ...]
    named: tuple[bool, ...]
    function: tuple[float, ...]
    disclosures: tuple[float, ...]
    heading: tuple[bool, ...]
    telling: tuple[bool, ...]
    notice: tuple[bool, ...]
    date_line: tuple[bool, ...]
    plain: tuple[bool, ...]
    english: tuple[float, ...]
    english_rounded: tuple[float, ...]
    english_repeated: tuple[float, ...]
    neutral: tuple[float, ...]
    neutral_rounded: tuple[float, ...]
    neutral_repeated: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Facts:
        """The facts of the lines with these rows."""
        return cls(*zip(*rows, strict=True)) if rows else cls(*[()] * len(cls._fields))


def line_facts(lines: Sequence[str], models: Models) -> list[Row]:
    """The facts of trimmed, non-empty lines without line ends, a row for each."""
    features = line_features(lines)

    def column(name: str) -> Vector:
        return features[:, COLUMN[name]]

    words = np.expm1(column("words"))
    final = column("final") > 0
    brief = column("words_1_3") + column("words_4_6")
    signs = column("opener") + column("marker")
    surely = brief * signs + column("relative_time") != 0
    named = ~final & (words <= _CAPTION_WORDS)
    appeals = np.array([_is_of_site(line) for line in lines], dtype=bool)
    certain = appeals | (column("legal") >= _LEGAL_TERMS)
    disclosures = np.where(certain, _MANY, column("disclosure"))
    heading, tells = headings(lines, features), telling(features) | appeals
    chances = _chances(features, models)
    odd = surely | named | (disclosures > 0) | heading | tells
    columns = (
        words,
        np.sqrt(words),
        final & (words >= _PROSE_WORDS),
        final,
        surely,
        ~final & (column("colon") == 0),
        named,
        words * column("function_share"),
        disclosures,
        heading,
        tells,
        notices(features) | appeals,
        date_lines(lines, features),
        ~odd & (np.minimum.reduce(chances) >= _LIKELY),
        *chances,
    )
    return list(zip(*[values.tolist() for values in columns], strict=True))


def _is_of_site(line: str) -> bool:
    """Whether a line is nothing but words of a site: about itself, or to a browser."""
    if len(line) > LONGEST_LINE:
        return False
    low = line.lower()
    return is_appeal(low) or is_message(low)


def rounded(value: float) -> float:
    """A number to six decimals, so that the last bit of a sum decides nothing."""
    return round(value * 1e6) / 1e6


def _chances(features: Vector, models: Models) -> list[Vector]:
    found = []
    for model in (models.english, models.neutral):
        odds = model.log_odds(features)
        once = _chance(odds)
        found += [once, once.round(6), _chance(odds + model.weights[COLUMN["repeated"]])]
    return found


def _chance(log_odds: Vector) -> Vector:
    """The probability, 0 to 1, of log odds."""
    found: Vector = 1 / (1 + np.exp(-log_odds))
    return found
