"""Which words, phrases, dates and times of day lines have."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from . import characters as kind
from .lines import HEAD
from .packing import PackedWords
from .sheet import Flags, Sheet, Values
from .terms import terms_in_heads
from .vocabulary import FUNCTION_WORDS, LEGAL, MARKERS, OPENERS, VERBS

# Words up to which a line is looked through for dates, marker words and addresses.
BRIEF = 40
# Words up to which "4 mins ago" is a time stamp rather than part of a sentence.
_LABEL = 12
# Words from which on a line can be a sentence of a consent notice.
_LEGAL_WORDS = 6
# Digits that a date or a time of day has at least.
_DATE_DIGITS = 3
_OPENER_MARKS = "•·»>|-–—:：#*[]()（）【】.,"

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_RELATIVE = re.compile(
    r"\b[0-9]{1,3} ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?"
    r"|years?) ago\b|\b(?:an?|one|two|few) (?:minute|hour|day|week|month|year)s? ago\b|\bjust now\b"
)
_DATE = re.compile(
    rf"\b{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH},? [0-9]{{4}}\b"
    r"|\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
    r"|\b[0-9]{1,2}:[0-9]{2} ?(?:am|pm|a\.m|p\.m|gmt|et|est|edt|ist|utc|bst|pst|pdt)\b"
)

_FUNCTION, _VERB, _MARKER = 1, 2, 4
_WORD_KINDS: dict[str, int] = {}
for _words, _bit in ((FUNCTION_WORDS, _FUNCTION), (VERBS, _VERB), (MARKERS, _MARKER)):
    for _word in _words:
        _WORD_KINDS[_word] = _WORD_KINDS.get(_word, 0) | _bit


def legal_terms(head: str) -> int:
    """How many of the terms of consent notices a head in lower case has."""
    return sum(map(head.__contains__, LEGAL))


def word_features(sheet: Sheet) -> dict[str, Values]:
    """The features of lines that know words: function words, verbs, terms, dates and the like."""
    known = _packed_kinds().kinds_of(sheet.low, sheet.word_starts, sheet.word_ends)
    function = np.add.reduceat((known & _FUNCTION).astype(np.intp), sheet.first_words)
    present = np.bitwise_or.reduceat(known, sheet.first_words)
    terms = terms_in_heads(*sheet.low_spelled(), HEAD)
    brief, long = sheet.words <= BRIEF, sheet.words > _LEGAL_WORDS
    marked = ((present & _MARKER) > 0) | (terms["phrase"] > 0)
    stamped = brief & (terms["time"] > 0) & (sheet.seen_words <= _LABEL)
    return {
        "function_share": function / sheet.seen_words,
        "function_count": np.minimum(function, 30) / 10,
        "verb": (present & _VERB) > 0,
        "opener": _opening(sheet, brief),
        "marker": brief & marked,
        "address": brief & (terms["address"] > 0),
        "relative_time": _matching(_RELATIVE, sheet, stamped),
        "date": _matching(_DATE, sheet, brief & _may_be_dated(sheet)),
        "disclosure": np.where(long, terms["disclosure"], 0),
        "legal": np.where(long, terms["legal"], 0),
    }


@cache
def _packed_kinds() -> PackedWords:
    return PackedWords(_WORD_KINDS)


def _opening(sheet: Sheet, likely: Flags) -> Flags:
    """Which of the likely lines begin with a word that lines of chrome begin with."""
    found = np.zeros(len(likely), dtype=bool)
    ends = sheet.word_ends[sheet.first_words] - sheet.starts
    for line, end in zip(np.flatnonzero(likely).tolist(), ends[likely].tolist(), strict=True):
        word = sheet.lines[line][:end].lower()
        found[line] = word in OPENERS or word.strip(_OPENER_MARKS) in OPENERS
    return found


def _may_be_dated(sheet: Sheet) -> Flags:
    """Which lines have a year or a mark between digits in their heads, as every date has."""
    digits = sheet.digits
    between = digits[:-1][np.diff(digits) == 2] + 1
    marked = between[(sheet.kinds[between] & kind.DATE_MARK) != 0]
    year = digits[:-3][digits[3:] - digits[:-3] == 3] - 1
    years = year[sheet.codes[year] == ord(" ")]
    found = (sheet.in_heads(marked) > 0) | (sheet.in_heads(years) > 0)
    enough: Flags = found & (sheet.in_heads(digits) >= _DATE_DIGITS)
    return enough


def _matching(pattern: re.Pattern[str], sheet: Sheet, likely: Flags) -> Flags:
    """Which of the likely lines have a head in which a pattern is found."""
    found = np.zeros(len(likely), dtype=bool)
    for line in np.flatnonzero(likely).tolist():
        found[line] = pattern.search(sheet.low_head(line)) is not None
    return found
