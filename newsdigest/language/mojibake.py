"""Text of which the bytes were UTF-8 and were read as Windows-1252: "donâ€™t", "CafÃ©".

Undone where the whole text is such: written back as Windows-1252 all of its bytes must be valid
UTF-8, which text that was read rightly hardly ever is. Where only parts of it are, as on pages that
were put together, quotation marks, dashes and the like are put right: nobody writes "â€™".
"""

from __future__ import annotations

import re

# What the first byte of a character in UTF-8 and the second one look like then.
_NEXT = "[\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_SIGN = re.compile(f"[\u00c2-\u00f4]{_NEXT}")
# General punctuation. Other letters with two marks behind them may be meant: "café’”".
_MARK = re.compile(f"\u00e2[\u0080\u20ac]{_NEXT}")


def unscrambled(text: str) -> str:
    """The text as it was meant, the same where it is no such text; linear."""
    if text.isascii() or not _SIGN.search(text):
        return text
    return _decoded(text) or _MARK.sub(lambda mark: _decoded(mark[0]) or mark[0], text)


def _decoded(text: str) -> str:
    """What a text was meant to be, "" if it is no such text as a whole."""
    try:
        return _bytes(text).decode()
    except UnicodeError:
        return ""


def _bytes(text: str) -> bytes:
    """The bytes that browsers read as this text; they read those that cp1252 lacks as controls."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join([_byte(char) for char in text])


def _byte(char: str) -> bytes:
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252")
