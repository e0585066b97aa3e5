"""Makes the background table of English news: in what share of articles a stem stands.

Counted over three sets of the development data whose licences allow it to ship (naeb and
newscluster, Apache-2.0; wcxb, CC BY 4.0). Run from the root of the project::

    python -m tools.background --data DATA --output newsdigest/language/data/background_en.json
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsdigest.language.words import stems

SETS = (
    ("chrome/naeb.jsonl.gz", "gold"),
    ("events/newscluster.dev.jsonl.gz", "text"),
    ("chrome/wcxb.jsonl.gz", "gold"),
)
ABOUT = (
    "In how many of the counted articles a stem stands (the most frequent stems only). Counted "
    "by tools/background.py over the articles of newspaper4k's evaluation set and of "
    "Giveme5W1H's news_cluster (both Apache-2.0) and of WCXB (CC BY 4.0, its authors); no text of "
    "theirs is here."
)


def texts(data: Path) -> Iterator[str]:
    """The article texts of the three sets, title first where there is one."""
    for name, field in SETS:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record.get('title') or ''}\n{record[field]}"


def count(data: Path, size: int) -> dict[str, object]:
    """The table: number of articles, and of articles with each of the ``size`` commonest stems."""
    frequency: Counter[str] = Counter()
    total = 0
    for text in texts(data):
        frequency.update(set(stems(text, "en")))
        total += 1
    top = sorted(frequency.items(), key=lambda item: (-item[1], item[0]))[:size]
    return {"about": ABOUT, "language": "en", "articles": total, "frequency": dict(sorted(top))}


def main() -> None:
    """Counts and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--size", type=int, default=1000, help="stems to keep")
    arguments = parser.parse_args()
    table = count(arguments.data, arguments.size)
    text = json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":"))
    arguments.output.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
