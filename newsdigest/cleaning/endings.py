"""How a line ends: as a sentence does, as a teaser does, or neither."""

from __future__ import annotations

#: Characters that end a sentence, in the scripts that have one, and that may stand behind them.
FINALS, CLOSERS = ".!?。！？।؟۔։။၊។", "\"'”’»)]」』"
FINAL = frozenset(FINALS)
_CLOSERS = frozenset(CLOSERS)
_CLOSING_QUOTES = frozenset('"”»」')
_TEASED = ("…", "...", "…”", "...”", '…"', '..."', "…’", "...’", "…'", "...'")


def trails_off(line: str) -> bool:
    """Whether a line ends in an ellipsis, closing quotes aside, as a teaser does."""
    return line.endswith(_TEASED)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes aside; an ellipsis is no end."""
    last = line[-1]
    if last in FINAL:
        return last != "." or not line.endswith("...")
    if last in _CLOSERS:
        return last in _CLOSING_QUOTES or line[-8:].rstrip(CLOSERS)[-1:] in FINAL
    return False
