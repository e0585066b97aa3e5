"""Reads the labelled sets that the benchmarks measure on: gzipped JSON Lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a set, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
