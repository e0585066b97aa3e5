"""What a run leaves behind, put where the reader looks for it, and nowhere else."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .._version import __version__
from ..errors import OutputError, UsageError, system_reason
from ..records import Problem
from .context import Context
from .folder import Stage

#: The tables that a run leaves, and the stage that makes each.
_TABLES = {name: name for name in ("articles", "duplicates", "events", "digests", "storylines")}
_TABLES["links"] = "events"
_MANIFEST, _PROBLEMS, _REPORTS = "corpus.json", "problems.jsonl", ("largest.html", "largest.md")
#: The folder in the output in which a run works.
WORK = ".work"
_PARTS = "part-*.parquet"


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


def check_room(folder: Path, sources: Iterable[Path]) -> None:
    """Sees to it that nothing is written over but what an earlier run left.

    Raises:
        UsageError: if a source lies in the output folder, or what is no result of an earlier run
            has the name of one.
    """
    real = folder.resolve()
    for source in sources:
        place = source.resolve()
        if real in (place, *place.parents):
            raise UsageError(f"{source} lies in the output folder {folder}; choose another")
    ran = (folder / WORK).is_dir() or (folder / _MANIFEST).is_file()
    for name in sorted({*_TABLES, *_REPORTS, _MANIFEST, _PROBLEMS}):
        target = folder / name
        there = target.is_symlink() or target.exists()
        if there and not (ran and _may_be_ours(target, table=name in _TABLES)):
            raise UsageError(f"{target} is not of an earlier run; choose another folder")


def _may_be_ours(target: Path, *, table: bool) -> bool:
    if not table:
        return target.is_file()
    if target.is_symlink() or not target.is_dir():
        return False
    return {*target.iterdir()} == {*target.glob(_PARTS)}


def left_by_a_run(path: Path, folder: Path) -> bool:
    """Whether a file in an output folder is what a run leaves there."""
    first = path.relative_to(folder).parts[0]
    return first in {WORK, _MANIFEST, _PROBLEMS, *_TABLES, *_REPORTS}


def publish(context: Context, folder: Path, corpus: Corpus) -> None:
    """Puts the tables where the reader looks for them; the manifest last.

    Where no article was read, the result of an earlier run stays.
    """
    manifest = folder / _MANIFEST
    if not corpus.kept and manifest.exists():
        return
    try:
        manifest.unlink(missing_ok=True)
        for name, stage in _TABLES.items():
            _place(context.stages.get(stage), folder / name, f"{name}.parquet")
        for name in _REPORTS:
            _place_report(context.stages.get("report"), folder / name)
        problems = "".join(json.dumps(one.to_dict()) + "\n" for one in corpus.problems)
        (folder / _PROBLEMS).write_text(problems, "utf-8")
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
        raise OutputError(f"can't write to {folder}: {system_reason(error)}") from error


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
