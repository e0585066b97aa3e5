"""What no pipeline gets below: the operations that each stage must do, in plain Python and numpy.

    python -m benchmarks.limits made/news-10000-170

Each floor does the one thing that its stage can't leave out, once, over the same articles, and
nothing with the result: a stage that took no longer would have no overhead at all. CPU
microseconds an article, of one process; ``benchmarks.scale`` prints what the stages take.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?]\s")
_CANDIDATES = 120  # articles whose cosine with each article is computed
_TERMS = 100  # of an article, in the sparse matrix
_WIDTH = 100_000  # columns of that matrix


def floors(lines: list[str], rounds: int = 3) -> dict[str, float]:
    """Microseconds an article of each floor, the median of some rounds."""
    texts = [json.loads(line)["text"] for line in lines]
    words = [_WORD.findall(text.lower()) for text in texts]
    numbers: dict[str, int] = {}
    for word in chain.from_iterable(words):
        numbers.setdefault(word, len(numbers))
    whole = "\n".join(texts).encode()
    matrix = _matrix(len(texts))
    steps: dict[str, Callable[[], object]] = {
        "read: parse the JSON": lambda: [json.loads(line) for line in lines],
        "clean: split the lines to words": lambda: [
            _WORD.findall(line) for text in texts for line in text.splitlines()
        ],
        "duplicates: hash the bytes": lambda: _hashed(whole),
        "features: find the words' stems, already known": lambda: [
            [numbers[word] for word in own] for own in words
        ],
        "events: multiply with the candidates": lambda: _cosines(*matrix),
        "digests: find the sentences and their words": lambda: [
            [_WORD.findall(part) for part in _END.split(text)] for text in texts
        ],
    }
    return {name: 1e6 * _median(step, rounds) / len(texts) for name, step in steps.items()}


def _median(step: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        step()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _hashed(data: bytes) -> int:
    """One pass of a sum over the bytes, eight at a time: what reading them from memory costs."""
    return int(np.frombuffer(data[: len(data) // 8 * 8], np.uint64).sum())


def _matrix(articles: int) -> tuple[Any, Any]:
    """Rows of random terms, and for each row the candidates that it is compared with."""
    rng = np.random.default_rng(1)
    columns = rng.integers(0, _WIDTH, (articles, _TERMS), np.int32)
    return columns, rng.integers(0, articles, (articles, _CANDIDATES), np.int32)


def _cosines(columns: Any, candidates: Any) -> float:
    """The products of each row with its candidates, gathered from a dense copy of the row."""
    row, total = np.zeros(_WIDTH, np.float32), 0.0
    for own, others in zip(columns, candidates, strict=True):
        row[own] = 0.1
        total += float(row[columns[others]].sum())
        row[own] = 0.0
    return total


def main() -> None:
    """Prints the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a corpus of JSON lines, as made_news writes it")
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    lines: list[str] = []
    for path in sorted(options.folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            lines += list(file)[: options.articles - len(lines)]
    for name, taken in floors(lines).items():
        print(f"{name:48s} {taken:8.1f} us an article")


if __name__ == "__main__":
    main()
