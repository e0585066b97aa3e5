"""The files of a run: found, told apart by their versions, and grouped to be read together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..reading.sources import find_inputs
from ..records import Problem
from ..settings import Settings
from . import remote
from .context import Context, Step
from .folder import save
from .publishing import left_by_a_run

#: A file to read: where it lies, its path below its source, whether it was given by name.
_File = tuple[str, str, bool]

_GROUP_BYTES = 64_000_000  # input files that are read together, as long as they are small


def inputs(
    sources: Sequence[str], output: Path, settings: Settings
) -> tuple[list[list[_File]], list[Problem], list[list[Any]]]:
    """The input files in groups to be read together, what could not be listed, and versions."""
    paths = [Path(source) for source in sources if not remote.is_address(source)]
    found, problems = find_inputs(paths, settings.reading.exclude)
    listed: list[tuple[str, str, bool, str]] = []
    for one in found:
        real = one.file.resolve()
        if output in real.parents and left_by_a_run(real, output):
            continue  # the output lies in a folder that is read
        known = real.stat() if real.exists() else None
        version = f"{known.st_size} {known.st_mtime_ns}" if known else ""
        listed.append((str(one.file.absolute()), one.path, one.alone, version))
    for source in sources:
        if remote.is_address(source):
            listed += remote.listed(source)
    groups: list[list[_File]] = []
    room = 0
    for file, path, alone, version in listed:
        size = int(version.partition(" ")[0] or 0)
        if not groups or size > room:
            groups.append([])
            room = _GROUP_BYTES
        groups[-1].append((file, path, alone))
        room -= size
    return groups, problems, [list(one) for one in listed]


def listed(groups: list[list[_File]]) -> Step:
    """The step that writes down the groups, for those who read them."""
    return partial(_save_groups, groups)


def _save_groups(groups: list[list[_File]], context: Context, _: int) -> None:
    with context.own.writing(0) as place:
        save(place, record={"groups": groups})
