"""How fast files are read, and how much memory a long one takes.

::

    python -m benchmarks.reading            # 10,000 small files, and a JSON Lines file of 1 GB
    python -m benchmarks.reading --files 1000 --megabytes 50
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import newsdigest as nd

TEXT = (
    "The harbour bridge was closed on Tuesday after engineers found cracks in two of its piers. "
    "Traffic will be led over the northern crossing until the repairs are done, the city said.\n\n"
) * 12  # 2.2 kB, as a news article has


def small_files(folder: Path, count: int) -> Path:
    """A folder with as many text files, 500 to a folder below it."""
    for number in range(count):
        place = folder / f"{number // 500:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05d}.txt").write_text(f"Report {number}. {TEXT}")
    return folder


def long_file(path: Path, megabytes: int) -> int:
    """A JSON Lines file of that size; how many records it has."""
    count = megabytes * 1_000_000 // (len(TEXT) + 60)
    with gzip.open(path, "wt", 1) if path.suffix == ".gz" else path.open("w") as stream:
        for number in range(count):
            stream.write(json.dumps({"id": str(number), "text": f"Report {number}. {TEXT}"}) + "\n")
    return count


def cpu_seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median of the processor time that some runs take."""
    taken = []
    for _ in range(runs):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def stream(path: Path) -> dict[str, float]:
    """Reads a file article by article: how many, seconds, and MB that the process grew by."""
    list(nd.iter_read([{"text": TEXT}]))
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    before = time.process_time()
    count = sum(isinstance(item, nd.Article) for item in nd.iter_read(path))
    seconds = time.process_time() - before
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size) / 1024
    return {"articles": count, "seconds": seconds, "grown_mb": grown}


def measure(files: int, megabytes: int) -> dict[str, float]:
    """All figures, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = small_files(folder / "small", files)
        seconds = cpu_seconds(lambda: nd.read(small))
        figures = {"small_files_per_second": files / seconds}
        for suffix in (".jsonl", ".jsonl.gz"):
            path = folder / f"long{suffix}"
            count = long_file(path, megabytes)
            # A process of its own: memory that was once used is never given back.
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.reading", "--stream", path],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            found = json.loads(told.stdout)
            assert found["articles"] == count, found
            figures[f"long{suffix}_mb_per_second"] = megabytes / found["seconds"]
            figures[f"long{suffix}_grown_mb"] = found["grown_mb"]
            path.unlink()
    return figures


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--stream", type=Path, help="read this file and print what it took")
    options = parser.parse_args()
    if options.stream:
        print(json.dumps(stream(options.stream)))
        return
    for name, value in measure(options.files, options.megabytes).items():
        print(f"{name:32s} {value:12,.0f}")


if __name__ == "__main__":
    main()
