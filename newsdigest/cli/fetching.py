"""The command that fetches feeds: the only one that uses the network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import stages
from ..errors import UsageError
from ..rendering import formats
from ..rendering.names import LIST_FORMATS
from .app import command
from .bundles import Listing, Running
from .job import Job

Feeds = Annotated[
    list[str],
    typer.Argument(
        metavar="FEEDS",
        help="Addresses of RSS, Atom or JSON feeds, or OPML files that list such.",
        show_default=False,
    ),
]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="FOLDER",
        help="Keep the articles here and ask only for what is new; else they are written out.",
    ),
]


@command("newsdigest fetch feeds.opml --into news")
def fetch(feeds: Feeds, writing: Listing, running: Running, into: Into = None) -> None:
    """Fetch feeds: their new articles into a folder, or as JSON Lines to standard output."""
    if into is not None and (writing.output or writing.format):
        raise UsageError("--into keeps JSON Lines in a folder: leave --output and --format out")
    job = Job.of([], writing, running, "jsonl", formats=LIST_FORMATS)
    with job.progress() as tell:
        found = stages.fetch(feeds, into, job.settings, tell)
    failed = {problem.path for problem in found.problems if problem.severity == "lost"}
    job.finish(
        found.problems,
        bool(found.articles) or not failed,
        lambda: "" if into is not None else formats.render_articles(found.articles, job.style),
    )
