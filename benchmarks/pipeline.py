"""Measures the whole way: quality on labelled data, seconds of CPU for each stage.

Quality (B-cubed F1 of events, recall and precision of copies, exactly cleaned sample documents,
ROUGE of digests) does not depend on the machine; seconds do, and compare within one run only. Run
from the root of the project::

    python -m benchmarks.pipeline --data DATA --events 200

Without the development data, what needs them is left out with a message.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import newsdigest as nd
from newsdigest.language.words import stemmer

from . import chrome
from .made_events import Corpus, make
from .measures import b_cubed
from .sets import records

ROOT = Path(__file__).parent.parent
EVENT_SETS = ("newscluster", "basil", "wikinews", "allsides_dated")
SEED_EVENTS = [0, 0, 1, 0, 2]  # which event each sample document is of, in their order


def quality(data: Path | None, events: int) -> dict[str, float]:
    """Every figure that does not depend on the machine, by name; higher is better."""
    figures = dict(_seeds())
    figures |= dict(_made(make(events)))
    if data is None or not data.is_dir():
        print(f"left out: no development data at {data}", file=sys.stderr)
        return figures
    figures |= chrome.quality(data)
    for name in EVENT_SETS:
        figures[f"events_{name}_b_cubed"] = _events(data / "events" / f"{name}.dev.jsonl.gz")
    figures["events_among_strangers_b_cubed"] = _among_strangers(data)
    path = data / "digests" / "multi_news_full.dev.jsonl.gz"
    short = {f"{name}_45": value for name, value in _rouge(path, 45, cut=45).items()}
    return figures | _rouge(path, words=250) | short


def _seeds() -> Iterator[tuple[str, float]]:
    articles = nd.clean(nd.read(ROOT / "seeds").articles)
    expected = ROOT / "tests" / "data" / "seeds_expected"
    exact = [a.text + "\n" == (expected / a.path).read_text("utf-8") for a in articles]
    yield "seeds_cleaned_exactly", sum(exact) / len(exact)
    yield "seeds_b_cubed", _score(articles, SEED_EVENTS)


def _made(corpus: Corpus) -> Iterator[tuple[str, float]]:
    found = {
        (min(pair.a, pair.b), max(pair.a, pair.b))
        for group in nd.find_duplicates(corpus.articles)
        for pair in group.pairs
    }
    yield "made_copies_recall", len(found & corpus.copies) / len(corpus.copies)
    yield "made_copies_precision", len(found & corpus.copies) / max(1, len(found))
    yield "made_events_b_cubed", _score(corpus.articles, corpus.events)


def _score(articles: list[nd.Article], gold: list[Any]) -> float:
    index = {article.id: i for i, article in enumerate(articles)}
    clusters = [[index[a.id] for a in event] for event in nd.cluster_events(articles)]
    return b_cubed(gold, clusters)


def _events(path: Path) -> float:
    labelled = records(path)
    articles = [nd.Article.from_dict(r | {"id": f"{i:06d}"}) for i, r in enumerate(labelled)]
    return _score(articles, [record["cluster"] for record in labelled])


def _among_strangers(data: Path) -> float:
    """Mean over the sets, each among pages that report nothing of the sort (each its own event)."""
    pages = [
        nd.Article.from_dict({"text": r["gold"], "title": r["title"], "published": r["date"]})
        for name in ("naeb", "wcxb")
        for r in records(data / "chrome" / f"{name}.jsonl.gz")
        if r["gold"].strip()
    ]
    total = 0.0
    for name in EVENT_SETS:
        labelled = records(data / "events" / f"{name}.dev.jsonl.gz")
        articles = [nd.Article.from_dict(record) for record in labelled] + pages
        labels = [record["cluster"] for record in labelled] + [
            f"page {i}" for i in range(len(pages))
        ]
        numbered = [replace(article, id=f"{i:06d}") for i, article in enumerate(articles)]
        total += _score(numbered, labels)
    return total / len(EVENT_SETS)


class _Tokenizer:
    """Stemmed words of any script; rouge-score's own deletes every letter that is not ASCII."""

    def __init__(self) -> None:
        self._stem = stemmer("en")

    def tokenize(self, text: str) -> list[str]:
        return [self._stem(word) for word in re.findall(r"\w+", text.lower())]


def _rouge(path: Path, words: int, cut: int | None = None) -> dict[str, float]:
    """Mean ROUGE-1 and ROUGE-2 F1 of digests against human summaries, or their first words."""
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        print("left out: ROUGE (rouge-score is in the dependency group bench)", file=sys.stderr)
        return {}
    scorer = RougeScorer(["rouge1", "rouge2"], tokenizer=_Tokenizer())
    totals = {"rouge1": 0.0, "rouge2": 0.0}
    labelled = records(path)
    for record in labelled:
        articles = [
            nd.Article(f"{i:03d}", part["text"], language="en")
            for i, part in enumerate(record["articles"])
            if part["text"].strip()
        ]
        reference = " ".join(record["summary"].split()[:cut])
        scores = scorer.score(reference, nd.summarize(articles, words).text)
        for name in totals:
            totals[name] += scores[name].fmeasure
    return {f"digests_multi_news_{name}": total / len(labelled) for name, total in totals.items()}


def seconds(events: int) -> dict[str, float]:
    """CPU seconds of each stage over a made corpus."""
    corpus = make(events)
    marks = [("", time.process_time())]

    def mark(name: str) -> None:
        marks.append((name, time.process_time()))

    articles = nd.clean(corpus.articles)
    mark("clean")
    nd.find_duplicates(articles)
    mark("find_duplicates")
    found = nd.cluster_events(articles)
    mark("cluster_events")
    report = nd.Report(tuple(nd.summarize(event) for event in found))
    mark("summarize")
    nd.render(report, "json")
    mark("render")
    return {name: end - start for (_, start), (name, end) in pairwise(marks)}


def main() -> None:
    """Prints the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the development data")
    parser.add_argument("--events", type=int, default=200, help="events of the made corpus")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    figures = quality(arguments.data, arguments.events)
    times = seconds(arguments.events)
    if arguments.json:
        print(json.dumps({"quality": figures, "cpu_seconds": times}, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:32s} {value:.4f}")
    print(f"\nCPU seconds for {arguments.events} made events of four articles")
    for name, value in times.items():
        print(f"{name:32s} {value:.2f}")


if __name__ == "__main__":
    main()
