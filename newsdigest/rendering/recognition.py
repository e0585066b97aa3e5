"""Tells by how a file begins whether it is a result that was written before."""

from __future__ import annotations

import re
from pathlib import Path

_BEGINNING = 16_384  # bytes: more than the longest headline and what stands around it

# What the results of digest, cluster and dedup have and no article has. Articles that were written
# as records (clean, export, dedup --drop) are articles, and are not told from others.
_MARKS = re.compile(
    rb"""
      "newsdigest":\s"\d | "name":\s"newsdigest" | "event_id":\s"[0-9a-f]{12}"   # JSON of any form
    | \A\{(?:\s+"groups":\s|"kept":\s|"articles":\s\d) | \A\[\]\s*\Z
    | \A(?:event_id|kept,copy),                                                  # CSV
    | <meta\ name="generator"\ content="newsdigest\ | <generator[^>]*>newsdigest<
    | ^From:\ newsdigest\ <
    | \ \xc2\xb7\ event\ [0-9a-f]{12}\s | ^-\ kept:\s                            # text, Markdown
    | \ANo\ (?:events|near-duplicates)\.\s*\Z
    """,
    re.VERBOSE | re.MULTILINE,
)


def is_result(path: str | Path) -> bool:
    """Whether a file holds digests, events or duplicates in a form that newsdigest writes.

    A file that is empty, or can't be read, holds no article that could be lost.
    """
    try:
        with Path(path).open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return True
    return not beginning.strip() or _MARKS.search(beginning) is not None
