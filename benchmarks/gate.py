"""Quality as a ratchet: fails where a figure is below its floor in ``baseline.json``.

::

    python -m benchmarks.gate --data DATA
    python -m benchmarks.gate --data DATA --raise     # lift floors to what was reached

A floor is never lowered by this script: that takes an edit of the file and a line in the changelog.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .pipeline import quality

BASELINE = Path(__file__).with_name("baseline.json")
EVENTS = 100  # made events that the floors were measured on
SLACK = 0.0005  # what a newer library may move a figure by


def misses(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each figure that is below its floor; a floor without a figure is no miss."""
    return [
        f"{name}: {figures[name]:.4f} is below {floor:.4f}"
        for name, floor in floors.items()
        if name in figures and figures[name] < floor - SLACK
    ]


def lifted(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The floors, each raised to what was reached."""
    names = sorted({*figures, *floors})
    return {n: max(floors.get(n, 0.0), round(figures.get(n, 0.0), 4)) for n in names}


def main() -> None:
    """Exits with 1 where quality fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the development data")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    arguments = parser.parse_args()
    floors = json.loads(BASELINE.read_text("utf-8"))
    figures = quality(arguments.data, EVENTS)
    if arguments.lift:
        BASELINE.write_text(json.dumps(lifted(figures, floors), indent=2) + "\n", "utf-8")
    below = misses(figures, floors)
    for line in below:
        print(line, file=sys.stderr)
    print(f"{len(figures)} figures, {len(below)} below their floor")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
