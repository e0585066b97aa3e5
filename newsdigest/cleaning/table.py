"""What is known of lines by themselves, each looked at once however many pages it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import filterfalse

import numpy as np

from .facts import Facts, Row, line_facts, rounded
from .model import Models
from .page import Page

# Lines that are remembered at most; then the table starts anew.
_MOST = 1 << 15
# Share of English function words from which on a text is weighed as English.
_ENGLISH_SHARE = 0.2
# Words by which the two may differ where only the last bits of their sums do.
_TIE = 1e-3


class LineTable:
    """Lines with their facts, and the reasons for which they are chrome as far as asked for."""

    def __init__(self, models: Models) -> None:
        self.models = models
        self._rows: dict[str, Row] = {}
        self._reasons: dict[str, str] = {}

    def add(self, lines: Iterable[str]) -> None:
        """Looks at these lines, unless they are known."""
        wanted = dict.fromkeys(lines)
        new = list(filterfalse(self._rows.__contains__, wanted))
        if not new:
            return
        if self._rows and len(self._rows) + len(new) > _MOST:
            self._rows, self._reasons = {}, {}
            new = list(wanted)
        self._rows.update(zip(new, line_facts(new, self.models), strict=True))

    def rows(self, texts: Sequence[str]) -> list[Row]:
        """The facts of these lines, a row for each."""
        try:
            return list(map(self._rows.__getitem__, texts))
        except KeyError:
            self.add(texts)
            return list(map(self._rows.__getitem__, texts))

    def page(self, texts: Sequence[str], rows: Sequence[Row], known: Collection[str]) -> Page:
        """The page of these paragraphs with these rows; ``known``: those that the site repeats."""
        facts = Facts.of(rows)
        return Page(texts, facts, *_chances(texts, facts), known, self._reasons)


def _chances(texts: Sequence[str], facts: Facts) -> tuple[Sequence[float], Sequence[float]]:
    """How likely each line of a page is body, by the model for the language of the whole.

    Both as they are and rounded.
    """
    if _is_english(facts):
        once, again, shown = facts.english, facts.english_repeated, facts.english_rounded
    else:
        once, again, shown = facts.neutral, facts.neutral_repeated, facts.neutral_rounded
    if len(set(texts)) == len(texts):
        return once, shown
    chances, to_six, times = list(once), list(shown), Counter(texts)
    for index, text in enumerate(texts):
        if times[text] > 1:
            chances[index] = again[index]
            to_six[index] = rounded(again[index])
    return chances, to_six


def _is_english(facts: Facts) -> bool:
    excess = sum(facts.function) - _ENGLISH_SHARE * sum(facts.words)
    if abs(excess) > _TIE:
        return excess > 0
    # A tie is numpy's to decide, whose sums are the same with every Python.
    words = np.array(facts.words).sum()
    return bool(np.array(facts.function).sum() >= _ENGLISH_SHARE * words)
