"""What the lines of a page look like, in numbers: the features that the line model weighs.

Every feature is a function of the line alone, but a page's lines are read together: numpy walks
over its characters once, and words, dates and addresses are looked for only where they can be.
Time is linear in the page; no pattern runs on more than :data:`HEAD` characters of a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from . import characters as kind
from .terms import terms_in_heads
from .vocabulary import FUNCTION_WORDS, LEGAL, MARKERS, OPENERS, VERBS

Vector = NDArray[np.float64]
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]

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
# Digits that a date or a time of day has at least.
_DATE_DIGITS = 3

NAMES = (
    "words", "chars", "word_length", "final", "ellipsis", "colon", "function_share",
    "function_count", "capitals", "upper", "digits", "relative_time", "date", "opener", "marker",
    "address", "separators", "quote", "commas", "sentences", "verb", "lower_start", "upper_start",
    "words_1_3", "words_4_6", "words_7_14", "words_25", "name", "glued", "legal", "disclosure",
    "repeated",
)  # fmt: skip
COLUMN = {name: index for index, name in enumerate(NAMES)}
#: Terms of consent notices and disclosures count for the rules only: they are in the news as well.
UNLEARNED = ("legal", "disclosure")
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
_CLOSING = "\"'”’»)]」』"
_CLOSERS = frozenset(_CLOSING)
_CLOSING_QUOTES = frozenset('"”»」')
_TEASED = ("…", "...", "…”", "...”", '…"', '..."', "…’", "...’", "…'", "...'")
_OPENER_MARKS = "•·»>|-–—:#*[]().,"
#: Characters that end a sentence, in the scripts that have one.
FINAL = frozenset(".!?。！？।؟۔։။၊။")

_FUNCTION, _VERB, _MARKER = 1, 2, 4
_WORD_KINDS: dict[str, int] = {}
for _words, _bit in ((FUNCTION_WORDS, _FUNCTION), (VERBS, _VERB), (MARKERS, _MARKER)):
    for _word in _words:
        _WORD_KINDS[_word] = _WORD_KINDS.get(_word, 0) | _bit


def trails_off(line: str) -> bool:
    """Whether a line ends in an ellipsis, closing quotes aside, as a teaser does."""
    return line.endswith(_TEASED)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes aside; an ellipsis is no end."""
    last = line[-1]
    if last in FINAL:
        return last != "." or not line.endswith("...")
    if last in _CLOSERS:
        return last in _CLOSING_QUOTES or line[-8:].rstrip(_CLOSING)[-1:] in FINAL
    return False


def legal_terms(head: str) -> int:
    """How many of the terms of consent notices a head in lower case has."""
    return sum(map(head.__contains__, LEGAL))


def word_count(lines: Sequence[str]) -> int:
    """The words of some trimmed lines; in scripts without spaces, half the characters."""
    return int(_Lines(lines).words.sum()) if lines else 0


def line_features(lines: Sequence[str]) -> Vector:
    """The features of trimmed, non-empty lines without line ends, shape (lines, features).

    The last one, "repeated", is the page's to say and is 0 here.
    """
    features = np.zeros((len(lines), len(NAMES)))
    if lines:
        page = _Lines(lines)
        columns = {**page.lengths(), **page.ends(), **page.characters(), **page.vocabulary()}
        for name, values in columns.items():
            features[:, COLUMN[name]] = values
    return features


