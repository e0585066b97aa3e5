"""Canonical text: what of an article's characters counts when two articles are compared.

Case, typography and tricks that a reader can't see must not hide a copy, so a text is brought to
one form first: NFKC and lower case, default-ignorable code points (soft hyphens, zero-width
spaces, tags) dropped, Cyrillic and Greek letters that look like Latin ones replaced by them, and
everything that is no part of a word replaced by a space. In scripts written without spaces every
code point is a word of its own. Combining marks belong to their word: ``\\w`` alone would cut
Hindi words at their vowels.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Version of the rules in this file and of the hashes of words and shingles (``hashing``):
#: signatures made under another version can't be compared.
TOKENIZER = 2

#: What becomes of a code point; a value of 32 or more is the ASCII letter that replaces it.
DROP, BREAK, KEEP, ALONE = 0, 1, 2, 3

#: Ranges of the Unicode property Default_Ignorable_Code_Point.
IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
#: Scripts without spaces: Thai, Lao, Burmese, Khmer, the ideographic marks, kana, Han.
SPACELESS = (
    *((0xE00, 0xE7F), (0xE80, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007)),
    *((0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)),
    *((0x20000, 0x3FFFF),),
)
#: No two letters of one script become the same one: words of one script never become equal.
LOOKALIKES = dict(
    zip(
        "авекмнорстухіјѕԁԛԝӏѵ" + "αβεζηικμορτυνχ",
        "abekmhopctyxijsdqwlv" + "abezhikmoptuvx",
        strict=True,
    )
)


def canonical(text: str) -> str:
    """The text as it is compared: its words, a space between each two.

    >>> canonical("Zero\\u200bwidth, \\uff46\\uff49ne")
    'zerowidth fine'
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words of a text, in order; the slow definition that the engines must agree with."""
    spaced = "".join(map(_replacement, fold(text)))
    return [word for word in spaced.split(" ") if word]


def fold(text: str) -> str:
    """NFKC and lower case; a lone surrogate, which no encoding can hold, becomes "?"."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode()).lower()


def action(character: str) -> int:
    """What becomes of a folded character: DROP, BREAK, KEEP, ALONE or an ASCII code."""
    if character in LOOKALIKES:
        return ord(LOOKALIKES[character])
    if _within(character, IGNORABLE):
        return DROP
    if not (character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"):
        return BREAK
    return ALONE if _within(character, SPACELESS) else KEEP


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)


@lru_cache(4096)
def _replacement(character: str) -> str:
    what = action(character)
    spelled = {DROP: "", BREAK: " ", KEEP: character, ALONE: f" {character} "}
    return spelled[what] if what in spelled else chr(what)
