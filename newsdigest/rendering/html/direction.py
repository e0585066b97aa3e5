"""Which texts the browser is told to find the direction of: those with right-to-left letters."""

from __future__ import annotations

import re

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, the marks and overrides of direction,
# presentation forms, and the right-to-left scripts beyond the first plane.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def turning(text: str) -> bool:
    """Whether a text needs an element that is set apart and has the text's own direction.

    Elsewhere the page's direction does; an attribute on every element would cost a browser more
    than reading the words.
    """
    return not text.isascii() and _TURNING.search(text) is not None
