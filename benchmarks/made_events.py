"""Makes news-like articles with known truth: events with several reports, and edited copies."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

import newsdigest as nd

#: What made-up words are made of.
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ra se to vu wa xe yo za bri cla dre".split()


@dataclass(frozen=True)
class Corpus:
    """Articles, the event of each, and the pairs (by id) of which one is the other's copy."""

    articles: list[nd.Article]
    events: list[int]
    copies: set[tuple[str, str]]


def make(events: int, reports: int = 3, seed: int = 7) -> Corpus:
    """Makes ``events`` events of ``reports`` reports each, and a copy of every first report."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    articles: list[nd.Article] = []
    labels: list[int] = []
    copies: set[tuple[str, str]] = set()
    for event in range(events):
        day = date(2023, 1, 1) + timedelta(days=chance.randrange(700))
        topic = chance.sample(vocabulary[200:], 25)
        for report in range(reports):
            text = _report(chance, vocabulary, weights, topic)
            name = f"{event:05d}-{report}"
            articles.append(nd.Article(name, text, published=day, language="en"))
            labels.append(event)
        first = articles[-reports]
        words = first.text.split()
        words[chance.randrange(len(words))] = "altered"
        copy = nd.Article(f"{first.id}-copy", " ".join(words), published=day, language="en")
        articles.append(copy)
        labels.append(event)
        copies.add((first.id, copy.id))
    return Corpus(articles, labels, copies)


def _report(
    chance: random.Random, vocabulary: list[str], weights: list[float], topic: list[str]
) -> str:
    sentences = []
    for _ in range(chance.randint(8, 16)):
        words = chance.choices(vocabulary, weights, k=chance.randint(10, 18))
        words += chance.sample(topic, 5)
        chance.shuffle(words)
        sentences.append(" ".join(words).capitalize() + ".")
    return " ".join(sentences)
