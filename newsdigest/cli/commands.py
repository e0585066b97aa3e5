"""The commands: each reads its sources, calls one function of the library, writes the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from .._version import __version__
from ..errors import UsageError
from ..records import Article, Constraints, Problem, Report
from ..rendering import formats
from ..rendering.names import Format
from ..settings import (
    CleaningSettings,
    DigestSettings,
    DuplicateSettings,
    EventSettings,
    ReadingSettings,
    Settings,
)
from . import options as o
from .copies import beside, dropped, listed
from .patterns import read_patterns
from .progress import progress
from .results import check_output, check_sources, choose_format, complain, finish

app = typer.Typer(
    name="newsdigest",
    help="Turns a pile of news articles into one digest per event.",
    epilog="Example: newsdigest digest seeds/ --words 80",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help: nothing to load, nothing to colour in a pipe
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdigest {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turns a pile of news articles into one digest per event."""


@app.command(
    cls=o.PairsCommand, epilog="Example: newsdigest digest seeds/ --words 80 --output digest.md"
)
def digest(
    sources: o.Sources,
    words: o.Words = o.DIGEST.words,
    method: o.Method = o.DIGEST.method,
    since: o.Since = None,
    top: o.Top = None,
    min_articles: o.MinArticles = 1,
    same: o.Same = None,
    different: o.Different = None,
    granularity: o.Granularity = o.EVENTS.granularity,
    window: o.Window = None,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    no_text: o.NoText = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Write one digest per event, each sentence with the articles that say it."""
    style = _check(sources, output, format, "md")
    chosen = DigestSettings(words, method, min_articles=min_articles, top=top)
    grouping = EventSettings(granularity=granularity, window=window)
    settings = replace(_settings(output, no_learn), digests=chosen, events=grouping)
    constraints = _constraints(same, different)
    with progress() as tell:
        if _is_archive(sources, since):
            _check_archived(constraints, grouping)
            report = _archived(Path(sources[0]), since, settings)
        else:
            report = pipeline.digest(
                _paths(sources),
                clean=not no_clean,
                settings=settings,
                progress=tell,
                constraints=constraints,
            )
    finish(
        report.problems,
        report.articles > 0,
        lambda: formats.render(report, style, text=not no_text),
        output,
        strict,
    )


@app.command(epilog="Example: newsdigest clean seeds/ --format jsonl | newsdigest digest -")
def clean(
    sources: o.Sources,
    show_removed: o.ShowRemoved = False,
    keep: o.Keep = None,
    drop_line: o.DropLine = None,
    patterns: o.Patterns = None,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Take site chrome off articles: menus, "Also Read", "Recent Posts", sign-offs."""
    style = _check(sources, output, format, "txt")
    if show_removed and style in ("json", "jsonl"):
        raise UsageError("--show-removed is for txt and md: JSON has what was removed anyway")
    drop = (*(drop_line or ()), *read_patterns(patterns))
    chosen = CleaningSettings(frozenset(keep or ()), drop, learn=not no_learn)
    settings = replace(_settings(output), cleaning=chosen)
    with progress() as tell:
        articles, problems = pipeline.prepare(_paths(sources), settings=settings, progress=tell)
    finish(
        problems,
        bool(articles),
        lambda: formats.render_articles(articles, style, show_removed=show_removed),
        output,
        strict,
    )


@app.command(epilog="Example: newsdigest dedup articles.jsonl --threshold 0.7")
def dedup(
    sources: o.Sources,
    threshold: o.Threshold = o.DUPLICATES.threshold,
    linkage: o.Linkage = o.DUPLICATES.linkage,
    engine: o.Engine = o.DUPLICATES.engine,
    explain: o.ExplainPlan = False,
    drop: o.Drop = False,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """List near-duplicates, each group under the article that is kept, or drop the copies."""
    style = _check(sources, output, format, "jsonl" if drop else "txt")
    if drop and style != "jsonl":
        raise UsageError("--drop writes JSON Lines: leave --format out, or say jsonl")
    settings = DuplicateSettings(threshold=threshold, linkage=linkage, engine=engine)
    with progress() as tell:
        articles, problems = _articles(sources, _settings(output, no_learn), no_clean, tell)
        tell("comparing", len(articles))
        scan = pipeline.scan_duplicates(articles, settings=settings)
    finish(
        problems,
        bool(articles),
        lambda: dropped(articles, scan, output) if drop else listed(articles, scan, style, explain),
        output,
        strict,
    )


@app.command(epilog="Example: newsdigest warmup")
def warmup() -> None:
    """Compile the kernels of newsdigest[fast] ahead, so that no run waits for the compiler."""
    from ..duplicates import warmup

    warmup()


@app.command(cls=o.PairsCommand, epilog="Example: newsdigest cluster seeds/ --min-articles 2")
def cluster(
    sources: o.Sources,
    top: o.Top = None,
    min_articles: o.MinArticles = 1,
    same: o.Same = None,
    different: o.Different = None,
    granularity: o.Granularity = o.EVENTS.granularity,
    window: o.Window = None,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """List the events that the articles report, the newest first."""
    style = _check(sources, output, format, "txt")
    settings = EventSettings(granularity=granularity, window=window)
    with progress() as tell:
        articles, problems = _articles(sources, _settings(output, no_learn), no_clean, tell)
        tell("clustering", len(articles))
        found = pipeline.cluster_events(articles, settings, _constraints(same, different))
    events = [event for event in found if len(event) >= min_articles][:top]
    finish(
        problems,
        bool(articles),
        lambda: formats.render_events(events, style),
        output,
        strict,
    )


@app.command(epilog="Example: newsdigest evaluate gold.jsonl --granularity story")
def evaluate(
    gold: o.Gold,
    granularity: o.Granularity = o.EVENTS.granularity,
    window: o.Window = None,
    no_clean: o.NoClean = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Measure the events against yours: B-cubed, pairwise F1, ARI and AMI."""
    style = _check([gold], output, format, "txt")
    articles, labels, problems = pipeline.read_labelled(_paths([gold])[0], clean=not no_clean)
    settings = EventSettings(granularity=granularity, window=window)
    finish(
        problems,
        bool(articles),
        lambda: formats.render_agreement(pipeline.evaluate(articles, labels, settings), style),
        output,
        strict,
    )


@app.command(epilog="Example: newsdigest explain seeds/ --pair 000 001")
def explain(
    sources: o.Sources,
    pair: o.Pair,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Say why two articles are one event or two."""
    style = _check(sources, output, format, "txt")
    with progress() as tell:
        articles, problems = _articles(sources, _settings(output, no_learn), no_clean, tell)
        tell("clustering", len(articles))
        try:
            found = pipeline.explain(articles, *pair) if articles else None
        except UsageError:
            complain(problems)  # the article that is asked for may be among what was lost
            raise
    finish(
        problems,
        found is not None,
        lambda: formats.render_explanation(found, style) if found else "",
        output,
        strict,
    )


def _check(
    sources: list[str], output: Path | None, format: Format | None, default: Format
) -> Format:
    """Refuses what can't work before any work is done; returns the format's name."""
    check_sources(sources)
    check_output(sources, output)
    return choose_format(format, output, default)


def _is_archive(sources: list[str], since: str | None) -> bool:
    """Whether the source is an archive, which is then the only one."""
    from ..archive import is_archive

    archives = [source for source in sources if source != "-" and is_archive(source)]
    if archives and len(sources) > 1:
        raise UsageError(f"{archives[0]} is an archive: give it alone, or 'add' the others to it")
    if since is not None and not archives:
        raise UsageError("--since is for an archive; files don't tell when they came")
    return bool(archives)


def _archived(path: Path, since: str | None, settings: Settings) -> Report:
    from ..archive import Archive

    with Archive(path, create=False) as archive:
        return archive.digest(since, settings=settings)


def _check_archived(constraints: Constraints, grouping: EventSettings) -> None:
    if constraints != Constraints() or grouping != EventSettings():
        raise UsageError(
            "the events of an archive are as they were found: --same, --different, --granularity "
            "and --window have no say in them; 'export' its articles to try"
        )


def _articles(
    sources: list[str], settings: Settings, no_clean: bool, tell: pipeline.Progress
) -> tuple[list[Article], list[Problem]]:
    return pipeline.prepare(_paths(sources), clean=not no_clean, settings=settings, progress=tell)


def _constraints(same: list[str] | None, different: list[str] | None) -> Constraints:
    return Constraints(o.pairs(same), o.pairs(different))


def _settings(output: Path | None, no_learn: bool = False) -> Settings:
    # A result that lies in the folder that is read is no article of it.
    own = frozenset([output, beside(output)] if output else [])
    cleaning = CleaningSettings(learn=not no_learn)
    return Settings(reading=ReadingSettings(exclude=own), cleaning=cleaning)


def _paths(sources: list[str]) -> list[Path | str]:
    return ["-" if source == "-" else Path(source) for source in sources]
