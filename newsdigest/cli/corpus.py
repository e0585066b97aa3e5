"""The command for corpora of any size: from disk to disk, in parts, on one machine or many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

import typer

from ..distributed.names import EngineName
from ..language.phrases import count
from . import bundles as b
from . import options as o
from .app import command
from .exits import ALL_READ, NOTHING_READ, PARTLY_READ
from .job import configured, start_logging
from .progress import shown
from .results import complain

Input = Annotated[
    str,
    typer.Argument(
        metavar="INPUT",
        help="A file or folder of articles, or an address such as s3://bucket/news.",
        show_default=False,
    ),
]
Folder = Annotated[
    str,
    typer.Argument(
        metavar="OUTPUT",
        help="The folder to write to; on a cluster, one that all machines share.",
        show_default=False,
    ),
]
Engine = Annotated[
    EngineName,
    typer.Option(
        "--engine", help="Processes here, Daft's native runner, or Daft on a Ray cluster."
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=0, metavar="N", help="Processes of the local engine; 0: one a core."
    ),
]
Address = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster to use.")
]
Block = Annotated[
    int,
    typer.Option(
        "--block",
        min=1,
        metavar="N",
        help="Articles of a part: fewer need less memory a process.",
    ),
]
KeepWork = Annotated[
    bool,
    typer.Option("--keep-work", help="Keep what stages made, for a run with other settings."),
]


@dataclass(frozen=True)
class Comparing(b.StageBundle):
    """When two texts count as the same; the engine of these is another matter."""

    STAGE: ClassVar[str] = "duplicates"
    threshold: o.Threshold = None
    linkage: o.Linkage = None


@command("newsdigest corpus seeds/ digested/")
def corpus(
    articles: Input,
    output: Folder,
    comparing: Comparing,
    grouping: b.Grouping,
    digesting: b.Digesting,
    choosing: b.Choosing,
    reading: b.Reading,
    running: b.Running,
    engine: Engine = "local",
    workers: Workers = 0,
    address: Address = None,
    block: Block = 10_000,
    keep_work: KeepWork = False,
) -> None:
    """Digest a corpus of any size to Parquet tables; run again to continue after a stop."""
    from ..distributed import digest_corpus

    start_logging(running)
    settings = configured(running, (comparing, grouping, digesting, choosing, reading)).settings
    settings = replace(settings, cleaning=replace(settings.cleaning, learn=False))
    with shown(quiet=running.quiet or running.verbose) as tell:
        made = digest_corpus(
            articles,
            output,
            engine=engine,
            workers=workers,
            address=address,
            block=block,
            settings=settings,
            keep_work=keep_work,
            progress=tell,
        )
    lost = complain(made.problems, notes=not running.quiet)
    if not made.kept:
        typer.echo("newsdigest: nothing could be read", err=True)
        raise typer.Exit(NOTHING_READ)
    typer.echo(
        f"{count(made.articles, 'article')}, "
        f"{made.articles - made.kept:,} of them copies or empty; "
        f"{count(made.events, 'event')}, {count(made.digests, 'digest')} in {output}"
    )
    raise typer.Exit(PARTLY_READ if lost else ALL_READ)
