"""Text of which the bytes were UTF-8 and were read as Windows-1252: "donâ€™t", "CafÃ©".

Undone only where the whole text is such: written back as Windows-1252 all of its bytes must be
valid UTF-8, which text that was read rightly hardly ever is.
"""

from __future__ import annotations

import re

# What the first byte of a character in UTF-8 and the second one look like then.
_SIGN = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def unscrambled(text: str) -> str:
    """The text as it was meant, the same where it is no such text; linear."""
    if text.isascii() or not _SIGN.search(text):
        return text
    try:
        return _bytes(text).decode()
    except UnicodeError:
        return text


def _bytes(text: str) -> bytes:
    """The bytes that browsers read as this text; they read those that cp1252 lacks as controls."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join([_byte(char) for char in text])


def _byte(char: str) -> bytes:
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252")
