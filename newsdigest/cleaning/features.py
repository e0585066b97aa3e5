"""What one line of text looks like, in numbers: the features that the line model weighs.

Every feature is a function of the line alone and takes time linear in its length; no pattern runs
on more than :data:`HEAD` characters of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log1p

from .vocabulary import FUNCTION_WORDS, LEGAL, MARKERS, OPENERS, PHRASES, VERBS

#: Characters of a line that patterns see.
HEAD = 300
# Characters of a line whose words are counted one by one; the rest is extrapolated.
_COUNTED = 3000
# Words up to which a line is looked through for dates, marker words and addresses.
_BRIEF = 40
# Words up to which "4 mins ago" is a time stamp rather than part of a sentence.
_LABEL = 12
# Words from which on a line can be a sentence of a consent notice.
_LEGAL_WORDS = 6

NAMES = (
    "words", "chars", "word_length", "final", "ellipsis", "colon", "function_share",
    "function_count", "capitals", "upper", "digits", "relative_time", "date", "opener", "marker",
    "address", "separators", "quote", "commas", "sentences", "verb", "lower_start", "upper_start",
    "words_1_3", "words_4_6", "words_7_14", "words_25", "name", "glued", "legal", "repeated",
)  # fmt: skip
COLUMN = {name: index for index, name in enumerate(NAMES)}
#: The terms of consent notices count for the rules only: privacy is in the news as well.
UNLEARNED = ("legal",)
#: The features that know English words; without them the model is language-neutral.
ENGLISH = ("function_share", "function_count", "opener", "marker", "verb")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_RELATIVE = re.compile(
    r"\b\d{1,3} ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?"
    r"|years?) ago\b|\b(?:an?|one|two|few) (?:minute|hour|day|week|month|year)s? ago\b|\bjust now\b"
)
_DATE = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}:\d{2} ?(?:am|pm|a\.m|p\.m|gmt|et|est|edt|ist|utc|bst|pst|pdt)\b"
)
# Scripts that write no spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_GLUED = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ][a-zà-ÿ]|\)[A-Z]|[a-z]\d{2}")
_DIGITS = "0123456789"
_SEPARATOR = re.compile("[|»«›‹•·►▶→←✓✕×≡/]")
_CAPITAL = re.compile(r"(?<=\s)[A-ZÀ-ÖØ-ÞĀĂĄČĎĐĘĚŁŃŇŘŚŞŠŤŮŹŻŽА-ЯЁЂ-ЏҐΑ-Ω]")
_QUOTE = re.compile('["“”„«»‘「『]')
_CLOSING = "\"'”’»)]」』"
_CLOSERS = frozenset(_CLOSING)
_CLOSING_QUOTES = frozenset('"”»」')
_TEASED = ("…", "...", "…”", "...”", '…"', '..."', "…’", "...’", "…'", "...'")
#: Characters that end a sentence, in the scripts that have one.
FINAL = frozenset(".!?。！？।؟۔։။၊។")


def word_count(line: str) -> int:
    """Words of a line; in scripts without spaces, half its characters."""
    return _count(line, len(line[:_COUNTED].split()))


def _count(line: str, words: int) -> int:
    head = line[:_COUNTED]
    if not head.isascii() and _UNSPACED.search(head, 0, HEAD):
        words = max(words, len(_UNSPACED.findall(head)) // 2)
    return words if len(line) <= _COUNTED else words * len(line) // _COUNTED


def trails_off(line: str) -> bool:
    """Whether a line ends in an ellipsis, closing quotes aside, as a teaser does."""
    return line.endswith(_TEASED)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes aside; an ellipsis is no end."""
    last = line[-1]
    if last in _CLOSERS:
        return last in _CLOSING_QUOTES or line[-8:].rstrip(_CLOSING)[-1:] in FINAL
    return last in FINAL and not line.endswith("...")


def legal_terms(head: str) -> int:
    """How many of the terms of consent notices a head in lower case has."""
    return sum(map(head.__contains__, LEGAL))


@lru_cache(maxsize=1 << 14)
def _short_line_features(line: str) -> tuple[float, ...]:
    return _features(line)


def line_features(line: str) -> tuple[float, ...]:
    """The features of one trimmed, non-empty line, in the order of :data:`NAMES`.

    The last one, "repeated", is the page's to say and is 0 here.
    """
    # Menus repeat from page to page, paragraphs don't.
    return _short_line_features(line) if len(line) <= 80 else _features(line)


def _features(line: str) -> tuple[float, ...]:
    head = line[:HEAD]
    words = line[:_COUNTED].split()
    low = line[:_COUNTED].lower()
    lower = low.split()
    low = low[:HEAD]
    seen = len(words) or 1
    count = _count(line, len(words))
    function = sum(map(FUNCTION_WORDS.__contains__, lower))
    some = words[:40]
    capitals = len(_CAPITAL.findall(head))
    digits = sum(map(head.count, _DIGITS)) / len(head)
    first = line[0]
    return (
        log1p(count),
        log1p(len(line)),
        min(len(line) / seen, 20) / 10,
        ends_sentence(line),
        trails_off(line),
        line[-1] == ":",
        function / seen,
        min(function, 30) / 10,
        min(capitals / (len(some) or 1), 1),
        sum(map(str.isupper, some)) / (len(some) or 1),
        digits,
        *(_marks(low, lower, digits) if count <= _BRIEF else (0, 0, 0, 0, 0)),
        _SEPARATOR.search(head) is not None,
        _QUOTE.search(head) is not None,
        min(line.count(",", 0, _COUNTED) / seen, 0.2) * 5,
        min(line.count(". ", 0, _COUNTED) + line.count("? ", 0, _COUNTED), 6),
        not VERBS.isdisjoint(lower),
        first.islower(),
        first.isupper(),
        count <= 3,
        3 < count <= 6,
        6 < count <= 14,
        count >= 25,
        1 < seen <= 4 and capitals == seen - 1 and first.isupper() and not digits,
        count <= _BRIEF // 2 and _GLUED.search(head) is not None,
        legal_terms(low) if count > _LEGAL_WORDS else 0,
        0,
    )


def _marks(low: str, words: list[str], digits: float) -> tuple[float, ...]:
    """Relative time, date, opener, marker and address, for which only brief lines are read."""
    return (
        len(words) <= _LABEL and ("ago" in low or "now" in low) and bool(_RELATIVE.search(low)),
        digits > 0 and _DATE.search(low) is not None,
        bool(words) and words[0].strip("•·»>|-–—:#*[]().,") in OPENERS,
        not MARKERS.isdisjoint(words) or any(map(low.__contains__, PHRASES)),
        "http" in low or "www." in low or "@" in low or ".com" in low,
    )
