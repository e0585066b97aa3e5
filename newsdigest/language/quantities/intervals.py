"""Between which values a number lies, given how round it is and what qualifies it."""

from __future__ import annotations

import re
from math import floor, log10

from .amount import Kind
from .numbers import SCALES, bare, counted_as

_PERCENT = re.compile(r"\s?(?ai:%|per|pct)")
# What stands before a number and widens its interval: (spelling, lowest and highest share of it).
_QUALIFIERS: tuple[tuple[str, float, float, str], ...] = (
    (r"at least|(?:no|not) (?:fewer|less) than|a minimum of", 1.0, 1.5, "at least"),
    (r"at most|(?:no|not) more than|a maximum of", 0.0, 1.0, "at most"),
    (r"just over|a little over", 0.8, 1.2, "just over"),
    # Whoever says "more than 59" may mean 59: it begins where "at least 59" does.
    (r"more than|over|above|upwards? of|north of|exceed(?:s|ed|ing)?|in excess of|greater than|"
     r"surpass(?:es|ed|ing)?|pass(?:ed|ing)|topp(?:ed|ing)", 1.0, 1.5, "over"),
    (r"nearly|almost|close to|just under|approaching|just shy of", 0.85, 1.03, "nearly"),
    (r"less than|fewer than|under|below", 0.5, 1.0, "under"),
    (r"as many as|as much as", 0.5, 1.0, "up to"),
    (r"up to", 0.0, 1.0, "up to"),
    (r"about|around|some|roughly|approximately|approx\.?|an estimated|estimated|circa|or so|"
     r"estimates? of", 0.8, 1.2, "about"),
)  # fmt: skip
_QUALIFIER = re.compile(
    r"\b(?ai:"
    + "|".join(f"(?P<q{i}>{pattern})" for i, (pattern, *_) in enumerate(_QUALIFIERS))
    + r")\s+(?ai:the |a |an |another |its |their )?$"
)
# One of these stands before the number, or the pattern needn't be asked.
_ENDS = tuple(
    "than over least above of exceed exceeds exceeded exceeding nearly almost to under "
    "approaching below many much most surpasses surpassed surpassing passed passing topped "
    "topping about around some roughly approximately approx approx. estimated circa so as the a "
    "an another its their".split()
)

# Who is counted by one report and not by another: "20 dead, including the three gunmen".
_DOERS = re.compile(
    r"[^.;]{0,40}\bincluding (?:the |a |an |his |her |all )?(?P<number>[\w-]{1,12} )?"
    r"(?:[a-z]+ ){0,2}?(?:gunm[ae]n|attackers?|assailants?|bombers?|shooters?|suspects?|killers?|"
    r"hijackers?|perpetrators?|terrorists?|himself|herself)\b"
)
# "Three years and 10 months" is nearly four years.
_AND_PARTS = re.compile(r"\s[a-z]+,? (?:and )?[\w-]+ (?:months?|weeks?|days?|hours?|minutes?)\b")
#: Units of time: how long, or how long ago.
DURATIONS = frozenset("years months weeks days hours minutes decades centuries".split())
_MEASURED = 0.04  # share by which a round distance or weight may be off: "60 miles" for 100 km


def widened(kind: Kind, unit: str, behind: str, low: float, high: float) -> tuple[float, float]:
    """An interval as the words behind the number widen it."""
    if kind == "count" and "including" in behind and (doers := _DOERS.match(behind)):
        return low - min(low, counted_as((doers["number"] or "").strip()) or 1.0), high
    if kind != "measure":
        return low, high
    if unit in DURATIONS:
        return low, high + 1.0 if _AND_PARTS.match(behind) else high
    if low == high and low % 5 == 0:
        return low * (1 - _MEASURED), high * (1 + _MEASURED)
    return low, high


def qualified(
    text: str, match: re.Match[str], low: float, high: float
) -> tuple[str, float, float, int]:
    """The interval that a number means, given the words before it and how round it is."""
    low, high = low - _rounding(match, low, "1"), high + _rounding(match, high, "2")
    begin = max(0, match.start() - 40)
    found = _qualifier(text, begin, match.start("number1"))
    found = found or _qualifier(text[begin : match.start()] + " ", 0, match.start() - begin + 1)
    if not found:
        return "", low, high, match.start()
    which = next(int(name[1:]) for name, value in found.groupdict().items() if value)
    _, least, most, word = _QUALIFIERS[which]
    start = match.start() - (len(found[0].rstrip()) + 1)
    return word, low * least, high * most, max(0, start)


def _qualifier(text: str, start: int, end: int) -> re.Match[str] | None:
    if not text[start:end].rstrip().lower().endswith(_ENDS):
        return None
    return _QUALIFIER.search(text, start, end)


def _rounding(match: re.Match[str], value: float, which: str) -> float:
    """Half of the last digit that is told, at most a twentieth, for numbers that look round."""
    number = match[f"number{which}"] or match["number1"]
    scale = match[f"scale{which}"] or match["scale1"] or match["scale2"]
    if scale and bare(scale) != "dozen":
        places = len(number.partition(".")[2])
        return min(SCALES[bare(scale)] * 10.0**-places / 2, value / 8)
    if _PERCENT.match(match["unit"] or ""):
        return 10.0 ** -len(number.partition(".")[2]) / 2
    if value >= 100 and value % 100 == 0:
        digits = floor(log10(value))
        unit = next(10.0**d for d in range(digits, 0, -1) if value % 10.0**d == 0)
        return min(unit / 2, value / 20)
    return 0.0
