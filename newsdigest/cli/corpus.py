"""The command for corpora of any size: from disk to disk, in parts, on one machine or many."""

from __future__ import annotations

from typing import Annotated

import typer

from ..distributed.names import EngineName
from ..settings import DigestSettings, DuplicateSettings, EventSettings, Settings
from . import options as o
from .progress import progress
from .results import ALL_READ, NOTHING_READ, PARTLY_READ, complain

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
    int, typer.Option("--workers", min=0, help="Processes of the local engine; 0: one a core.")
]
Address = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster to use.")
]
Block = Annotated[
    int,
    typer.Option("--block", min=1, help="Articles of a part: fewer need less memory a process."),
]
KeepWork = Annotated[
    bool,
    typer.Option("--keep-work", help="Keep what stages made, for a run with other settings."),
]


def corpus(
    source: Input,
    output: Folder,
    engine: Engine = "local",
    workers: Workers = 0,
    address: Address = None,
    block: Block = 10_000,
    threshold: o.Threshold = o.DUPLICATES.threshold,
    linkage: o.Linkage = o.DUPLICATES.linkage,
    granularity: o.Granularity = o.EVENTS.granularity,
    window: o.Window = None,
    words: o.Words = o.DIGEST.words,
    method: o.Method = o.DIGEST.method,
    top: o.Top = None,
    min_articles: o.MinArticles = 1,
    keep_work: KeepWork = False,
) -> None:
    """Digest a corpus of any size to Parquet tables; run again to continue after a stop."""
    from ..distributed import digest_corpus

    settings = Settings(
        duplicates=DuplicateSettings(threshold=threshold, linkage=linkage),
        events=EventSettings(granularity=granularity, window=window),
        digests=DigestSettings(words, method, min_articles=min_articles, top=top),
    )
    with progress() as tell:
        made = digest_corpus(
            source,
            output,
            engine=engine,
            workers=workers,
            address=address,
            block=block,
            settings=settings,
            keep_work=keep_work,
            progress=lambda stage, done, parts: tell(f"{stage}: {done:,} parts of", parts),
        )
    lost = complain(made.problems)
    if not made.kept:
        typer.echo("newsdigest: nothing could be read", err=True)
        raise typer.Exit(NOTHING_READ)
    typer.echo(
        f"{made.articles:,} articles, {made.articles - made.kept:,} of them copies or empty; "
        f"{made.events:,} events, {made.digests:,} digests in {output}"
    )
    raise typer.Exit(PARTLY_READ if lost else ALL_READ)
