"""Measures an archive: the time of each batch, the size of the file, the memory; and much traffic.

::

    python -m benchmarks.archive growth            # 100,000 articles in 100 batches
    python -m benchmarks.archive traffic           # two writers and two readers for a minute
    python -m benchmarks.archive agreement --data ../shared/data
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import newsdigest as nd
from benchmarks.measures import b_cubed

from .corpus import Writer
from .sets import records

_START = date(2024, 1, 1)
_TOPICS = 400
_YOUTH = 10  # batches of the archive that the grown one is compared with
_SHARE = 0.25  # of an article's words that are its event's and its topic's own


class Days:
    """Made news, a day at a time: events of one to eight reports over up to three days.

    Texts are drawn by Zipf's law (``corpus.Writer``), 400 words on average; a quarter of the words
    are those of the event and of its topic, which recurs; one report in ten is an edited copy.
    """

    def __init__(self, a_day: int, seed: int = 11) -> None:
        self.a_day = a_day
        self.writer = Writer(seed)
        self.chance = random.Random(seed)
        self.topics = [self.writer.rng.integers(1500, 60_000, 30) for _ in range(_TOPICS)]
        self.waiting: list[tuple[date, Any, Any]] = []
        self.made = 0

    def day(self, number: int) -> list[nd.Article]:
        """The articles of a day."""
        today = _START + timedelta(days=number)
        while len(self.waiting) < 3 * self.a_day:
            topic = self.chance.choice(self.topics)
            own = self.writer.rng.integers(1500, 60_000, 25)
            spread = self.chance.choice((0, 0, 1, 2))
            for _ in range(self.chance.choice((1, 1, 2, 3, 4, 8))):
                due = today + timedelta(days=self.chance.randint(0, spread))
                self.waiting.append((due, topic, own))
        due_now = [one for one in self.waiting if one[0] <= today][: self.a_day]
        taken = set(map(id, due_now))
        self.waiting = [one for one in self.waiting if id(one) not in taken]
        return list(self._articles(today, due_now))

    def _articles(self, today: date, due: list[tuple[date, Any, Any]]) -> Iterator[nd.Article]:
        last = None
        for _, topic, own in due:
            if last is not None and self.chance.random() < 0.1:
                words = self.writer.edit(last, 0.01)
            else:
                length = int(min(1500, max(40, self.chance.lognormvariate(5.91, 0.45))))
                words = self.writer.draw(length)
                told = self.writer.rng.random(length)
                words[told < _SHARE / 2] = self.chance.choices(
                    own.tolist(), k=int((told < _SHARE / 2).sum())
                )
                about = (told >= _SHARE / 2) & (told < _SHARE)
                words[about] = self.chance.choices(topic.tolist(), k=int(about.sum()))
                last = words
            self.made += 1
            text = self.writer.spell(words)
            yield nd.Article(f"{self.made:07d}", text, published=today, language="en", cleaned=True)


def growth(articles: int, batches: int, path: Path) -> dict[str, float]:
    """Adds made news day by day; prints and returns the figures."""
    days, text = Days(articles // batches), 0
    cpu, wall = [], []
    young = path.with_name("young.db")
    youth = min(_YOUTH, batches // 2)
    for first, last in ((0, youth), (youth, batches)):
        with nd.Archive(path) as archive:
            if not first:
                archive.add(days.day(0)[:5])  # what is loaded and compiled once is not a batch's
            for number in range(first, last):
                batch = days.day(number)
                text += sum(len(article.text.encode()) for article in batch)
                clock = time.perf_counter()
                cpu.append(_seconds_to_add(archive, batch))
                wall.append(time.perf_counter() - clock)
                if number % 10 == 9:
                    _tell(number + 1, cpu[-5:], wall[-5:], path.stat().st_size / text)
            total = len(archive)
        if not first:
            shutil.copyfile(path, young)
    figures = {
        "articles": total,
        "batches": batches,
        "text_mb": text / 1e6,
        "file_over_text": path.stat().st_size / text,
        "memory_mb": _memory(),
        **_side_by_side(young, youth, path, batches, days.a_day),
    }
    for name, value in figures.items():
        print(f"{name:30s} {value:12.3f}")
    return figures


def _tell(batches: int, cpu: list[float], wall: list[float], over_text: float) -> None:
    print(
        f"batch {batches:4d}: {statistics.median(cpu):6.2f} s CPU, "
        f"{statistics.median(wall):6.2f} s, file {over_text:.2f} x the text, {_memory():.0f} MB",
        flush=True,
    )


def _side_by_side(
    young: Path, youth: int, old: Path, age: int, a_day: int, rounds: int = 5
) -> dict[str, float]:
    """What a batch costs a young archive and an old one, in turns.

    A machine with other work is now quicker, now slower; in turns, both get the same of it.
    """
    early, late = ([days.day(n) for n in range(end + rounds)][end:]
                   for days, end in ((Days(a_day), youth), (Days(a_day), age)))  # fmt: skip
    taken: list[tuple[float, float]] = []
    with nd.Archive(young) as first, nd.Archive(old) as second:
        for one, other in zip(early, late, strict=True):
            taken.append((_seconds_to_add(first, one), _seconds_to_add(second, other)))
    tenth, last = (statistics.median(column) for column in zip(*taken, strict=True))
    return {
        "cpu_seconds_a_batch_at_the_tenth": tenth,
        "cpu_seconds_a_batch_at_the_end": last,
        "last_over_tenth": last / tenth,
    }


def _seconds_to_add(archive: nd.Archive, batch: list[nd.Article]) -> float:
    started = time.process_time()
    archive.add(batch)
    return time.process_time() - started


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def traffic(path: Path, seconds: float) -> dict[str, float]:
    """Lets two processes write and two read at once; any error ends the run with a traceback."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        until = time.time() + seconds
        jobs = [pool.apply_async(_write, (path, number, until)) for number in range(2)]
        jobs += [pool.apply_async(_read, (path, until)) for _ in range(2)]
        written: list[int] = []
        read: list[int] = []
        for place, job in enumerate(jobs):
            (written if place < 2 else read).append(job.get())
    with nd.Archive(path) as archive:
        sound = archive.doctor(full=True).sound
        lost = sum(written) - len(archive)
    print(f"articles written by two writers: {written}, answers given by two readers: {read}")
    print(f"articles lost or doubled: {lost}; doctor content: {sound}")
    if lost or not sound:
        raise SystemExit(1)
    return {"written": sum(written), "read": sum(read)}


