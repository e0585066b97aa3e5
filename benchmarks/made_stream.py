"""Makes a long stream of dated reports with known truth: topics that recur, events that pass.

Every event is of a topic, and topics have many events: what two events of one topic share is what
two reports of one event share, but for the event's own words and its days. That is what makes a
large corpus harder than a small one.
"""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import newsdigest as nd

from .made_events import SYLLABLES

_WORDS = 60_000
_COMMON = 3_000  # the most frequent words, which every text is mostly made of
_PER_DAY = 30  # articles of a day, so that a longer stream is not a denser one


@dataclass(frozen=True)
class Stream:
    """Articles and the event of each."""

    articles: list[nd.Article]
    events: list[int]


def stream(articles: int, seed: int = 7) -> Stream:
    """Makes a stream of so many articles, in reports of one to eight an event."""
    chance = random.Random(seed)
    words = _words(chance)
    heights = list(accumulate(1 / (rank + 10) for rank in range(_COMMON)))
    topics = [_some(chance, words, 40) for _ in range(max(5, articles // 60))]
    made: list[nd.Article] = []
    labels: list[int] = []
    for event in range(articles):
        day = date(2000, 1, 1) + timedelta(days=chance.randrange(max(1, articles // _PER_DAY)))
        topic, own = chance.choice(topics), _some(chance, words, 25)
        for _ in range(min(chance.choice((1, 1, 2, 3, 4, 8)), articles - len(made))):
            published = day + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
            text = _report(chance, words, heights, topic, own)
            made.append(nd.Article(f"{len(made):07d}", text, published=published, language="en"))
            labels.append(event)
        if len(made) == articles:
            break
    return Stream(made, labels)


def _words(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(found)


def _some(chance: random.Random, words: list[str], count: int) -> list[str]:
    return [words[chance.randrange(_COMMON // 2, len(words))] for _ in range(count)]


def _report(
    chance: random.Random,
    words: list[str],
    heights: list[float],
    topic: list[str],
    own: list[str],
) -> str:
    sentences = []
    for _ in range(chance.randint(8, 14)):
        line = [words[bisect(heights, chance.random() * heights[-1])] for _ in range(10)]
        line += chance.choices(topic, k=2) + chance.choices(own, k=3)
        chance.shuffle(line)
        sentences.append(" ".join(line).capitalize() + ".")
    return " ".join(sentences)
