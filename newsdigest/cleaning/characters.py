"""What kind each character is, in bits: a table over which numpy reads a whole page at once."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .endings import CLOSERS, FINALS

Kinds = NDArray[np.uint16]

SPACE, UPPER, LOWER, DIGIT = 1, 2, 4, 8
#: Capitals and small letters of Latin, Greek and Cyrillic that names are written with.
CAPITAL, LATIN_UPPER, LATIN_LOWER = 16, 32, 64
SEPARATOR, QUOTE, UNSPACED = 128, 256, 512
#: What ends a sentence, in the scripts that have an end, and what may stand behind it.
FINAL, CLOSER = 1024, 2048
#: What stands between the digits of dates and times of day.
DATE_MARK = 4096

_PATTERNS = {
    DIGIT: "[0-9]",
    CAPITAL: "[A-ZÀ-ÖØ-ÞĀĂĄČĎĐĘĚŁŃŇŘŚŞŠŤŮŹŻŽА-ЯЁЂ-ЏҐΑ-Ω]",
    LATIN_UPPER: "[A-ZÀ-Þ]",
    LATIN_LOWER: "[a-zà-ÿ]",
    SEPARATOR: "[|»«›‹•·►▶→←✓✕×≡/]",
    FINAL: f"[{FINALS}]",
    CLOSER: f"[{re.escape(CLOSERS)}]",
    DATE_MARK: "[/.:-]",
    QUOTE: '["“”„«»‘「『]',
    # Scripts that write no spaces between words, and Hangul, whose words have as few characters.
    UNSPACED: "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",
}
_LAST = 0xFFFF  # no character, hence of no kind; all beyond it are counted as it
# What is lower case of a Latin-1 character; beyond them, the capitals of which a Latin-1 character
# is the lower case.
_LOW = bytes(range(256)).decode("latin-1").lower().encode("latin-1")
_LOW_IN_LATIN = (("\u0178", "ÿ"), ("\u1e9e", "ß"), ("\u212a", "k"), ("\u212b", "å"))


@cache
def _table() -> Kinds:
    characters = "".join(map(chr, range(_LAST + 1)))
    table = np.zeros(_LAST + 1, dtype=np.uint16)
    table |= SPACE * np.fromiter(map(str.isspace, characters), np.uint16)
    table |= UPPER * np.fromiter(map(str.isupper, characters), np.uint16)
    table |= LOWER * np.fromiter(map(str.islower, characters), np.uint16)
    for kind, pattern in _PATTERNS.items():
        for match in re.finditer(f"{pattern}+", characters):
            table[match.start() : match.end()] |= kind
    return table


def code_points(text: str) -> NDArray[np.unsignedinteger]:
    """The code points of a text, those beyond the Basic Multilingual Plane as U+FFFF."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(codes, _LAST)


def low_bytes(text: str) -> bytes:
    """A text in lower case, a byte a character: others than Latin-1's are "?"."""
    if not text.isascii():
        for capital, small in _LOW_IN_LATIN:
            text = text.replace(capital, small)
    return text.encode("latin-1", "replace").translate(_LOW)


def kinds(codes: NDArray[np.unsignedinteger]) -> Kinds:
    """The kinds of code points, a bit each, shape (characters,)."""
    found: Kinds = _table().take(codes)
    return found
