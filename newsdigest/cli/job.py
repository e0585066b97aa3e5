"""One run of a command: what was asked for, checked before any work, and what every end is like."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import typer

from ..configuration import Configuration, load_configuration
from ..records import Problem, Progress
from ..rendering.names import FORMATS, Format
from ..settings import CleaningSettings, ReadingSettings, Settings
from .bundles import Bundle, Placing, Running
from .copies import beside
from .exits import ALL_READ, NOTHING_READ, PARTLY_READ
from .progress import shown
from .results import check_output, check_sources, choose_format, complain, put, read_next_time


@dataclass(frozen=True)
class Job:
    """A run: the settings in force, the format, and where the result goes."""

    sources: list[Path | str]
    settings: Settings
    style: Format
    writing: Placing
    running: Running

    @classmethod
    def of(
        cls,
        sources: list[str],
        writing: Placing,
        running: Running,
        default: Format,
        given: Sequence[Bundle] = (),
        formats: Sequence[Format] = FORMATS,
    ) -> Job:
        """A run over these sources, with all options that were given over the configuration.

        Raises:
            UsageError: if it can't work: a wrong setting, or a place that can't be written to.
            SourceNotFoundError: if a path does not exist.
        """
        start_logging(running)
        settings = configured(running, given).settings
        check_sources(sources)
        check_output(sources, writing.output)
        style = choose_format(writing.format, writing.output, default, formats)
        reading = _without_own(settings.reading, writing.output)
        paths: list[Path | str] = ["-" if source == "-" else Path(source) for source in sources]
        return cls(paths, replace(settings, reading=reading), style, writing, running)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """What shows how far the run is, where somebody looks and no log tells it."""
        with shown(quiet=self.running.quiet or self.running.verbose) as tell:
            yield tell

    def warn_of_articles(self, written: Path) -> None:
        """Says so if articles were written where the next run finds them."""
        complain(read_next_time(self.sources, written), notes=not self.running.quiet)

    def finish(
        self,
        problems: Iterable[Problem],
        anything: bool,
        render: Callable[[], str],
        then: Callable[[Path], None] | None = None,
    ) -> NoReturn:
        """Reports the problems, writes the result if there is one to write, and exits.

        ``then`` is told the file that was written.

        Raises:
            typer.Exit: with 0 if all was read, 1 if nothing was (or ``--strict`` and something was
                lost), 3 if there is a result and something was lost.
        """
        lost = complain(problems, notes=not self.running.quiet)
        if not anything:
            typer.echo("newsdigest: nothing could be read", err=True)
            raise typer.Exit(NOTHING_READ)
        if lost and self.writing.strict:
            typer.echo("newsdigest: no result: --strict, and something was lost", err=True)
            raise typer.Exit(NOTHING_READ)
        put(render(), self.writing.output)
        if then is not None and self.writing.output is not None:
            then(self.writing.output)
        raise typer.Exit(PARTLY_READ if lost else ALL_READ)


def configured(running: Running, given: Sequence[Bundle] = ()) -> Configuration:
    """The settings in force: defaults, then the file, then the options.

    The command line learns about sites unless told not to: it has the whole batch before it.

    Raises:
        UsageError: if the file or an option says something that is no setting.
    """
    base = Settings(cleaning=CleaningSettings(learn=True))
    found = load_configuration(running.config, base)
    settings = found.settings
    for bundle in given:
        settings = bundle.over(settings)
    return found.over(settings, "the command line")


def start_logging(running: Running) -> None:
    """Shows the log of the package on standard error, where it was asked for."""
    if not running.verbose or running.quiet:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("newsdigest: %(message)s"))
    log = logging.getLogger("newsdigest")
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def _without_own(reading: ReadingSettings, output: Path | None) -> ReadingSettings:
    """A result that lies in the folder that is read is no article of it."""
    own = [output, beside(output)] if output else []
    return replace(reading, exclude=reading.exclude | frozenset(own))
