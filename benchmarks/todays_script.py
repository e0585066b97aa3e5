"""The pipeline that a user would write today, of well-known packages, for benchmarks/scale.py.

Line rules (those of C4) for chrome, datasketch's MinHashLSH for duplicates, scikit-learn's
TfidfVectorizer and AgglomerativeClustering (or connected components, where a matrix of all pairs no
longer fits) for events, sumy's LexRank for digests. Written as its users write it, without tricks;
its one threshold is the best of five for the corpus, found beforehand, which favours it.

    python -m benchmarks.todays_script corpus/ result.json --events components
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

_TERMINAL = (".", "!", "?", '"', "”")
_RULED_OUT = re.compile(r"terms of use|privacy|cookie|javascript|lorem ipsum", re.IGNORECASE)


def without_chrome(text: str) -> str:
    """The lines that end as a sentence does, have five words, and name no policy (Raffel 2020)."""
    lines = (line.strip() for line in text.splitlines())
    kept = (
        line
        for line in lines
        if line.endswith(_TERMINAL) and len(line.split()) >= 5 and not _RULED_OUT.search(line)
    )
    return "\n".join(kept)


def duplicates(texts: list[str], threshold: float = 0.8) -> list[int]:
    """The first text that each one is near to: itself, if there is none."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    home = list(range(len(texts)))
    for number, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch(
            [" ".join(words[k : k + 5]).encode() for k in range(max(1, len(words) - 4))]
        )
        near = [int(key) for key in lsh.query(sketch)]
        home[number] = home[min(near)] if near else number
        lsh.insert(str(number), sketch)
    return home


def agglomerative(matrix: Any, threshold: float) -> Any:
    """Average linkage over a dense matrix of all distances."""
    from sklearn.cluster import AgglomerativeClustering

    distances = 1 - (matrix @ matrix.T).toarray()
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=1 - threshold, metric="precomputed", linkage="average"
    )
    return model.fit_predict(np.clip(distances, 0, 2))


def components(matrix: Any, threshold: float) -> Any:
    """Connected components of the pairs above a threshold, some thousand rows at a time."""
    from scipy.sparse import vstack
    from scipy.sparse.csgraph import connected_components

    found = []
    for start in range(0, matrix.shape[0], 1000):
        block = matrix[start : start + 1000] @ matrix.T
        block.data[block.data < threshold] = 0
        block.eliminate_zeros()
        found.append(block)
    return connected_components(vstack(found), directed=False)[1]


EVENTS: dict[str, Callable[[Any, float], Any]] = {
    "agglomerative": agglomerative,
    "components": components,
}


def digest(texts: list[str], words: int) -> str:
    """LexRank's sentences, best first, up to a number of words."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Tokenizer:
        """sumy's own needs a download."""

        def to_words(self, text: str) -> list[str]:
            return re.findall(r"\w+", text.lower())

    sentences = [s.strip() for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
    tokenizer = Tokenizer()
    document = ObjectDocumentModel([Paragraph([Sentence(s, tokenizer) for s in sentences])])
    chosen: list[str] = []
    for sentence in LexRankSummarizer()(document, 10):
        if len(" ".join([*chosen, str(sentence)]).split()) <= words:
            chosen.append(str(sentence))
    return " ".join(chosen)


class Laps:
    """The seconds of each stage so far, those on the clock and those of the processor."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._clock, self._used = time.perf_counter(), time.process_time()

    def lap(self, stage: str, shared_by: int = 1) -> None:
        """Ends a stage; one that did its work several times counts once."""
        clock, used = time.perf_counter(), time.process_time()
        self.seconds[stage] = (clock - self._clock) / shared_by
        self.cpu[stage] = (used - self._used) / shared_by
        self._clock, self._used = time.perf_counter(), time.process_time()
        print(f"  {stage} {self.cpu[stage]:.1f} CPU s", file=sys.stderr, flush=True)


def run(folder: Path, events: str, thresholds: list[float], result: Path) -> None:
    """Runs the script; writes the seconds of each stage, the copies and the events as JSON.

    They are written before the digests too, which take hours where there are many articles. Of
    several thresholds, which are to be compared, only the events are found and no digests made.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    laps = Laps()
    records = _records(folder)
    laps.lap("read")
    texts = [without_chrome(record["text"]) for record in records]
    laps.lap("clean")
    home = duplicates(texts)
    laps.lap("duplicates")
    kept = sorted(set(home))
    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        texts[k] for k in kept
    )
    laps.lap("features")
    found = {threshold: EVENTS[events](matrix, threshold) for threshold in thresholds}
    laps.lap("events", len(thresholds))
    place = {k: number for number, k in enumerate(kept)}
    labels = {t: [int(labels[place[home]]) for home in home] for t, labels in found.items()}
    made = {"ids": [record["id"] for record in records], "home": home, "labels": labels}
    _write(result, laps, made)
    if len(thresholds) == 1:
        _write_digests(texts, home, labels[thresholds[0]])
        laps.lap("digests")
        _write(result, laps, made)


def run_on(folder: Path, result: Path) -> None:
    """Makes the digests of a run that was stopped before it had, and adds their seconds."""
    made = json.loads(result.read_text())
    records = _records(folder)
    texts = [without_chrome(record["text"]) for record in records]
    laps = Laps()
    (labels,) = made["labels"].values()
    _write_digests(texts, made["home"], labels)
    laps.lap("digests")
    laps.seconds, laps.cpu = made["seconds"] | laps.seconds, made["cpu"] | laps.cpu
    _write(result, laps, {name: made[name] for name in ("ids", "home", "labels")}, made["peak_mb"])


def _records(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open()]


def _write_digests(texts: list[str], home: list[int], labels: list[int]) -> None:
    groups: dict[int, list[str]] = {}
    for k in sorted(set(home)):
        groups.setdefault(labels[k], []).append(texts[k])
    for number, group in enumerate(groups.values()):
        if number % 10_000 == 0:
            used = time.process_time()
            print(f"  digest {number} of {len(groups)}, {used:.0f} CPU s", file=sys.stderr)
        digest(group, 120)


def _write(result: Path, laps: Laps, found: dict[str, Any], before: int = 0) -> None:
    peak = max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    times = {"seconds": laps.seconds, "cpu": laps.cpu, "peak_mb": peak}
    result.write_text(json.dumps(times | found))


def main() -> None:
    """Writes what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--events", choices=EVENTS, default="agglomerative")
    parser.add_argument("--thresholds", type=float, nargs="+", default=[0.25])
    parser.add_argument("--go-on", action="store_true", help="make the digests that are missing")
    options = parser.parse_args()
    if options.go_on:
        run_on(options.folder, options.result)
        return
    run(options.folder, options.events, options.thresholds, options.result)


if __name__ == "__main__":
    main()