def _write(path: Path, writer: int, until: float) -> int:
    days, written, number = Days(20, seed=writer), 0, 0
    while time.time() < until:
        batch = [
            nd.Article(f"{writer}-{a.id}", a.text, published=a.published, language="en")
            for a in days.day(number)
        ]
        with nd.Archive(path) as archive:
            written += len(archive.add(batch).articles)
        number += 1
    return written


def _read(path: Path, until: float) -> int:
    answers = 0
    while time.time() < until:
        if not path.exists():
            time.sleep(0.1)
            continue
        with nd.Archive(path, create=False) as archive:
            archive.whats_new(words=40)
            events = archive.events()
            members = [article.id for event in events for article in event]
            if len(members) != len(set(members)):
                raise AssertionError("an article in two events")
            if events:
                archive.event(events[0].id)
                archive.search("the" if not members else events[0].articles[0].text.split()[0])
        answers += 1
    return answers


def agreement(data: Path, looking: nd.ArchiveSettings) -> dict[str, float]:
    """B-cubed between adding day by day and clustering at once, on dated labelled sets."""
    figures = {}
    for file in sorted(data.glob("events/*.jsonl.gz")):
        articles = nd.clean(map(nd.Article.from_dict, records(file)))
        dated = [article for article in articles if article.day]
        if len(dated) < len(articles) / 5:
            continue
        name = file.name.split(".")[0]
        figures[name] = one_agreement(articles, looking)
        print(f"{name:20s} {len(articles):6,} articles, B-cubed F1 {figures[name]:.4f}", flush=True)
    return figures


def one_agreement(articles: list[nd.Article], looking: nd.ArchiveSettings) -> float:
    """B-cubed F1 of events that grew day by day against those of one batch."""
    settings = nd.Settings(archive=looking)
    at_once = {a.id: e.id for e in nd.cluster_events(articles) for a in e}
    ordered = sorted(articles, key=lambda a: (a.day or date.min, a.id))
    with (
        tempfile.TemporaryDirectory() as folder,
        nd.Archive(Path(folder) / "daily.db", settings) as archive,
    ):
        for _, batch in groupby(ordered, key=lambda a: a.day):
            archive.add(list(batch))
        daily = [[article.id for article in event] for event in archive.events()]
    names = [article.id for article in articles]
    place = {name: number for number, name in enumerate(names)}
    labels = [at_once[name] for name in names]
    return b_cubed(labels, [[place[name] for name in own] for own in daily])


def main() -> None:
    """Runs the parts that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=("growth", "traffic", "agreement"))
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--batches", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--whole", type=int, default=2000, help="see ArchiveSettings")
    parser.add_argument("--nearest", type=int, default=2000, help="see ArchiveSettings")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    print(f"newsdigest {nd.__version__}, {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}")
    with tempfile.TemporaryDirectory() as folder:
        parts: dict[str, Callable[[], object]] = {
            "growth": lambda: growth(options.articles, options.batches, Path(folder) / "growth.db"),
            "traffic": lambda: traffic(Path(folder) / "traffic.db", options.seconds),
            "agreement": lambda: agreement(
                options.data, nd.ArchiveSettings(options.whole, options.nearest)
            ),
        }
        for part in options.parts:
            parts[part]()


if __name__ == "__main__":
    main()
