"""What the lines of a page look like, in numbers: the features that the line model weighs.

Every feature is a function of the line alone, but many lines are read together: numpy walks over
their characters once, and words, dates and addresses are looked for only where they can be.
Time is linear in the lines; no pattern runs on more than :data:`HEAD` characters of one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import characters as kind
from .endings import ends_sentence, trails_off
from .sheet import Counts, Flags, Sheet, Values, Vector
from .wording import BRIEF, word_features

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

_SPELLED = 40  # words of a line that are looked at for capitals
# The scripts whose sentences end without a mark, and the characters that a line of prose has.
_THAI, _AFTER_LAO, _UNMARKED_LEAST = 0x0E00, 0x0F00, 80
_MORE_LETTERS = 2  # that a character stands for beside itself, in scripts without spaces


def word_count(lines: Sequence[str]) -> int:
    """The words of some trimmed lines; in scripts without spaces, half the characters."""
    return int(Sheet(lines).words.sum()) if lines else 0


def line_features(lines: Sequence[str]) -> Vector:
    """The features of trimmed, non-empty lines without line ends, shape (lines, features).

    The last one, "repeated", is the page's to say and is 0 here.
    """
    features = np.zeros((len(lines), len(NAMES)))
    if lines:
        sheet = Sheet(lines)
        columns = {**_lengths(sheet), **_ends(sheet), **_characters(sheet), **word_features(sheet)}
        for name, values in columns.items():
            features[:, COLUMN[name]] = values
    return features


def _lengths(sheet: Sheet) -> dict[str, Values]:
    """How long the lines are, in classes as well.

    The model learned how long words are from scripts that part them. Where two characters count as
    a word, each counts as three letters: then words are as long as English ones.
    """
    words = sheet.words
    chars, unspaced = sheet.chars, sheet.of_kind(kind.UNSPACED)
    if len(unspaced):
        chars = chars + _MORE_LETTERS * sheet.per_line(unspaced)
    return {
        "words": np.log1p(words),
        "chars": np.log1p(chars),
        "word_length": np.minimum(chars / np.maximum(words, sheet.seen_words), 20) / 10,
        "words_1_3": words <= 3,
        "words_4_6": (words > 3) & (words <= 6),
        "words_7_14": (words > 6) & (words <= 14),
        "words_25": words >= 25,
    }


def _ends(sheet: Sheet) -> dict[str, Values]:
    """How the lines begin and end."""
    first = sheet.kinds[sheet.starts]
    last = sheet.last_codes()
    final, closed, ellipsis = _last_marks(last)
    dots = _end_in_dots(sheet, last)
    final &= ~dots
    ellipsis |= dots
    # Thai and Lao end sentences with no mark: what is as long as a sentence is one.
    unmarked = (last >= _THAI) & (last < _AFTER_LAO)
    if unmarked.any():
        final |= unmarked & (sheet.per_line(sheet.of_kind(kind.UNSPACED)) >= _UNMARKED_LEAST)
    for index in np.flatnonzero(closed).tolist():
        final[index] = ends_sentence(sheet.lines[index])
        ellipsis[index] = trails_off(sheet.lines[index])
    return {
        "final": final,
        "ellipsis": ellipsis,
        "colon": last == ord(":"),
        "lower_start": (first & kind.LOWER) > 0,
        "upper_start": (first & kind.UPPER) > 0,
    }


def _last_marks(last: NDArray[np.uint32]) -> tuple[Flags, Flags, Flags]:
    """Of last characters: which end a sentence, which may be behind an end, ellipses."""
    kinds = kind.kinds(last)
    return (kinds & kind.FINAL) > 0, (kinds & kind.CLOSER) > 0, last == ord("…")


def _end_in_dots(sheet: Sheet, last: NDArray[np.uint32]) -> Flags:
    """Which lines end in three full stops."""
    found: Flags = last == ord(".")
    for index in np.flatnonzero(found).tolist():
        found[index] = sheet.lines[index].endswith("...")
    return found


def _characters(sheet: Sheet) -> dict[str, Values]:
    """What kinds of characters stand in the heads of the lines, and words in capitals."""
    some = np.minimum(sheet.seen_words, _SPELLED)
    capitals = sheet.in_heads(_capitals(sheet))
    digits = sheet.in_heads(sheet.digits)
    bounds = sheet.starts.repeat(2)
    bounds[1::2] += sheet.head_chars
    present = np.bitwise_or.reduceat(sheet.kinds, bounds)[::2]
    initial = (sheet.kinds[sheet.starts] & kind.UPPER) > 0
    commas = sheet.per_line(np.flatnonzero(sheet.codes == ord(",")))
    return {
        "capitals": np.minimum(capitals / some, 1),
        "upper": _upper_words(sheet) / some,
        "digits": digits / sheet.head_chars,
        "separators": (present & kind.SEPARATOR) > 0,
        "quote": (present & kind.QUOTE) > 0,
        "commas": np.minimum(commas / sheet.seen_words, 0.2) * 5,
        "sentences": np.minimum(sheet.per_line(_inner_ends(sheet)), 6),
        "name": (sheet.seen_words > 1) & (sheet.seen_words <= 4) & initial
        & (capitals == sheet.seen_words - 1) & (digits == 0),
        "glued": (sheet.words <= BRIEF // 2) & _glued(sheet),
    }  # fmt: skip


def _capitals(sheet: Sheet) -> Counts:
    """Where a word begins with a capital, a line's first word aside."""
    capital = (sheet.kinds.take(sheet.word_starts) & kind.CAPITAL) > 0
    capital[sheet.first_words] = False
    return sheet.word_starts[capital]


def _upper_words(sheet: Sheet) -> Counts:
    """The words in capitals among the first of each line."""
    words = np.bitwise_or.reduceat(sheet.kinds, sheet.word_starts)
    upper = np.flatnonzero((words & (kind.UPPER | kind.LOWER)) == kind.UPPER)
    last = sheet.first_words + np.minimum(sheet.seen_words, _SPELLED)
    found: Counts = np.searchsorted(upper, last) - np.searchsorted(upper, sheet.first_words)
    return found


def _inner_ends(sheet: Sheet) -> Counts:
    """The full stops and question marks with a space behind them."""
    marks = np.flatnonzero((sheet.codes == ord(".")) | (sheet.codes == ord("?")))
    found: Counts = marks[sheet.codes[marks + 1] == ord(" ")]
    return found


def _glued(sheet: Sheet) -> Flags:
    """Which lines have words put together without a space ("worldBy", ")By", "read12")."""
    kinds, codes = sheet.kinds, sheet.codes
    upper = sheet.of_kind(kind.LATIN_UPPER)
    before, after = kinds[upper - 1], kinds[upper + 1]
    inner = (before & kind.LATIN_LOWER > 0) & (after & kind.LATIN_LOWER > 0)
    closed = (codes[upper - 1] == ord(")")) & (codes[upper] <= ord("Z"))
    letter, following = codes[sheet.digits - 1], kinds[sheet.digits + 1]
    pair = (letter >= ord("a")) & (letter <= ord("z")) & ((following & kind.DIGIT) > 0)
    found = sheet.in_heads(upper[inner | closed], 2) + sheet.in_heads(sheet.digits[pair], 2)
    glued: Flags = found > 0
    return glued
