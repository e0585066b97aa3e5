"""What ``newsdigest dedup`` writes: the groups with what nearly was one, or what is left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Article
from ..rendering import formats, output
from ..rendering.names import Format

if TYPE_CHECKING:
    from ..duplicates import DuplicateScan

_MISSES = 20  # near misses that text lists; JSON has all


def listed(articles: Sequence[Article], scan: DuplicateScan, style: Format, explain: bool) -> str:
    """The groups; with ``explain``, how pairs were looked for and which just missed."""
    remarks = [*scan.explain().splitlines(), *_misses(articles, scan)] if explain else []
    details = scan.to_dict()
    del details["groups"]
    return formats.render_groups(scan.groups, style, remarks=remarks, details=details)


def _misses(articles: Sequence[Article], scan: DuplicateScan) -> list[str]:
    near = scan.borderline
    rows = sorted(zip(-near.jaccard, near.i, near.j, strict=True))[:_MISSES]
    return [
        f"just under the threshold: {articles[i].id} and {articles[j].id}, Jaccard {-negative:.3f}"
        for negative, i, j in rows
    ]


def dropped(articles: Sequence[Article], scan: DuplicateScan, target: Path | None) -> str:
    """The articles that are left, as records; what was folded is listed beside an output file."""
    copies = {copy.id for group in scan.groups for copy in group.copies}
    if target is not None and not output.is_device(target):
        output.write(beside(target), formats.render_groups(scan.groups, "jsonl"))
    return formats.render_articles([a for a in articles if a.id not in copies], "jsonl")


def beside(target: Path) -> Path:
    """Where the list of what was folded goes, for an output file; a link is followed."""
    real = target.resolve()
    return real.with_name(f"{real.stem}.folded.jsonl")
