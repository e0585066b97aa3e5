"""Measures event clustering: quality on labelled sets, the sample documents in any batch, cost.

Run from the root of the project, with any of the parts::

    python -m benchmarks.events --data DATA quality seeds held-out peers taught
    python -m benchmarks.events --sizes 1000 10000 100000 cost

DATA holds ``NAME.dev.jsonl.gz`` files of records with a "cluster". Peers that are not installed are
left out with a message. Seconds are of CPU, and compare within one run only.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from scipy.sparse import csr_matrix

import newsdigest as nd
from newsdigest.events import cluster
from newsdigest.events.batch import in_force, link
from newsdigest.events.candidates import Neighbours, nearest
from newsdigest.events.features import features
from newsdigest.events.intervals import interval
from newsdigest.events.linkage import Rules, average_linkage
from newsdigest.events.measures import agreement
from newsdigest.events.scores import score
from newsdigest.events.times import Times
from newsdigest.settings import EventSettings

from .event_models import THRESHOLDS, Floats, Told, taught_by_half, taught_by_others, told
from .event_peers import PEERS
from .made_stream import stream
from .measures import b_cubed
from .sets import records

ROOT = Path(__file__).parent.parent
DEFAULT = EventSettings()
SEED_EVENTS = (0, 0, 1, 0, 2)  # which event each sample document is of, in their order
#: What is tuned on all sets but one, to be looked at on that one.
GRID = tuple(
    replace(DEFAULT, threshold=threshold, density_weight=density, background_weight=background)
    for threshold in (0.17, 0.18, 0.19, 0.2, 0.21, 0.22)
    for density in (0.15, 0.3, 0.45)
    for background in (0.1, 0.15, 0.2)
)


@dataclass(frozen=True)
class Prepared:
    """A labelled set with all that no threshold changes already computed."""

    name: str
    articles: list[nd.Article]
    labels: list[Hashable]
    times: Times
    neighbours: Neighbours
    matrix: csr_matrix

    def clusters(self, settings: EventSettings) -> list[list[int]]:
        """The events that settings give, as indexes."""
        scored = score(self.neighbours, self.times, settings)
        rules = in_force(scored[1].nearest, settings)
        return link(self.matrix, self.neighbours, scored, self.times, rules, settings).clusters

    def f1(self, settings: EventSettings) -> float:
        """B-cubed F1 in per cent."""
        return 100 * agreement(self.labels, self.clusters(settings)).b_cubed_f1


def prepare(name: str, articles: Iterable[nd.Article], labels: Iterable[Hashable]) -> Prepared:
    """Computes features and neighbours; the articles are numbered in their order."""
    numbered = [replace(article, id=f"{n:07d}") for n, article in enumerate(articles)]
    times = Times.of([interval(article) for article in numbered])
    matrix = features(numbered, DEFAULT).matrix
    found = nearest(matrix, times, DEFAULT.neighbours)
    return Prepared(name, numbered, list(labels), times, found, matrix)


def labelled_sets(data: Path) -> list[Prepared]:
    """Every labelled set of a folder, by name."""
    found = []
    for path in sorted(data.glob("*.jsonl.gz")):
        labelled = records(path)
        articles = [nd.Article.from_dict(record) for record in labelled]
        labels = (record["cluster"] for record in labelled)
        found.append(prepare(path.name.split(".")[0], articles, labels))
    return found


def quality(sets: Sequence[Prepared]) -> None:
    """Prints every measure on every set, with the one setting for all."""
    print(f"{'':16s}    P     R    F1   pairF   ARI   AMI")
    total = 0.0
    for one in sets:
        got = agreement(one.labels, one.clusters(DEFAULT))
        figures = list(got.to_dict().values())[:6]
        print(f"{one.name:16s}", " ".join(f"{100 * figure:5.1f}" for figure in figures))
        total += got.b_cubed_f1
    print(f"{'mean B-cubed F1':16s} {100 * total / max(1, len(sets)):.2f}")


def held_out(sets: Sequence[Prepared]) -> None:
    """Prints each set with the default, and with what is best on the mean of all the others."""
    table = {number: [one.f1(settings) for one in sets] for number, settings in enumerate(GRID)}
    print(f"{'held out':16s} default  tuned on the others")
    for k, one in enumerate(sets):
        best = max(table, key=lambda n: sum(table[n]) - table[n][k])
        chosen = GRID[best]
        options = (chosen.threshold, chosen.density_weight, chosen.background_weight)
        print(f"{one.name:16s} {one.f1(DEFAULT):7.1f}  {table[best][k]:5.1f}  {options}")


def seeds(sets: Sequence[Prepared]) -> None:
    """Prints how the sample documents fall, in every company and in every subset."""
    documents = nd.clean(nd.read(ROOT / "seeds").articles)
    companies: list[tuple[str, list[nd.Article]]] = [("alone", [])] + [
        (one.name, one.articles) for one in sets
    ]
    companies += [
        (f"1500 of {one.name}", random.Random(1).sample(one.articles, 1500))
        for one in sets
        if len(one.articles) > 1500
    ]
    for name, others in companies:
        found = _partition(documents, others)
        print(f"{name:24s} {'right' if found == SEED_EVENTS else found}")
    subsets = [c for size in range(2, 6) for c in combinations(range(5), size)]
    wrong = [
        "".join(map(str, chosen))
        for chosen in subsets
        if _partition([documents[k] for k in chosen], [])
        != _renumbered([SEED_EVENTS[k] for k in chosen])
    ]
    print(f"{len(subsets) - len(wrong)} of {len(subsets)} subsets right; wrong: {wrong}")


def _partition(documents: Sequence[nd.Article], others: Sequence[nd.Article]) -> tuple[int, ...]:
    """The event of each document, numbered by first; -1 if a stranger is in it."""
    events = nd.cluster_events([*documents, *others])
    own = {document.id for document in documents}
    home = {a.id: n for n, event in enumerate(events) for a in event if a.id in own}
    strangers = {n for n, event in enumerate(events) if not {a.id for a in event} <= own}
    return _renumbered([-1 if home[d.id] in strangers else home[d.id] for d in documents])


def _renumbered(labels: Sequence[int]) -> tuple[int, ...]:
    numbers: dict[int, int] = {}
    return tuple(-1 if x < 0 else numbers.setdefault(x, len(numbers)) for x in labels)


def peers(sets: Sequence[Prepared]) -> None:
    """Prints each peer on each set, at the best of its thresholds for that set."""
    print(f"{'':28s}", " ".join(f"{one.name[:11]:>11s}" for one in sets))
    for name, peer in PEERS.items():
        row = []
        for one in sets:
            try:
                best = max(agreement(one.labels, found).b_cubed_f1 for found in peer(one.articles))
            except ImportError as error:
                print(f"left out: {name} ({error})", file=sys.stderr)
                break
            except MemoryError:
                best = float("nan")
            row.append(f"{100 * best:11.1f}")
        else:
            print(f"{name:28s}", " ".join(row))
    ours = (f"{one.f1(DEFAULT):11.1f}" for one in sets)
    print(f"{'newsdigest, one setting':28s}", " ".join(ours))


def taught(sets: Sequence[Prepared]) -> None:
    """Prints what scores of a taught model would give, at the best of its thresholds each time."""
    scored = [score(one.neighbours, one.times, DEFAULT) for one in sets]
    seen = [
        told(one.neighbours, pairs, one.labels)
        for one, (pairs, _) in zip(sets, scored, strict=True)
    ]
    for place, (one, own) in enumerate(zip(sets, seen, strict=True)):
        rules = in_force(scored[place][1].nearest, DEFAULT)
        others = [other for number, other in enumerate(seen) if number != place]
        print(f"{one.name:16s} newsdigest, one setting {one.f1(DEFAULT):5.1f}", end="")
        for name, taught_scores in (
            ("taught by its other half", taught_by_half(own)),
            ("taught by the other sets", taught_by_others(own, others) if others else None),
        ):
            if taught_scores is not None:
                print(f"  {name} {_best(one, own, taught_scores, rules):5.1f}", end="")
        print(flush=True)


def _best(one: Prepared, own: Told, scores: Floats, rules: Rules) -> float:
    found = (
        average_linkage(one.times, own.i, own.j, scores, replace(rules, threshold=threshold))
        for threshold in THRESHOLDS
    )
    return max(100 * agreement(one.labels, clusters).b_cubed_f1 for clusters in found)


def cost(sizes: Sequence[int], window: int) -> None:
    """Prints CPU seconds, memory and quality on made streams, all compared and with a window."""
    print("articles  window   CPU s  ms/article  peak MB  B-cubed F1")
    for days in (None, window):
        for size in sizes:
            made = stream(size)
            before, start = _peak(), time.process_time()
            events = cluster(made.articles, (), EventSettings(window=days))
            seconds = time.process_time() - start
            clusters = [[int(article.id) for article in event] for event in events]
            f1 = 100 * b_cubed(made.events, clusters)  # the others take longer than clustering
            print(
                f"{size:8d}  {days or 'none':>6}  {seconds:6.1f}  {1000 * seconds / size:10.2f}"
                f"  {_peak() - before:7d}  {f1:10.1f}",
                flush=True,
            )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Runs the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ("quality", "seeds", "held-out", "peers", "taught", "cost")
    parser.add_argument("parts", nargs="+", choices=parts, metavar=f"{{{','.join(parts)}}}")
    parser.add_argument("--data", type=Path, help="folder of labelled sets")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--window", type=int, default=7, help="days of the windowed runs")
    arguments = parser.parse_args()
    sets: list[Prepared] = []
    if arguments.data is not None and arguments.data.is_dir():
        sets = labelled_sets(arguments.data)
    elif set(arguments.parts) - {"seeds", "cost"}:
        print(f"left out: no development data at {arguments.data}", file=sys.stderr)
    run = {
        "quality": quality,
        "seeds": seeds,
        "held-out": held_out,
        "peers": peers,
        "taught": taught,
    }
    for part in arguments.parts:
        print(f"\n{part}")
        if part == "cost":
            cost(arguments.sizes, arguments.window)
        elif sets or part == "seeds":
            run[part](sets)


if __name__ == "__main__":
    main()
