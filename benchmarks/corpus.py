"""Makes corpora with known near-duplicates: Zipf words, planted edits, and hostile mixes.

python -m benchmarks.corpus 100000 corpus.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

#: Share of an article's words that are edited: substituted, deleted or preceded by a new one.
EDIT_RATES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
#: One article in ten is an edited copy of another.
COPIES = 0.1
_VOCABULARY = 60_000
_LETTERS = "etaoinshrdlcumwfgypbvkjxqz"


@dataclass(frozen=True)
class Corpus:
    """Texts, and for each the family (the number of its source) that it belongs to."""

    texts: list[str]
    family: Array

    def families(self) -> Iterator[list[int]]:
        """The rows of each family of two or more: all pairs that can be alike."""
        order = np.argsort(self.family, kind="stable")
        cuts = np.flatnonzero(np.diff(self.family[order])) + 1
        return (rows.tolist() for rows in np.split(order, cuts) if len(rows) > 1)


@cache
def vocabulary() -> list[str]:
    """Made-up words, no two alike, the common ones short."""
    rng = np.random.default_rng(1)
    letters = np.array(list(_LETTERS))
    chances = np.cumsum(1 / (np.arange(26) + 2.0))
    lengths = rng.normal(2.2 + 1.5 * np.log10(np.arange(1, _VOCABULARY + 1)), 1.3)
    made: dict[str, None] = {}
    for length in np.clip(lengths, 1, 16).astype(int).tolist():
        word = ""
        while not word or word in made:
            drawn = np.searchsorted(chances, rng.random(length) * chances[-1])
            word = "".join(letters[drawn])
            length += 1
        made[word] = None
    return list(made)


class Writer:
    """Draws words as a language has them (Zipf's law, common words short) and spells them out."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        ranks = np.arange(1, _VOCABULARY + 1)
        weights = 1.0 / (ranks + 2.7) ** 1.07
        self._draws = np.repeat(
            ranks - 1, np.maximum(1, weights / weights.sum() * (1 << 22)).astype(int)
        )
        words = vocabulary()
        ends = np.where(ranks % 23 == 0, ".", np.where(ranks % 19 == 0, ",", ""))
        self._plain = np.array([w + e for w, e in zip(words, ends, strict=True)], dtype=object)
        self._capital = np.array([w.capitalize() for w in self._plain], dtype=object)
        self._stops = ranks % 23 == 0

    def draw(self, count: int) -> Array:
        """Numbers of ``count`` words."""
        return self._draws[self.rng.integers(0, len(self._draws), count)]

    def edit(self, words: Array, rate: float) -> Array:
        """A copy in which a share of the words is substituted, deleted or preceded by another."""
        chance, new = self.rng.random(len(words)), self.draw(len(words))
        edited = np.where(chance < rate / 2, new, words)
        repeats = np.where((chance >= rate / 2) & (chance < rate * 0.75), 0, 1)
        added = np.flatnonzero((chance >= rate * 0.75) & (chance < rate))
        spots = np.cumsum(repeats)[added] - repeats[added]
        return np.insert(np.repeat(edited, repeats), spots, new[added])

    def spell(self, words: Array) -> str:
        """The words as a text with full stops, commas and capitals."""
        spelled = self._plain[words]
        first = np.flatnonzero(self._stops[words])[:-1] + 1
        first = np.concatenate(([0], first[first < len(words)]))
        spelled[first] = self._capital[words[first]]
        return " ".join(spelled.tolist())


def news(size: int, seed: int = 20240607) -> Corpus:
    """Articles of 40 to 1,500 words, 400 on average, one in ten an edit of an earlier one."""
    writer = Writer(seed)
    copies = writer.rng.random(size) < COPIES
    copies[:1] = False
    originals = np.flatnonzero(~copies)
    family = np.arange(size)
    earlier = np.cumsum(~copies)[copies]
    family[copies] = originals[(writer.rng.random(len(earlier)) * earlier).astype(int)]
    wanted = set(family[copies].tolist())
    kept: dict[int, Array] = {}
    texts = []
    for number, source in enumerate(family.tolist()):
        if source == number:
            length = int(np.clip(writer.rng.lognormal(np.log(370), 0.45), 40, 1500))
            words = writer.draw(length)
            if number in wanted:
                kept[number] = words
        else:
            words = writer.edit(kept[source], float(writer.rng.choice(EDIT_RATES)))
        texts.append(writer.spell(words))
    return Corpus(texts, family)


def template(size: int, seed: int = 1, rate: float = 0.01) -> Corpus:
    """One article of 300 words with small changes, over and over: every pair is alike."""
    writer = Writer(seed)
    words = writer.draw(300)
    texts = [writer.spell(writer.edit(words, rate)) for _ in range(size)]
    return Corpus(texts, np.zeros(size, int))


def identical(size: int, seed: int = 1) -> Corpus:
    """One article, over and over."""
    writer = Writer(seed)
    return Corpus([writer.spell(writer.draw(400))] * size, np.zeros(size, int))


def chains(size: int, seed: int = 1, length: int = 10, rate: float = 0.02) -> Corpus:
    """Chains A ~ B ~ C ...: each article an edit of the one before, its ends far apart."""
    writer = Writer(seed)
    texts: list[str] = []
    words = writer.draw(400)
    for number in range(size):
        words = writer.draw(400) if number % length == 0 else writer.edit(words, rate)
        texts.append(writer.spell(words))
    return Corpus(texts, np.arange(size) // length)


KINDS = {"news": news, "template": template, "identical": identical, "chains": chains}


def main() -> None:
    """Writes a corpus as JSON lines, for any tool to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("output", type=Path)
    parser.add_argument("--kind", choices=KINDS, default="news")
    options = parser.parse_args()
    made = KINDS[options.kind](options.size)
    with options.output.open("w", encoding="utf-8") as file:
        for number, text in enumerate(made.texts):
            record = {"id": f"{number:08d}", "text": text, "family": int(made.family[number])}
            file.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
