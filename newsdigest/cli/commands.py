"""The commands: each reads its sources, calls one function of the library, writes the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from .._version import __version__
from ..errors import UsageError
from ..records import Article, Constraints, Problem
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
    words: o.Words = None,
    sentences: o.Sentences = None,
    characters: o.Characters = None,
    method: o.Method = o.DIGEST.method,
    recency: o.Recency = None,
    top: o.Top = None,
    min_articles: o.MinArticles = 1,
    same: o.Same = None,
    different: o.Different = None,
    constraints: o.ConstraintsFile = None,
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
    chosen = DigestSettings(
        words or (None if sentences or characters else o.DIGEST.words),
        method,
        min_articles=min_articles,
        top=top,
        sentences=sentences,
        characters=characters,
        recency=recency,
    )
    grouping = EventSettings(granularity=granularity, window=window)
    settings = replace(_settings(output, no_learn), digests=chosen, events=grouping)
    with progress() as tell:
        report = pipeline.digest(
            _paths(sources),
            clean=not no_clean,
            settings=settings,
            progress=tell,
            constraints=_constraints(same, different, constraints),
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
    constraints: o.ConstraintsFile = None,
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
        found = pipeline.cluster_events(
            articles, settings, _constraints(same, different, constraints)
        )
    events = [event for event in found if len(event) >= min_articles][:top]
    finish(
        [*problems, *pipeline.contradictions(articles)],
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


@app.command(cls=o.PairsCommand, epilog="Example: newsdigest explain seeds/ --pair 000 001")
def explain(
    sources: o.Sources,
    pair: o.Pair = None,
    event: o.OneEvent = None,
    same: o.Same = None,
    different: o.Different = None,
    constraints: o.ConstraintsFile = None,
    granularity: o.Granularity = o.EVENTS.granularity,
    window: o.Window = None,
    no_clean: o.NoClean = False,
    no_learn: o.NoLearn = False,
    format: o.FormatOption = None,
    output: o.Output = None,
    strict: o.Strict = False,
) -> None:
    """Say why two articles are one event or two, or what holds an event together."""
    style = _check(sources, output, format, "txt")
    if (pair is None) == (event is None):
        raise UsageError("explain takes either --pair A B or --event ID")
    settings = Settings(events=EventSettings(granularity=granularity, window=window))
    word = _constraints(same, different, constraints)
    with progress() as tell:
        articles, problems = _articles(sources, _settings(output, no_learn), no_clean, tell)
        tell("clustering", len(articles))
        try:
            told = _told(articles, pair, event, settings, word, style) if articles else ""
        except UsageError:
            complain(problems)  # the article that is asked for may be among what was lost
            raise
    finish(problems, bool(articles), lambda: told, output, strict)


def _told(
    articles: list[Article],
    pair: tuple[str, str] | None,
    event: str | None,
    settings: Settings,
    word: Constraints,
    style: Format,
) -> str:
    if pair:
        return formats.render_explanation(pipeline.explain(articles, *pair, settings, word), style)
    told = pipeline.explain_event(articles, event or "", settings, word)
    return formats.render_explanation(told, style)


def _check(
    sources: list[str], output: Path | None, format: Format | None, default: Format
) -> Format:
    """Refuses what can't work before any work is done; returns the format's name."""
    check_sources(sources)
    check_output(sources, output)
    return choose_format(format, output, default)


def _articles(
    sources: list[str], settings: Settings, no_clean: bool, tell: pipeline.Progress
) -> tuple[list[Article], list[Problem]]:
    return pipeline.prepare(_paths(sources), clean=not no_clean, settings=settings, progress=tell)


def _constraints(
    same: list[str] | None, different: list[str] | None, file: Path | None
) -> Constraints:
    read = pipeline.read_constraints(file) if file else Constraints()
    return Constraints((*read.same, *o.pairs(same)), (*read.different, *o.pairs(different)))


def _settings(output: Path | None, no_learn: bool = False) -> Settings:
    # A result that lies in the folder that is read is no article of it.
    own = frozenset([output, beside(output)] if output else [])
    cleaning = CleaningSettings(learn=not no_learn)
    return Settings(reading=ReadingSettings(exclude=own), cleaning=cleaning)


def _paths(sources: list[str]) -> list[Path | str]:
    return ["-" if source == "-" else Path(source) for source in sources]