class _Lines:
    """The lines of a page as one array of characters and one list of words, and where each is."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.chars = np.fromiter(map(len, lines), np.intp, len(lines))
        self.seen_chars = np.minimum(self.chars, _COUNTED)
        self.head_chars = np.minimum(self.chars, HEAD)
        if (self.chars > _COUNTED).any():
            lines = [line[:_COUNTED] for line in lines]
        text = "\n".join(lines)
        self.low = text.lower()
        self.codes = kind.code_points(text + "\n")
        self.kinds = kind.kinds(self.codes)
        self.starts = np.concatenate(([0], np.cumsum(self.seen_chars + 1)[:-1]))
        self.line_of = np.repeat(np.arange(len(lines)), self.seen_chars + 1)
        blank = (self.kinds & kind.SPACE) > 0
        self.word_starts = np.flatnonzero(~blank & np.concatenate(([True], blank[:-1])))
        self.line_of_word = self.line_of[self.word_starts]
        self.seen_words = self._per_line(self.line_of_word)
        self.first_words = np.concatenate(([0], np.cumsum(self.seen_words)[:-1]))
        self.words = self._words()

    def lengths(self) -> dict[str, Vector]:
        """How long the lines are, in classes as well."""
        words = self.words
        return {
            "words": np.log1p(words),
            "chars": np.log1p(self.chars),
            "word_length": np.minimum(self.chars / self.seen_words, 20) / 10,
            "words_1_3": words <= 3,
            "words_4_6": (words > 3) & (words <= 6),
            "words_7_14": (words > 6) & (words <= 14),
            "words_25": words >= 25,
        }

    def ends(self) -> dict[str, Flags]:
        """How the lines begin and end."""
        first = self.kinds[self.starts]
        last = kind.code_points("".join([line[-1] for line in self.lines]))
        # Most lines end in a letter, and need no second look.
        final, closed, ellipsis = self._last_marks(last)
        for index in np.flatnonzero(closed).tolist():
            final[index] = ends_sentence(self.lines[index])
            ellipsis[index] = trails_off(self.lines[index])
        return {
            "final": final,
            "ellipsis": ellipsis,
            "colon": last == ord(":"),
            "lower_start": (first & kind.LOWER) > 0,
            "upper_start": (first & kind.UPPER) > 0,
        }

    def characters(self) -> dict[str, Vector]:
        """What kinds of characters stand in the heads of the lines, and words in capitals."""
        some = np.minimum(self.seen_words, 40)
        capitals = self._in_heads(self._capitals())
        self.digits = self._in_heads(self._where(self.kinds, kind.DIGIT))
        ends = np.ravel(np.column_stack((self.starts, self.starts + self.head_chars)))
        present = np.bitwise_or.reduceat(self.kinds, ends)[::2]
        initial = (self.kinds[self.starts] & kind.UPPER) > 0
        commas = np.bincount(self.line_of[self.codes == ord(",")], minlength=len(self.lines))
        return {
            "capitals": np.minimum(capitals / some, 1),
            "upper": self._upper_words() / some,
            "digits": self.digits / self.head_chars,
            "separators": (present & kind.SEPARATOR) > 0,
            "quote": (present & kind.QUOTE) > 0,
            "commas": np.minimum(commas / self.seen_words, 0.2) * 5,
            "sentences": np.minimum(self._inner_ends(), 6),
            "name": (self.seen_words > 1) & (self.seen_words <= 4) & initial
            & (capitals == self.seen_words - 1) & (self.digits == 0),
            "glued": (self.words <= _BRIEF // 2) & (self._in_heads(self._glued(), 2) > 0),
        }  # fmt: skip

    def vocabulary(self) -> dict[str, Vector]:
        """Which words, phrases and dates the lines have; :meth:`characters` comes before it."""
        words = self.low.split()
        known = np.fromiter(map(_WORD_KINDS.get, words, repeat(0)), np.uint8, len(words))
        function = np.add.reduceat((known & _FUNCTION).astype(np.intp), self.first_words)
        present = np.bitwise_or.reduceat(known, self.first_words)
        brief = self.words <= _BRIEF
        lows = self.low.split("\n")
        first = [words[index] for index in self.first_words.tolist()]
        openers = [word in OPENERS or word.strip(_OPENER_MARKS) in OPENERS for word in first]
        terms = terms_in_heads(self.low, self._low_starts, HEAD)
        marked = ((present & _MARKER) > 0) | (terms["phrase"] > 0)
        stamped = np.flatnonzero((terms["time"] > 0) & (self.seen_words <= _LABEL))
        dated = np.flatnonzero(brief & (self.digits >= _DATE_DIGITS))
        return {
            "function_share": function / self.seen_words,
            "function_count": np.minimum(function, 30) / 10,
            "verb": (present & _VERB) > 0,
            "opener": brief & openers,
            "marker": brief & marked,
            "address": brief & (terms["address"] > 0),
            "relative_time": brief & self._matching(_RELATIVE, lows, stamped),
            "date": brief & self._matching(_DATE, lows, dated),
            "disclosure": np.where(self.words > _LEGAL_WORDS, terms["disclosure"], 0),
            "legal": np.where(self.words > _LEGAL_WORDS, terms["legal"], 0),
        }

    @staticmethod
    def _last_marks(last: NDArray[np.unsignedinteger]) -> tuple[Flags, Flags, Flags]:
        """Of last characters: which end a sentence, which may be behind an end, ellipses."""
        kinds = kind.kinds(last)
        final = (kinds & kind.FINAL) > 0
        return final, ((kinds & kind.CLOSER) > 0) | (last == ord(".")), last == ord("…")

    def _words(self) -> Counts:
        """The words of each line: in scripts without spaces, half its characters."""
        words = self.seen_words
        unspaced = self._where(self.kinds, kind.UNSPACED)
        if len(unspaced):
            half = self._per_line(self.line_of[unspaced]) // 2
            words = np.where(self._in_heads(unspaced) > 0, np.maximum(words, half), words)
        longer = self.chars > _COUNTED
        return np.where(longer, words * self.chars // _COUNTED, words)

    def _capitals(self) -> Counts:
        """Where a word begins with a capital, a line's first word aside."""
        starts = np.delete(self.word_starts, self.first_words)
        return starts[(self.kinds[starts] & kind.CAPITAL) > 0]

    def _upper_words(self) -> Counts:
        """The words in capitals among the first forty of each line."""
        words = np.bitwise_or.reduceat(self.kinds, self.word_starts)
        upper = (words & (kind.UPPER | kind.LOWER)) == kind.UPPER
        upper &= np.arange(len(words)) - self.first_words[self.line_of_word] < 40
        return self._per_line(self.line_of_word[upper])

    def _inner_ends(self) -> Counts:
        """The full stops and question marks with a space behind them in each line."""
        marks = np.flatnonzero((self.codes == ord(".")) | (self.codes == ord("?")))
        return self._per_line(self.line_of[marks[self.codes[marks + 1] == ord(" ")]])

    def _glued(self) -> Counts:
        """Where two words were put together without a space ("worldBy", ")By", "read12")."""
        upper = self._where(self.kinds, kind.LATIN_UPPER)
        before, after = self.kinds[upper - 1], self.kinds[(upper + 1) % len(self.kinds)]
        inner = (before & kind.LATIN_LOWER > 0) & (after & kind.LATIN_LOWER > 0)
        closed = (self.codes[upper - 1] == ord(")")) & (self.codes[upper] <= ord("Z"))
        digit = self._where(self.kinds, kind.DIGIT)
        letter = self.codes[digit - 1]
        pair = (letter >= ord("a")) & (letter <= ord("z"))
        pair &= (self.kinds[(digit + 1) % len(self.kinds)] & kind.DIGIT) > 0
        return np.concatenate((upper[(upper > 0) & (inner | closed)], digit[(digit > 0) & pair]))

    def _matching(self, pattern: re.Pattern[str], lows: Sequence[str], which: Counts) -> Flags:
        """Which of the lines named have a head in which a pattern is found."""
        found = np.zeros(len(self.lines), dtype=bool)
        for index in which.tolist():
            found[index] = pattern.search(lows[index][:HEAD]) is not None
        return found

    @property
    def _low_starts(self) -> Counts:
        if len(self.low) + 1 == len(self.codes):
            return self.starts
        # A few capitals have longer lower cases.
        lengths = np.fromiter(map(len, self.low.split("\n")), np.intp)
        return np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))

    def _in_heads(self, places: Counts, width: int = 1) -> Counts:
        """How many of these places, so many characters wide, lie in the head of each line."""
        lines = self.line_of[places]
        return self._per_line(lines[places - self.starts[lines] + width <= HEAD])

    def _per_line(self, lines: Counts) -> Counts:
        return np.bincount(lines, minlength=len(self.lines))

    @staticmethod
    def _where(kinds: kind.Kinds, wanted: int) -> Counts:
        return np.flatnonzero((kinds & wanted) != 0)
