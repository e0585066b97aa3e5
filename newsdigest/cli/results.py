"""Checks of what was asked for, and what every command does at its end."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import typer

from ..errors import OutputError, SourceNotFoundError, UsageError, system_reason
from ..reading.sources import find_inputs, is_pattern, not_found
from ..records import Problem
from ..rendering.names import FORMATS, Format
from ..rendering.output import format_of, write
from ..rendering.recognition import is_result
from ..rendering.safe import plain

# What differs between two notes of one kind: whose they are, what they quote, numbers and names.
_VARYING = re.compile(r"^article .*?: |'[^']*'|\"[^\"]*\"|“[^”]*”|\d+|\b[A-Z][a-z]+\b")


def choose_format(
    chosen: Format | None, output: Path | None, default: Format, allowed: Sequence[Format] = FORMATS
) -> Format:
    """The format asked for, else the one that the output's suffix names, else the default.

    Raises:
        UsageError: if the suffix names none, or one that this command does not write.
    """
    if chosen is None:
        chosen = format_of(output) if output is not None and output.suffix else default
    if chosen not in allowed:
        raise UsageError(f"no format {chosen!r} here; one of {', '.join(allowed)}")
    return chosen


def check_output(sources: Collection[str], output: Path | None) -> None:
    """Refuses a place that can't be written to before hours of work are done for it.

    Raises:
        UsageError: if it is a folder, a source, an article of one, or in a folder that does not
            exist.
    """
    if output is None:
        return
    if os.path.isdir(output):  # noqa: PTH112  # Path.is_dir raises where this says no
        raise UsageError(f"--output must be a file, and {output} is a folder")
    if not os.path.isdir(output.absolute().parent):  # noqa: PTH112  # as above
        raise UsageError(f"no such folder to write to: {output.parent}")
    if os.path.realpath(output) in {os.path.realpath(source) for source in sources}:
        raise UsageError(f"--output would overwrite the source {output}")
    check_article(sources, output)


def check_article(sources: Collection[str], output: Path) -> None:
    """Refuses to write over an article of the sources; what a run left there before may go.

    Raises:
        UsageError: if the output is a file that would be read as an article otherwise.
    """
    if not os.path.isfile(output) or is_result(output):  # noqa: PTH113  # as above
        return
    paths = [Path(source) for source in sources if source != "-"]
    if any(os.path.samefile(one.file, output) for one in find_inputs(paths)[0]):  # noqa: PTH121
        raise UsageError(
            f"--output would overwrite {output}, which is among the sources; choose another name"
        )


def read_next_time(sources: Iterable[str | Path], output: Path) -> list[Problem]:
    """A note that articles were written into a folder of the sources, where a next run reads them.

    Other results are told by how they begin, and left out; these are articles like any other.
    """
    folders = {os.path.realpath(one) for one in sources if os.path.isdir(one)}  # noqa: PTH112
    if not any(Path(os.path.realpath(output)).is_relative_to(folder) for folder in folders):
        return []
    reason = "lies in a folder of the sources: the next run over it reads these articles too"
    return [Problem(str(output), None, reason, severity="note")]


def check_sources(sources: Iterable[str]) -> None:
    """Refuses a mistyped path before anything is read; patterns are looked up when reading begins.

    Raises:
        SourceNotFoundError: if a path does not exist.
    """
    for source in sources:
        if source != "-" and not os.path.lexists(source) and not is_pattern(source):
            raise SourceNotFoundError(not_found(source))


def complain(problems: Iterable[Problem], *, notes: bool = True) -> int:
    """Writes each problem to standard error, a line each; returns how many inputs were lost.

    Notes of one kind about one file are a line in all: the first, and how many are like it.
    """
    told = [problem for problem in problems if notes or problem.severity == "lost"]
    alike = Counter(_kind(problem) for problem in told if problem.severity == "note")
    for problem in told:
        kind, more = "", ""
        if problem.severity == "note":
            if not (count := alike.pop(_kind(problem), 0)):
                continue
            kind, more = "note: ", f" (and {count - 1:,} more like it)" if count > 1 else ""
        # Where standard error is full or closed the result still stands, and the exit code tells.
        with contextlib.suppress(OSError):
            typer.echo(plain(f"newsdigest: {kind}{problem}{more}"), err=True)
    return sum(problem.severity == "lost" for problem in told)


def _kind(problem: Problem) -> tuple[str, str]:
    return problem.path, _VARYING.sub("", problem.reason)


def put(text: str, output: Path | None) -> None:
    """Writes a result where it was asked for.

    Raises:
        OutputError: if that fails.
    """
    if output is not None:
        write(output, text)
        return
    # Bytes, so that the result is UTF-8 whatever the locale.
    if sys.stdout is None:
        raise OutputError("can't write to standard output: it is closed")
    stream = sys.stdout.buffer
    try:
        stream.write(text.encode("utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"can't write to standard output: {system_reason(error)}") from error
