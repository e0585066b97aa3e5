"""Measures digests: ROUGE against human summaries beside other methods, sources, repeats, speed.

Run from the root of the project, with any of the parts::

    python -m benchmarks.digests --data DATA quality
    python -m benchmarks.digests --data DATA differences
    python -m benchmarks.digests --data DATA speed

DATA holds ``NAME.dev.jsonl.gz`` files of events with "articles" and a "summary" (or "references").
ROUGE is that of rouge-score, F1, with stemming for English and a tokenizer that keeps every script;
the interval is a bootstrap of the events, 95 %. Seconds are of CPU and compare within one run only.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import newsdigest as nd
from newsdigest.digests.candidates import all_sentences, worth_telling
from newsdigest.digests.dangling import dangles
from newsdigest.digests.repeats import repeats

from .digest_peers import PEERS
from .sets import records

#: Each set with the words of a digest, and of the reference that it is held against (None: all).
TASKS = (
    ("multi_news_full", 250, None),
    ("multi_news_full", 45, 45),
    ("neus_allsides", 60, None),
    ("vn_mds", 180, None),
    ("background_summ", 180, None),
)
KINDS = ("rouge1", "rouge2", "rougeL")
ROUNDS = 1000  # of the bootstrap
Make = Callable[[list[nd.Article], int], tuple[str, float, float, float]]


class Tokenizer:
    """Words of any script in lower case; rouge-score's own deletes all letters but ASCII's."""

    def __init__(self, language: str) -> None:
        self._english = language == "en"

    def tokenize(self, text: str) -> list[str]:
        """The tokens, English ones stemmed as rouge-score stems them."""
        if not self._english:
            return re.findall(r"\w+", text.lower())
        return [_porter(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


@cache
def _porter(word: str) -> str:
    from nltk.stem.porter import PorterStemmer

    return str(PorterStemmer().stem(word)) if len(word) > 3 else word


@dataclass(frozen=True)
class Task:
    """Events with the texts that their digests are held against."""

    name: str
    words: int
    events: list[list[nd.Article]]
    references: list[list[str]]
    language: str


def load(data: Path, name: str, words: int, cut: int | None) -> Task:
    """Reads a set; references are cut to their first ``cut`` words."""
    events, references, language = [], [], "en"
    for record in records(data / f"{name}.dev.jsonl.gz"):
        language = str(record.get("lang") or "en")[:2]
        parts = [part for part in record["articles"] if part["text"].strip()]
        events.append([_article(number, part, language) for number, part in enumerate(parts)])
        given = record.get("references") or [record["summary"]]
        references.append([" ".join(text.replace("\\n", "\n").split()[:cut]) for text in given])
    return Task(name, words, events, references, language)


def _article(number: int, part: dict[str, Any], language: str) -> nd.Article:
    fields = {
        "id": f"{number:04d}",
        "language": language,
        "text": part["text"].replace("\\n", "\n"),
    }
    return nd.Article.from_dict({"title": part.get("title"), "date": part.get("date")} | fields)


def product(method: str) -> Make:
    """A digest by the product itself: its text, sources covered, repeats, dangling openings."""

    def make(articles: list[nd.Article], words: int) -> tuple[str, float, float, float]:
        options = nd.DigestSettings(words=words, method=method, differences=False)  # type: ignore[arg-type]
        event = nd.Event("event", tuple(articles))
        from newsdigest.digests import summarize

        digest = summarize(event, options)
        require_sound(digest, articles, words)
        told = {s.article_id for s in digest.sentences}
        told |= {name for s in digest.sentences for name in s.also_in}
        spans = {(s.article_id, s.start) for s in digest.sentences}
        sentences = all_sentences(articles)
        chosen = [s for s in sentences if (s.article.id, s.start) in spans]
        return digest.text, len(told) / len(articles), *_flaws(chosen)

    return make


def require_sound(digest: nd.Digest, articles: Sequence[nd.Article], words: int) -> None:
    """Stops the run at a digest that is empty, too long, or not verbatim at its offsets."""
    texts = {article.id: article.text for article in articles}
    if not digest.sentences and any(text.strip() for text in texts.values()):
        sys.exit(f"an empty digest of {sorted(texts)}")
    if len(digest.text.split()) > words:
        sys.exit(f"more than {words} words: {digest.text!r}")
    cited = [stated.sentence for one in digest.differences for stated in one.statements]
    for one in (*digest.sentences, *cited):
        there = texts[one.article_id][one.start : one.end]
        if one.text != there:
            sys.exit(f"not verbatim in {one.article_id}: {one.text!r}, but there is {there!r}")


def peer(name: str) -> Make:
    """A digest by another method, over the same sentences."""

    def make(articles: list[nd.Article], words: int) -> tuple[str, float, float, float]:
        sentences = all_sentences(articles)
        chosen = PEERS[name](worth_telling(sentences), words)
        chosen.sort(key=lambda s: (s.report, s.start))
        text = " ".join(s.text for s in chosen)
        return text, len({s.report for s in chosen}) / len(articles), *_flaws(chosen)

    return make


def _flaws(chosen: Sequence[Any]) -> tuple[float, float]:
    """Sentences that repeat an earlier one, and shares that open leaning on one left out."""
    repeated = sum(repeats(one, chosen[:number]) for number, one in enumerate(chosen))
    before = {(s.report, s.index) for s in chosen}
    leaning = [s for s in chosen if dangles(s) and (s.report, s.index - 1) not in before]
    return float(repeated), len(leaning) / max(1, len(chosen))


def measure(task: Task, make: Make) -> tuple[np.ndarray[Any, Any], list[float], float]:
    """ROUGE of each event (three columns), means of the other figures, CPU seconds."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(KINDS, tokenizer=Tokenizer(task.language))
    rows, figures, spent = [], [], 0.0
    for articles, references in zip(task.events, task.references, strict=True):
        start = time.process_time()
        text, *others = make(articles, task.words)
        spent += time.process_time() - start
        scores = [scorer.score(reference, text) for reference in references]
        rows.append([np.mean([s[kind].fmeasure for s in scores]) for kind in KINDS])
        figures.append(others)
    return 100 * np.array(rows), np.mean(figures, axis=0).tolist(), spent


