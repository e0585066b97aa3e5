"""Speed, recall, precision and memory of finding near-duplicates, beside other packages.

    python -m benchmarks.duplicates                    # the table of docs/performance.md
    python -m benchmarks.duplicates --size 2000 --rounds 1 --json out.json

Everything is measured in CPU time of one process, in rounds in which all take turns, and given
as medians. Packages that aren't installed are left out with a message.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from newsdigest.duplicates import plan_bands, scan_duplicates, signatures, warmup
from newsdigest.duplicates.banding import band_pairs, unpack_pairs
from newsdigest.duplicates.engines import NumbaEngine
from newsdigest.settings import DuplicateSettings, Linkage

from .corpus import KINDS, Corpus, news
from .minhash_peers import NGRAM, PEERS, SLOTS, Array, installed, shingles

Row = dict[str, Any]
THRESHOLD = 0.8


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of all threads, and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def true_pairs(corpus: Corpus) -> set[tuple[int, int]]:
    """Pairs of exact Jaccard .8 or more, by sets of strings: all lie within planted families."""
    found = set()
    for family in corpus.families():
        sets = {row: set(shingles(corpus.texts[row])) for row in family}
        for a, b in combinations(sorted(family), 2):
            union = len(sets[a] | sets[b])
            if union and len(sets[a] & sets[b]) / union >= THRESHOLD:
                found.add((a, b))
    return found


def banded(rows: Array) -> set[tuple[int, int]]:
    """The candidate pairs that signatures give under the bands which the default uses."""
    plan = plan_bands(THRESHOLD, rows.shape[1])
    everyone = np.arange(len(rows))
    pairs = band_pairs(np.ascontiguousarray(rows, np.uint32), everyone, plan, NumbaEngine(), 1)
    first, second = unpack_pairs(pairs)
    return set(zip(first.tolist(), second.tolist(), strict=True))


def quality(found: set[tuple[int, int]], true: set[tuple[int, int]]) -> Row:
    """Recall and precision of pairs."""
    hits = len(found & true)
    return {"recall": hits / max(1, len(true)), "precision": hits / max(1, len(found))}


def signing(corpus: Corpus, rounds: int, few: int) -> list[Row]:
    """Text to signatures: microseconds of CPU an article, and the pairs that the bands find."""
    fast = partial(signatures, engine="fast", workers=1)
    works: dict[str, Callable[[Sequence[str]], Any]] = {
        "newsdigest fss": fast,
        "newsdigest affine32": partial(fast, scheme="affine32"),
        "newsdigest fss, numpy": partial(signatures, engine="numpy", workers=1),
    }
    small = {"newsdigest fss, numpy"}
    for peer in PEERS:
        if not installed(peer):
            print(f"{peer.label}: {peer.package} is not installed or fails; left out")
            continue
        works[peer.label] = peer.sign
        if peer.slow:
            small.add(peer.label)
    # The rows of a family must be together in what the slow ones see.
    order = np.argsort(corpus.family, kind="stable")
    part = Corpus([corpus.texts[row] for row in order[:few]], corpus.family[order[:few]])
    truths = {False: true_pairs(corpus), True: true_pairs(part)}
    spent: dict[str, list[float]] = {label: [] for label in works}
    rows = {}
    for turn in range(rounds):
        for label, work in works.items():
            texts = part.texts if label in small else corpus.texts
            seconds, made = timed(partial(work, texts))
            spent[label].append(seconds * 1e6 / len(texts))
            if turn == 0 and made is not None:
                rows[label] = quality(banded(np.asarray(made)), truths[label in small])
    base = statistics.median(spent["newsdigest fss"])
    return [
        {
            "what": label,
            "articles": len(part.texts if label in small else corpus.texts),
            "us_per_article": statistics.median(took),
            "times_fss": statistics.median(took) / base,
            **rows.get(label, {}),
        }
        for label, took in spent.items()
    ]


def grouping(corpus: Corpus, rounds: int) -> list[Row]:
    """Text to verified groups."""
    true = true_pairs(corpus)
    table = []
    linkages: tuple[Linkage, ...] = ("representative", "component")
    for linkage in linkages:
        chosen = DuplicateSettings(linkage=linkage, engine="fast", workers=1)
        took = []
        for _ in range(rounds):
            seconds, scan = timed(partial(scan_duplicates, corpus.texts, chosen))
            took.append(seconds)
        members = [sorted(int(a.id) for a in group.articles) for group in scan.groups]
        together = {pair for group in members for pair in combinations(group, 2)}
        alike = scan.pairs.alike
        verified = set(zip(scan.pairs.i[alike].tolist(), scan.pairs.j[alike].tolist(), strict=True))
        table.append(
            {
                "what": f"newsdigest, {linkage}",
                "articles": len(corpus.texts),
                "articles_per_cpu_second": len(corpus.texts) / statistics.median(took),
                "recall_in_one_group": quality(together, true)["recall"],
                "precision_of_jaccard_pairs": quality(verified, true)["precision"],
                "groups": len(scan.groups),
            }
        )
    return table


def indexing(size: int, few: int) -> list[Row]:
    """LSH alone, over given signatures: ours against datasketch's insert and query."""
    from datasketch import LeanMinHash, MinHashLSH

    rng = np.random.default_rng(5)
    rows = rng.integers(0, 1 << 32, (size, SLOTS), dtype=np.uint32)
    # One row in ten agrees with another in most slots, as an edited copy does.
    copies = rng.choice(size, size // 10, replace=False)
    sources = rng.integers(0, size, len(copies))
    rows[copies] = np.where(rng.random((len(copies), SLOTS)) < 0.9, rows[sources], rows[copies])
    plan, everyone = plan_bands(THRESHOLD, SLOTS), np.arange(size)
    took = [timed(lambda: band_pairs(rows, everyone, plan, NumbaEngine(), 1))[0] for _ in range(3)]
    part = rows[:few]
    made = [LeanMinHash(seed=1, hashvalues=row, scheme="affine32") for row in part]

    def theirs() -> None:
        index = MinHashLSH(num_perm=SLOTS, params=(plan.bands, plan.width))
        for number, sketch in enumerate(made):
            index.insert(number, sketch)
        for sketch in made:
            index.query(sketch)

    mine, other = statistics.median(took) / size, timed(theirs)[0] / few
    return [
        {
            "what": f"LSH by sorting, {plan.bands}x{plan.width}",
            "articles": size,
            "us_per_article": mine * 1e6,
            "times_ours": 1.0,
        },
        {
            "what": "datasketch insert + query",
            "articles": few,
            "us_per_article": other * 1e6,
            "times_ours": other / mine,
        },
    ]


def _whole(kind: str, size: int, threads: int, results: Any) -> None:
    """One search in a process of its own, so that its memory can be told."""
    corpus = KINDS[kind](size)
    chosen = DuplicateSettings(engine="fast", workers=threads)
    scan_duplicates(corpus.texts[:100], chosen)
    before = _resident()
    wall, cpu = time.perf_counter(), time.process_time()
    scan = scan_duplicates(corpus.texts, chosen)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    groups = len(scan.groups)
    del scan
    walls = _walls(corpus.texts[:100_000], threads)
    results.put(
        {
            "what": f"{kind}, {threads} threads",
            "articles": size,
            "wall_seconds": wall,
            "articles_per_cpu_second": size / cpu,
            "megabytes_above_texts": (after - before) / 1024,
            "signing_speedup_of_threads": walls[1] / walls[threads],
            "groups": groups,
        }
    )


def _walls(texts: list[str], threads: int, rounds: int = 9) -> dict[int, float]:
    """The least seconds that signing takes on one thread and on several, in turns.

    The least, as other work on the machine can only lengthen them.
    """
    took: dict[int, list[float]] = {1: [], threads: []}
    for _ in range(rounds):
        for workers, seconds in took.items():
            start = time.perf_counter()
            signatures(texts, engine="fast", workers=workers)
            seconds.append(time.perf_counter() - start)
    return {workers: min(seconds) for workers, seconds in took.items()}


def _resident() -> float:
    """Kilobytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024


def whole(kind: str, size: int, threads: int = 2) -> Row:
    """Text to groups in a fresh process: time and peak memory."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    process = context.Process(target=_whole, args=(kind, size, threads, results))
    process.start()
    row: Row = results.get()
    process.join()
    return row


def show(title: str, table: list[Row]) -> None:
    """A Markdown table."""
    names = list(dict.fromkeys(name for row in table for name in row))
    print(f"\n### {title}\n\n| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for row in table:
        print("| " + " | ".join(_cell(row.get(name, "")) for name in names) + " |")


def _cell(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def main() -> None:
    """Runs what is asked for and prints Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="articles to sign and to group")
    parser.add_argument("--few", type=int, default=10_000, help="articles for the slow packages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--index", type=int, default=1_000_000, help="signatures to index")
    parser.add_argument("--index-few", type=int, default=200_000, help="the same for datasketch")
    parser.add_argument("--whole", type=int, nargs="*", default=[], help="sizes of whole searches")
    parser.add_argument("--kind", choices=KINDS, default="news", help="corpus of whole searches")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    warmup()
    few = min(options.few, options.size)
    corpus = news(options.size)
    tables = {
        f"Text to {SLOTS}-slot signatures, {NGRAM}-word shingles": signing(
            corpus, options.rounds, few
        ),
        "Text to verified groups": grouping(corpus, options.rounds),
    }
    del corpus
    tables["LSH over signatures"] = indexing(options.index, min(options.index_few, options.index))
    if options.whole:
        tables["Whole searches"] = [whole(options.kind, size) for size in options.whole]
    packages = {peer.package: installed(peer) for peer in PEERS}
    packages |= {name: version(name) for name in ("numpy", "numba")}
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "packages": {name: found for name, found in packages.items() if found},
    }
    print(json.dumps(about))
    for title, table in tables.items():
        show(title, table)
    if options.json:
        options.json.write_text(json.dumps({**about, "tables": tables}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
