"""Runs the whole pipeline on made corpora of growing size, beside the script of today.

    python -m benchmarks.scale 10000 100000 1000000 --script 10000 30000 --folder made/

For each size it prints the seconds and the CPU seconds (of all processes) of every stage, the
articles a second, the peak memory of all processes together (each page counted once), the quality
against the truth, and the exponents with which both times grow. On a machine with other work the
CPU seconds say more. The script runs at the sizes named by ``--script``, within ``--memory``
gigabytes, with the best of five thresholds for each.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from . import made_news
from .measures import b_cubed_parts

_STEPS = {  # what a reader knows the steps by
    "read": ("inputs", "read", "order"),
    "clean": ("clean",),
    "duplicates": ("sign", "fold", "bands", "pairs", "compare", "gaps", "complete", "group"),
    "features": ("count", "vocabulary", "weigh", "matrix"),
    "events": (
        "neighbours",
        "around",
        "score",
        "company",
        "strong",
        "components",
        "bridges",
        "blocks",
        "route",
        "link",
        "chapters",
    ),
    "storylines": ("story-blocks", "story-route", "stories", "storylines"),
    "tables": ("articles", "duplicates", "events"),
    "digests": ("digests", "report"),
}
_THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass
class Measured:
    """One run over one corpus."""

    size: int
    seconds: dict[str, float]
    cpu: dict[str, float]
    peak_mb: int
    quality: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Seconds from text to digests."""
        return sum(self.seconds.values())

    @property
    def total_cpu(self) -> float:
        """The same in CPU seconds."""
        return sum(self.cpu.values())


class _Peak(threading.Thread):
    """Samples the memory of a process and its children: proportional shares of their pages."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.most_mb, self.done = process, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.5):
            self.most_mb = max(self.most_mb, sum(map(_share_kb, _family(self.process))) // 1024)


def _family(process: int) -> Iterable[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _share_kb(process: int) -> int:
    """Memory of a process: what is its own, and its share of what others have mapped too."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def ours(folder: Path, output: Path, size: int, options: Sequence[str] = ()) -> Measured:
    """Runs ``newsdigest corpus`` as its users do, and reads from its clock what each stage took."""
    command = [sys.executable, "-m", "benchmarks.scale", "--inside", str(folder), str(output)]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        out, _ = process.communicate()
        peak.done.set()
    if process.returncode:
        raise SystemExit(f"the run over {size:,} articles failed")
    taken = json.loads(out.splitlines()[-1])
    seconds, cpu = (
        {stage: sum(one.get(step, 0.0) for step in steps) for stage, steps in _STEPS.items()}
        for one in (taken["seconds"], taken["cpu"])
    )
    return Measured(size, seconds, cpu, peak.most_mb)


def inside(folder: str, output: str, workers: int) -> None:
    """The run itself, in a process of its own; prints the seconds of each step."""
    from newsdigest.distributed import digest_corpus

    taken: dict[str, float] = defaultdict(float)
    cpu: dict[str, float] = defaultdict(float)
    clock, used = time.perf_counter(), _cpu_seconds()

    def tell(step: str, parts: int, done: int = 0, /) -> None:
        nonlocal clock, used
        now, now_used = time.perf_counter(), _cpu_seconds()
        if done:
            taken[step] += now - clock
            cpu[step] += now_used - used
        clock, used = now, now_used
        if done == parts:
            print(f"  {step} {taken[step]:.1f} s", file=sys.stderr, flush=True)

    digest_corpus(folder, output, workers=workers, progress=tell)
    print(json.dumps({"seconds": taken, "cpu": cpu}))


def _cpu_seconds() -> float:
    """CPU seconds of this process, of those that it runs, and of those that have ended."""
    ticks = 0
    for process in _family(os.getpid()):
        with contextlib.suppress(OSError):
            # Behind the name, which may hold anything: user and system time, and those of children.
            times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]
            ticks += sum(map(int, times))
    return ticks / os.sysconf("SC_CLK_TCK")


def quality_of(truth: Path, events: dict[str, Any], copies: dict[str, str]) -> dict[str, float]:
    """B-cubed of events (article to event), precision and recall of pairs of duplicates.

    Args:
        truth: what :func:`made_news.write` wrote.
        events: the event found for each article, by id.
        copies: the article kept for each copy, by id.
    """
    known = np.load(truth)
    ids = known["ids"].tolist()
    labels, families = known["events"].tolist(), known["families"].tolist()
    members = defaultdict(list)
    for index, one in enumerate(ids):
        members[events[one]].append(index)
    precision, recall = b_cubed_parts(labels, members.values())
    pair_precision, pair_recall = _pairs(families, [copies.get(one, one) for one in ids])
    return {
        "b_cubed": 2 * precision * recall / (precision + recall),
        "b_cubed_precision": precision,
        "b_cubed_recall": recall,
        "copies_precision": pair_precision,
        "copies_recall": pair_recall,
    }