def interval(values: np.ndarray[Any, Any]) -> float:
    """Half of the 95 % bootstrap interval of a mean."""
    rng = np.random.default_rng(1)
    means = values[rng.integers(0, len(values), (ROUNDS, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(high - low) / 2


def quality(data: Path, names: Sequence[str], sets: Sequence[str], limit: int | None) -> None:
    """Prints a table for each set, the product's methods first."""
    methods: dict[str, Make] = {
        "newsdigest coverage": product("coverage"),
        "newsdigest tfidf": product("tfidf"),
    } | {name: peer(name) for name in PEERS}
    for name, words, cut in TASKS:
        if sets and f"{name}:{words}" not in sets:
            continue
        if not (data / f"{name}.dev.jsonl.gz").is_file():
            print(f"left out: no {name}.dev.jsonl.gz in {data}", file=sys.stderr)
            continue
        task = load(data, name, words, cut)
        if limit:
            task = Task(name, words, task.events[:limit], task.references[:limit], task.language)
        print(f"\n{name}, {len(task.events)} events, {words} words")
        print(f"{'':24s}  R1          R2          RL     sources  repeats  leaning   CPU s")
        for label, make in methods.items():
            if names and label not in names:
                continue
            rows, (sources, repeated, leaning), seconds = measure(task, make)
            r1, r2, rl = rows.mean(axis=0)
            half1, half2 = interval(rows[:, 0]), interval(rows[:, 1])
            print(
                f"{label:24s} {r1:5.2f} ±{half1:.2f} {r2:5.2f} ±{half2:.2f} {rl:5.2f}"
                f" {100 * sources:7.1f} %{repeated:8.2f}{100 * leaning:8.1f} %{seconds:8.1f}",
                flush=True,
            )


def differences(data: Path) -> None:
    """Prints every difference that the development events show, to be judged by a reader."""
    task = load(data, "multi_news_full", 250, None)
    for number, articles in enumerate(task.events):
        for difference in nd.summarize(articles).differences:
            print(f"\nevent {number}: {difference.what}")
            for stated in difference.statements:
                text = " ".join(stated.sentence.text.split())
                print(f"  {stated.quantity:>24s}  [{stated.sentence.article_id}] {text}")


def speed(data: Path, events: int) -> None:
    """Prints sentences a CPU second, from text to digest, and what one huge event takes."""
    task = load(data, "multi_news_full", 120, None)
    texts = [article.text for event in task.events for article in event]
    batch = [
        nd.Event(
            f"{e}",
            tuple(
                nd.Article(f"{e}-{k}", texts[(10 * e + k) % len(texts)], language="en")
                for k in range(10)
            ),
        )
        for e in range(events)
    ]
    from newsdigest.digests import summarize

    summarize(batch[0])  # what is loaded once is no cost of a sentence
    count = sum(len(nd.split_sentences(a.text)) for event in batch for a in event)
    start = time.process_time()
    for event in batch:
        summarize(event)
    spent = time.process_time() - start
    print(f"{events} events of 10 reports: {count / spent:,.0f} sentences a CPU second")
    start = time.process_time()
    for event in batch:
        for article in event:
            nd.split_sentences(article.text)
    split = time.process_time() - start
    print(f"of that, splitting alone: {count / split:,.0f} a CPU second")
    long = "\n\n".join(dict.fromkeys(p for text in texts for p in text.split("\n")))
    spans = nd.split_sentences(long)[:5000]
    for parts in (1, min(50, len(spans))):
        size = len(spans) // parts
        cuts = [(spans[i * size][0], spans[(i + 1) * size - 1][1]) for i in range(parts)]
        huge = [nd.Article(f"{i}", long[a:b], language="en") for i, (a, b) in enumerate(cuts)]
        start = time.process_time()
        summarize(nd.Event("huge", tuple(huge)))
        spent = time.process_time() - start
        print(f"{len(spans):,} sentences in one event of {parts} reports: {spent:.2f} CPU s")


def main() -> None:
    """Runs the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=("quality", "differences", "speed"))
    parser.add_argument("--data", type=Path, required=True, help="folder of the event sets")
    parser.add_argument("--method", action="append", default=[], help="only this row (repeatable)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME:WORDS",
        help="only this set (repeatable)",
    )
    parser.add_argument("--limit", type=int, help="only so many events of each set")
    parser.add_argument("--events", type=int, default=1000, help="events of the speed run")
    arguments = parser.parse_args()
    for part in arguments.parts:
        if part == "quality":
            quality(arguments.data, arguments.method, arguments.set, arguments.limit)
        elif part == "differences":
            differences(arguments.data)
        else:
            speed(arguments.data, arguments.events)


if __name__ == "__main__":
    main()
