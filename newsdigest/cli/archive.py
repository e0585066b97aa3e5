"""The commands of an archive: a file that remembers articles, in which events grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..records import Problem, Report
from ..rendering import data
from ..rendering.names import Format
from ..settings import CleaningSettings, ReadingSettings, Settings
from . import options as o
from .commands import app
from .progress import progress
from .results import check_output, check_sources, choose_format, finish

if TYPE_CHECKING:
    from ..archive import Archive

__all__ = ["app"]  # with the commands of this file

ArchivePath = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", help="The archive's file.", show_default=False)
]
Name = Annotated[
    str,
    typer.Argument(metavar="ID", help="The id, or a start that no other has.", show_default=False),
]
Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY", help='Words, "phrases", starts* and -exclusions.', show_default=False
    ),
]
Since = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="WHEN",
        help="What came since: last (the latest batch), today, yesterday, 12h, 3d, 2w, or a date.",
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many.")]
Before = Annotated[
    str, typer.Option("--before", metavar="DATE", help="Forget what is older than this day.")
]
Full = Annotated[bool, typer.Option("--full", help="Read every article, not a sample of many.")]
Repair = Annotated[
    bool,
    typer.Option(
        "--repair", help="Mend what can be mended, in a new file; the damaged one is kept beside."
    ),
]


@app.command(epilog="Example: newsdigest add more.db seeds/")
def add(
    archive: ArchivePath,
    sources: o.Sources,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Add articles to an archive, which is made if it is not there; what it has stays as it is."""
    from ..archive import Archive
    from ..rendering.archive import render_added

    check_sources(sources)
    check_output([*sources, str(archive)], output)
    style = choose_format(format, output, "txt")
    own = frozenset([archive, *([output] if output else [])])
    settings = Settings(
        reading=ReadingSettings(exclude=own), cleaning=CleaningSettings(learn=not no_learn)
    )
    with Archive(archive, settings) as held, progress() as tell:
        added = held.add(
            [source if source == "-" else Path(source) for source in sources],
            clean=not no_clean,
            strict=strict,
            progress=tell,
        )
    known = bool(added.articles or added.corrected or added.unchanged)
    finish(added.problems, known, lambda: render_added(added, style), output, strict)


@app.command(name="whats-new", epilog="Example: newsdigest whats-new news.db --since yesterday")
def whats_new(
    archive: ArchivePath,
    since: Since = "last",
    words: o.Words = o.DIGEST.words,
    no_text: o.NoText = False,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Tell the events that have come or grown, and only what is new of each."""
    from ..rendering.archive import render_updates

    style = _style(archive, format, output)
    with _open(archive) as held:
        found = held.whats_new(since, words)
    _finish(lambda: render_updates(found, style, text=not no_text), output)


@app.command(epilog="Example: newsdigest timeline news.db 24e1")
def timeline(
    archive: ArchivePath,
    event: Name,
    words: o.Words = o.DIGEST.words,
    no_text: o.NoText = False,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Tell an event day by day, among the chapters of its story."""
    from ..rendering.archive import render_timeline

    style = _style(archive, format, output)
    with _open(archive) as held:
        found = held.timeline(event, words)
    _finish(lambda: render_timeline(found, style, text=not no_text), output)


@app.command(epilog="Example: newsdigest search news.db 'roadmap \"defence industrial\" -drone'")
def search(
    archive: ArchivePath,
    query: Query,
    limit: Limit = 20,
    no_text: o.NoText = False,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Find articles by their words, with the event of each."""
    from ..rendering.archive import render_found

    style = _style(archive, format, output)
    with _open(archive) as held:
        found = held.search(query, limit)
    _finish(lambda: render_found(found, style, text=not no_text), output)


@app.command(epilog="Example: newsdigest show news.db 004")
def show(
    archive: ArchivePath,
    name: Name,
    words: o.Words = o.DIGEST.words,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Show an event as a digest, or an article with all texts that it has had."""
    from ..pipeline import summarize
    from ..rendering.formats import render, render_articles

    style = _style(archive, format, output)
    with _open(archive) as held:
        event = held.event(name)
        versions = held.versions(name) if event is None else []
    if event is not None:
        report = Report((summarize(event, words),), (), len(event))
        _finish(lambda: render(report, style), output)
    if not versions:
        raise UsageError(f"no event and no article has an id that begins with {name!r}")
    _finish(lambda: render_articles([one.article for one in versions], style), output)


@app.command(epilog="Example: newsdigest forget news.db --before 2023-01-01")
def forget(archive: ArchivePath, before: Before) -> None:
    """Take out what is older than a day, for good."""
    try:
        day = date.fromisoformat(before)
    except ValueError:
        raise UsageError(f"--before takes a date such as 2023-01-01, not {before!r}") from None
    with _open(archive) as held:
        gone = held.forget(day)
    _finish(lambda: f"{len(gone):,} articles forgotten\n", None)


@app.command(epilog="Example: newsdigest export news.db --format jsonl --output articles.jsonl")
def export(
    archive: ArchivePath,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Write every article as a record, with its event; `digest` and `add` read it again."""
    style = _style(archive, format, output, "jsonl")
    if style != "jsonl":
        raise UsageError("export writes JSON Lines: leave --format out, or say jsonl")
    with _open(archive) as held:
        records = list(held.export())
    _finish(lambda: data.lines(records), output)


@app.command(epilog="Example: newsdigest doctor news.db --full")
def doctor(
    archive: ArchivePath,
    full: Full = False,
    repair: Repair = False,
    format: o.FormatOption = None,
    output: o.Output = None,
) -> None:
    """Say whether everything in an archive is as it was written, and mend what can be mended."""
    from ..archive import doctor as examine
    from ..rendering.archive import render_checkup

    style = _style(archive, format, output)
    found = examine(archive, full=full, repair=repair)
    lost: tuple[Problem, ...] = () if found.repaired else found.problems
    finish(lost, True, lambda: render_checkup(found, style), output, strict=False)


def _open(path: Path) -> Archive:
    from ..archive import Archive

    return Archive(path, create=False)


def _style(
    archive: Path, format: Format | None, output: Path | None, default: Format = "txt"
) -> Format:
    check_sources([str(archive)])
    check_output([str(archive)], output)
    return choose_format(format, output, default)


def _finish(render: Callable[[], str], output: Path | None) -> None:
    finish((), True, render, output, strict=False)
