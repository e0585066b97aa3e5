"""The commands of an archive: a file that remembers articles, in which events grow."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..records import Added, Problem, Progress, Report
from ..rendering import data
from ..rendering.names import RECORD_FORMATS, TEXT_FORMATS, Format
from . import options as o
from .app import command
from .bundles import (
    Answering,
    Bundle,
    Cleaning,
    Digesting,
    Placing,
    Reading,
    Recording,
    Running,
    Telling,
)
from .job import Job

if TYPE_CHECKING:
    from ..archive import Archive
    from ..reading import Sources

ArchivePath = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", help="The archive's file.", show_default=False)
]
Name = Annotated[
    str,
    typer.Argument(metavar="ID", help="The id, or a start that no other has.", show_default=False),
]
EventName = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The id of the event or of one of its articles, or a start that no other has.",
        show_default=False,
    ),
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
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
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


@command("newsdigest add more.db seeds/")
def add(
    archive: ArchivePath,
    sources: o.Sources,
    cleaning: Cleaning,
    reading: Reading,
    writing: Telling,
    running: Running,
) -> None:
    """Add articles to an archive, which is made if it is not there; what it has stays as it is."""
    from ..rendering.archive import render_added

    job = Job.of(sources, writing, running, "txt", (cleaning, reading), TEXT_FORMATS)
    if job.writing.output and job.writing.output.absolute() == archive.absolute():
        raise UsageError(f"--output would overwrite the archive {archive}")
    with job.progress() as tell:
        added = _added(archive, job, not cleaning.no_clean, tell)
    job.finish(
        added.problems, writing.strict or added.read > 0, lambda: render_added(added, job.style)
    )


def _added(archive: Path, job: Job, clean: bool, tell: Progress) -> Added:
    """Adds what the sources bring; where that is nothing, no new file is left behind."""
    from ..archive import Archive
    from ..pipeline import prepare

    # An archive that lies in the folder that is read is no article of it.
    own = {archive.with_name(f"{archive.name}{end}") for end in ("", "-wal", "-shm")}
    reading = replace(job.settings.reading, exclude=job.settings.reading.exclude | own)
    settings = replace(job.settings, reading=reading)
    sources: Sources = job.sources
    problems: Sequence[Problem] = ()
    # Where a file can't be made, opening it says why, before anything is read.
    if not archive.exists() and os.access(archive.absolute().parent, os.W_OK):
        sources, problems = prepare(sources, clean=clean, settings=settings, progress=tell)
        lost = any(problem.severity == "lost" for problem in problems)
        if not sources or (job.writing.strict and lost):
            return Added(None, problems=tuple(problems))
    with Archive(archive, settings) as held:
        added = held.add(sources, clean=clean, strict=job.writing.strict, progress=tell)
    return replace(added, problems=(*problems, *added.problems))


@command("newsdigest whats-new news.db --since yesterday")
def whats_new(
    archive: ArchivePath,
    digesting: Digesting,
    writing: Answering,
    running: Running,
    since: Since = "last",
    no_text: o.NoText = False,
) -> None:
    """Tell the events that have come or grown, and only what is new of each."""
    from ..rendering.archive import render_updates

    job = _job(archive, writing, running, digesting)
    with _open(archive) as held:
        found = held.whats_new(since, settings=job.settings)
    job.finish((), True, lambda: render_updates(found, job.style, text=not no_text))


@command("newsdigest timeline news.db 24e1")
def timeline(
    archive: ArchivePath,
    event: EventName,
    digesting: Digesting,
    writing: Answering,
    running: Running,
    no_text: o.NoText = False,
) -> None:
    """Tell an event day by day, among the chapters of its story."""
    from ..rendering.archive import render_timeline

    job = _job(archive, writing, running, digesting)
    with _open(archive) as held:
        found = held.timeline(event, settings=job.settings)
    job.finish((), True, lambda: render_timeline(found, job.style, text=not no_text))


@command("newsdigest search news.db 'roadmap \"defence industrial\" -drone'")
def search(
    archive: ArchivePath,
    query: Query,
    writing: Answering,
    running: Running,
    limit: Limit = 20,
    no_text: o.NoText = False,
) -> None:
    """Find articles by their words, with the event of each."""
    from ..rendering.archive import render_found

    job = _job(archive, writing, running)
    with _open(archive) as held:
        found = held.search(query, limit)
    job.finish((), True, lambda: render_found(found, job.style, text=not no_text))


@command("newsdigest show news.db 004")
def show(
    archive: ArchivePath, name: Name, digesting: Digesting, writing: Answering, running: Running
) -> None:
    """Show an event as a digest, or an article with all texts that it has had."""
    from ..pipeline import summarize
    from ..rendering.formats import render, render_articles

    job = _job(archive, writing, running, digesting)
    with _open(archive) as held:
        event = held.event(name)
        versions = held.versions(name) if event is None else []
        of = held.event_of(versions[-1].article.id) if versions else ""
    if event is not None:
        report = Report((summarize(event, settings=job.settings),), (), len(event))
        job.finish((), True, lambda: render(report, job.style))
    if not versions:
        raise UsageError(f"no event and no article has an id that begins with {name!r}")
    articles = [one.article for one in versions]
    job.finish((), True, lambda: render_articles(articles, job.style, event=of))


@command("newsdigest forget news.db --before 2023-01-01")
def forget(archive: ArchivePath, before: Before, writing: Answering, running: Running) -> None:
    """Take out what is older than a day, for good."""
    from ..rendering.archive import render_forgotten

    job = _job(archive, writing, running)
    try:
        day = date.fromisoformat(before)
    except ValueError:
        raise UsageError(f"--before takes a date such as 2023-01-01, not {before!r}") from None
    with _open(archive) as held:
        gone = held.forget(day)
    job.finish((), True, lambda: render_forgotten(gone, job.style))


@command("newsdigest export news.db --format jsonl --output articles.jsonl")
def export(archive: ArchivePath, writing: Recording, running: Running) -> None:
    """Write every article as a record, with its event; `digest` and `add` read it again."""
    job = _job(archive, writing, running, default="jsonl", formats=RECORD_FORMATS)
    with _open(archive) as held:
        records = list(held.export())
    job.finish((), True, lambda: data.lines(records))


@command("newsdigest doctor news.db --full")
def doctor(
    archive: ArchivePath,
    writing: Answering,
    running: Running,
    full: Full = False,
    repair: Repair = False,
) -> None:
    """Say whether everything in an archive is as it was written, and mend what can be mended."""
    from ..archive import doctor as examine
    from ..rendering.archive import render_checkup

    job = _job(archive, writing, running)
    found = examine(archive, full=full, repair=repair)
    lost = found.lost if found.repaired else found.problems
    job.finish(lost, True, lambda: render_checkup(found, job.style))


def _job(
    archive: Path,
    writing: Placing,
    running: Running,
    *given: Bundle,
    default: Format = "txt",
    formats: Sequence[Format] = TEXT_FORMATS,
) -> Job:
    return Job.of([str(archive)], writing, running, default, given, formats)


def _open(path: Path) -> Archive:
    from ..archive import Archive

    return Archive(path, create=False)
