"""What a run leaves behind, put where the reader looks for it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .._version import __version__
from ..errors import OutputError
from ..records import Problem
from .context import Context
from .folder import Stage

#: The tables that a run leaves, and the stage that makes each.
_TABLES = {name: name for name in ("articles", "duplicates", "events", "digests", "storylines")}
_TABLES["links"] = "events"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a run left behind.

    Attributes:
        folder: the output folder.
        articles: how many articles were read, copies included.
        kept: how many speak for themselves.
        events: how many events they report.
        digests: how many of these have a digest.
        problems: everything that was lost or read with a reservation.
    """

    folder: Path
    articles: int
    kept: int
    events: int
    digests: int
    problems: tuple[Problem, ...]


def publish(context: Context, folder: Path, corpus: Corpus) -> None:
    """Puts the tables where the reader looks for them; the manifest last."""
    manifest = folder / "corpus.json"
    try:
        manifest.unlink(missing_ok=True)
        for name, stage in _TABLES.items():
            _place(context.stages.get(stage), folder / name, f"{name}.parquet")
        for style in ("html", "md"):
            _place_report(context.stages.get("report"), folder / f"largest.{style}")
        problems = "".join(json.dumps(one.to_dict()) + "\n" for one in corpus.problems)
        (folder / "problems.jsonl").write_text(problems, "utf-8")
        kinds = Counter(problem.severity for problem in corpus.problems)
        told = {
            "newsdigest": __version__,
            **{n: getattr(corpus, n) for n in ("articles", "kept", "events", "digests")},
            "lost": kinds["lost"],
            "notes": kinds["note"],
        }
        half = manifest.with_suffix(".half")
        half.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
        half.replace(manifest)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"can't write to {folder}: {reason}") from error


def _place(stage: Stage | None, target: Path, name: str) -> None:
    """The tables of a stage's parts under one folder, in the place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if stage is None:
        return
    for number in stage.parts():
        shutil.copyfile(stage.part(number) / name, target / f"part-{number:05d}.parquet")


def _place_report(stage: Stage | None, target: Path) -> None:
    target.unlink(missing_ok=True)
    if stage is None:
        return
    made = stage.part(0) / f"report{target.suffix}"
    if made.exists():
        shutil.copyfile(made, target)
