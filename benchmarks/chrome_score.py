"""How cleaned text is scored against the body that people marked: shingle F1, words dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

_TOKEN = re.compile(r"\w+")

Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Score:
    """F1, precision and recall, 0 to 1: F1 of the means over pages, as the benchmark defines it."""

    f1: float
    precision: float
    recall: float

    def to_dict(self) -> dict[str, float]:
        """The score rounded to 4 digits."""
        return {name: round(getattr(self, name), 4) for name in ("f1", "precision", "recall")}


def shingles(text: str, size: int = 4) -> Shingles:
    """How often each run of ``size`` tokens stands in a text; all of it if it is shorter."""
    tokens = _TOKEN.findall(text)
    runs = (tuple(tokens[start : start + size]) for start in range(max(1, len(tokens) - size + 1)))
    return Counter(run for run in runs if run)


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """The score of (expected, got) texts, each page counting the same.

    After the article extraction benchmark of Scrapinghub (github.com/scrapinghub/
    article-extraction-benchmark): precision is averaged over pages with a text, recall over pages
    with an expected one.
    """
    precisions, recalls = [], []
    for expected_text, got_text in pairs:
        expected, got = shingles(expected_text), shingles(got_text)
        hits = sum((expected & got).values())
        if got:
            precisions.append(hits / got.total())
        if expected:
            recalls.append(hits / expected.total())
    precision, recall = mean(precisions or [0.0]), mean(recalls or [0.0])
    total = precision + recall
    return Score(2 * precision * recall / total if total else 0.0, precision, recall)


def tokens_lost(expected: str, got: str) -> tuple[int, int]:
    """Tokens of the expected text that are not in the other (as a bag), and their number."""
    wanted, found = Counter(_TOKEN.findall(expected)), Counter(_TOKEN.findall(got))
    return (wanted - found).total(), wanted.total()


def share_lost(pairs: Sequence[tuple[str, str]]) -> float:
    """The share, 0 to 1, of all expected tokens that were lost."""
    counts = [tokens_lost(expected, got) for expected, got in pairs]
    return sum(lost for lost, _ in counts) / max(1, sum(total for _, total in counts))
