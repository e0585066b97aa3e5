"""What every command does at its end: tell the problems, write the result, choose the code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from ..errors import OutputError, SourceNotFoundError, UsageError
from ..reading.sources import not_found
from ..records import Problem
from ..rendering.names import BY_SUFFIX, TEXT_FORMATS, Format, TextFormat
from ..rendering.output import format_of, write
from ..rendering.safe import plain

ALL_READ, NOTHING_READ, PARTLY_READ = 0, 1, 3


def choose_format(chosen: Format | None, output: Path | None, default: TextFormat) -> Format:
    """The format asked for, else the one that the output's suffix names, else the default.

    Raises:
        UsageError: if the suffix names none.
    """
    if chosen is not None:
        return chosen
    return format_of(output) if output is not None and output.suffix else default


def choose_text_format(
    chosen: TextFormat | None, output: Path | None, default: TextFormat
) -> TextFormat:
    """The same for what is no report, which has no page to be shown on.

    Raises:
        UsageError: if the suffix names none, or one that only reports have.
    """
    style = choose_format(chosen, output, default)
    for known in TEXT_FORMATS:
        if style == known:
            return known
    suffixes = " ".join(suffix for suffix, name in BY_SUFFIX.items() if name in TEXT_FORMATS)
    raise UsageError(f"only digest writes {style}; the suffix of --output is one of {suffixes}")


def check_output(sources: Iterable[str], output: Path | None) -> None:
    """Refuses a place that can't be written to before hours of work are done for it.

    Raises:
        UsageError: if it is a folder, a source, or in a folder that does not exist.
    """
    if output is None:
        return
    if os.path.isdir(output):  # noqa: PTH112  # Path.is_dir raises where this says no
        raise UsageError(f"--output must be a file, and {output} is a folder")
    if not os.path.isdir(output.absolute().parent):  # noqa: PTH112  # as above
        raise UsageError(f"no such folder to write to: {output.parent}")
    if os.path.realpath(output) in {os.path.realpath(source) for source in sources}:
        raise UsageError(f"--output would overwrite the source {output}")


def check_sources(sources: Iterable[str]) -> None:
    """Refuses a mistyped path before anything is read.

    Raises:
        SourceNotFoundError: if a path does not exist.
    """
    for source in sources:
        if source != "-" and not os.path.lexists(source):
            raise SourceNotFoundError(not_found(source))


def finish(
    problems: Iterable[Problem],
    anything: bool,
    render: Callable[[], str],
    output: Path | None,
    strict: bool,
    then: Callable[[Path], None] | None = None,
) -> None:
    """Reports the problems, writes the result if there is one to write, and exits.

    ``then`` is told the file that was written.

    Raises:
        typer.Exit: with 0 if all was read, 1 if nothing was (or ``strict`` and something was
            lost), 3 if there is a result and something was lost.
    """
    lost = complain(problems)
    if not anything:
        typer.echo("newsdigest: nothing could be read", err=True)
        raise typer.Exit(NOTHING_READ)
    if lost and strict:
        typer.echo("newsdigest: no result: --strict, and something was lost", err=True)
        raise typer.Exit(NOTHING_READ)
    _put(render(), output)
    if then is not None and output is not None:
        then(output)
    raise typer.Exit(PARTLY_READ if lost else ALL_READ)


def complain(problems: Iterable[Problem]) -> int:
    """Writes each problem to standard error, a line each; returns how many inputs were lost."""
    lost = 0
    for problem in problems:
        lost += problem.severity == "lost"
        kind = "" if problem.severity == "lost" else "note: "
        typer.echo(plain(f"newsdigest: {kind}{problem}"), err=True)
    return lost


def _put(text: str, output: Path | None) -> None:
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
        raise OutputError(f"can't write to standard output: {error.strerror}") from error
