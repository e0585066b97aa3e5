"""Events with far more reports than an article keeps neighbours."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

import newsdigest as nd
from benchmarks.made_stream import stream

REPORTS = 1000


def reports(count: int, seed: int = 3) -> list[nd.Article]:
    """Reports of one event, no two with a sentence in common: each draws words of its own."""
    chance = random.Random(seed)
    general = [
        f"{a}{b}{c}" for a in "bdfgk" for b in ("al", "en", "or") for c in ("ta", "mo", "si")
    ]
    event = chance.sample([f"{a}{b}" for a in general for b in ("vex", "quil", "zan")], 40)
    made = []
    for number in range(count):
        lines = []
        for _ in range(chance.randint(8, 14)):
            line = [*chance.choices(general, k=2), *chance.choices(event, k=13)]
            chance.shuffle(line)
            lines.append(" ".join(line).capitalize() + ".")
        day = date(2000, 1, 3 + number % 3)
        made.append(nd.Article(f"big{number}", " ".join(lines), published=day, language="en"))
    return made


@pytest.fixture(scope="module")
def crowd() -> list[nd.Article]:
    return [*reports(REPORTS), *stream(300).articles]


def test_a_thousand_reports_in_words_of_their_own_are_one_event(crowd: list[nd.Article]) -> None:
    events = nd.cluster_events(crowd)
    sizes = Counter({n: sum(a.id.startswith("big") for a in e) for n, e in enumerate(events)})
    ((largest, size),) = sizes.most_common(1)
    assert size >= 0.95 * REPORTS
    assert len(events[largest]) == size
    assert sum(count > 0 for count in sizes.values()) <= 10


def test_a_large_event_does_not_depend_on_the_order(crowd: list[nd.Article]) -> None:
    some = crowd[700:]
    shuffled = random.Random(1).sample(some, len(some))
    assert nd.cluster_events(some) == nd.cluster_events(shuffled)


def test_the_editors_word_holds_in_a_large_event() -> None:
    word = nd.Constraints(different=(("big0", "big1"),))
    events = nd.cluster_events(reports(200), constraints=word)
    assert not any({"big0", "big1"} <= {a.id for a in event} for event in events)
    assert max(map(len, events)) > 100


def test_the_average_told_of_a_large_event_is_one_that_joins() -> None:
    found = nd.explain_event(reports(200), "big0")
    (line,) = (line for line in found.lines if line.startswith("average score"))
    average, asked = float(line.split()[5].rstrip(";")), float(line.split()[-2])
    assert average >= asked