def _pairs(families: list[Any], kept: list[Any]) -> tuple[float, float]:
    def pairs(counts: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = pairs(Counter(zip(families, kept, strict=True)))
    return both / max(1, pairs(Counter(kept))), both / max(1, pairs(Counter(families)))


def found_by_us(output: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The event of each article, and the kept article of each copy, from the tables."""
    import pyarrow.parquet as pq

    events: dict[str, str] = {}
    for path in sorted((output / "events").glob("*.parquet")):
        rows = pq.read_table(path, columns=["event_id", "articles"])
        for identity, articles in zip(*(c.to_pylist() for c in rows.columns), strict=True):
            events |= dict.fromkeys(articles, identity)
    copies: dict[str, str] = {}
    for path in sorted((output / "duplicates").glob("*.parquet")):
        rows = pq.read_table(path, columns=["copy", "kept"])
        copies |= dict(zip(*(c.to_pylist() for c in rows.columns), strict=True))
    return events, copies


def script(
    folder: Path, truth: Path, size: int, memory: float, events: str, thresholds: Sequence[float]
) -> tuple[Measured | None, float]:
    """Runs the script of today; None if it does not survive. And the best of the thresholds."""
    with tempfile.TemporaryDirectory() as place:
        result = Path(place) / "result.json"
        command = ["-m", "benchmarks.todays_script", str(folder), str(result), "--events", events]
        command += ["--thresholds", *map(str, thresholds)]
        limit = f"ulimit -v {int(memory * (1 << 20))}; exec "
        done = subprocess.run(
            ["bash", "-c", limit + '"$@"', "-", sys.executable, *command],
            stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        if done.returncode:
            return None, thresholds[0]
        made = json.loads(result.read_text())
    ids, home = made["ids"], made["home"]
    copies = {ids[k]: ids[h] for k, h in enumerate(home) if h != k}
    measured = Measured(size, made["seconds"], made["cpu"], made["peak_mb"])
    best = thresholds[0]
    for threshold, labels in made["labels"].items():
        quality = quality_of(truth, dict(zip(ids, labels, strict=True)), copies)
        if not measured.quality or quality["b_cubed"] > measured.quality["b_cubed"]:
            measured.quality, best = quality, float(threshold)
    return measured, best


def told(name: str, one: Measured) -> str:
    """A line of the table."""
    lines = (
        f"{name} {one.size:,}: {one.total:.1f} s, {one.size / one.total:.0f} articles/s, "
        f"{one.total_cpu:.1f} CPU s, {one.peak_mb:,} MB",
        "  s:     " + "  ".join(f"{stage} {taken:.1f}" for stage, taken in one.seconds.items()),
        "  CPU s: " + "  ".join(f"{stage} {taken:.1f}" for stage, taken in one.cpu.items()),
        "  %:     " + "  ".join(f"{key} {100 * value:.2f}" for key, value in one.quality.items()),
    )
    return "\n".join(lines)


def growth(small: Measured, large: Measured) -> str:
    """The powers of the size with which the times grow."""
    times, cpu = large.total / small.total, large.total_cpu / small.total_cpu
    size = math.log(large.size / small.size)
    return (
        f"  growth from {small.size:,}: n^{math.log(times) / size:.2f}, "
        f"CPU n^{math.log(cpu) / size:.2f}"
    )


def measure(sizes: Sequence[int], options: argparse.Namespace) -> dict[int, Measured]:
    """Runs newsdigest at every size."""
    found: dict[int, Measured] = {}
    for size in sizes:
        folder, truth = corpus(options.folder, size, options.words)
        output = options.folder / f"digested-{size}"
        measured = ours(folder, output, size, ["--workers", str(options.workers)])
        measured.quality = quality_of(truth, *found_by_us(output))
        print(told("newsdigest", measured), flush=True)
        if found:
            print(growth(found[max(found)], measured), flush=True)
        found[size] = measured
    return found


def corpus(folder: Path, size: int, words: int) -> tuple[Path, Path]:
    """The corpus of a size and its truth, made if it is not there."""
    where = folder / f"news-{size}-{words}"
    truth = where.with_name(f"{where.name}.truth.npz")
    if not truth.exists():
        made_news.write(size, where, words=words)
    return where, truth


def compare(found: dict[int, Measured], options: argparse.Namespace) -> None:
    """Runs the script of today beside it, with the threshold that is best at the first size."""
    for events in ("agglomerative", "components"):
        thresholds: Sequence[float] = _THRESHOLDS
        for size in options.script:
            folder, truth = corpus(options.folder, size, options.words)
            if len(thresholds) > 1:
                thresholds = [script(folder, truth, size, options.memory, events, thresholds)[1]]
            measured, best = script(folder, truth, size, options.memory, events, thresholds)
            if measured is None:
                print(f"script, {events}, {size:,}: did not survive", flush=True)
                break
            print(told(f"script, {events}, threshold {best}", measured))
            if size in found:
                times = measured.total_cpu / found[size].total_cpu
                print(f"  {times:.1f} times the CPU seconds of newsdigest", flush=True)


def main() -> None:
    """Measures both, and prints the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[])
    parser.add_argument("--script", type=int, nargs="*", default=[], help="sizes of the script")
    parser.add_argument("--folder", type=Path, help="where corpora and results lie")
    parser.add_argument("--words", type=int, default=170, help="words of a body, on average")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--memory", type=float, default=8, help="gigabytes that the script may use")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        folder, output = options.inside
        inside(folder, output, options.workers)
        return
    with tempfile.TemporaryDirectory() as temporary:
        options.folder = options.folder or Path(temporary)
        found = measure(options.sizes, options)
        compare(found, options)


if __name__ == "__main__":
    main()
