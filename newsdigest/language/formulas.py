"""What a spreadsheet would take for a formula, in a cell that holds a text of anybody's."""

from __future__ import annotations

import re

# A space before it changes nothing. What has a quote before it already gets another one: the
# reader of a table takes one away.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """A text that no spreadsheet calculates: with a quote before it if it were a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
