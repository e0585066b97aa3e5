"""The commands on articles: each calls one function of the library and writes its result."""

from __future__ import annotations

from .. import explaining, pipeline, stages
from ..errors import UsageError
from ..records import Article, Constraints, Problem, Progress, Report
from ..rendering import formats
from ..rendering.names import LIST_FORMATS, TEXT_FORMATS
from ..rendering.output import show
from . import bundles as b
from . import event_options as e
from . import options as o
from .app import command
from .copies import beside, dropped, listed
from .job import Job
from .results import check_article, complain


@command("newsdigest digest seeds/ --words 80 --output digest.md", cls=e.PairsCommand)
def digest(
    sources: o.Sources,
    digesting: b.Digesting,
    choosing: b.Choosing,
    editing: b.Editing,
    grouping: b.Grouping,
    cleaning: b.Cleaning,
    reading: b.Reading,
    writing: b.Writing,
    running: b.Running,
    since: o.Since = None,
    no_text: o.NoText = False,
    open: o.Open = False,
) -> None:
    """Write one digest per event, each sentence with the articles that say it."""
    given = (digesting, choosing, grouping, cleaning, reading)
    job = Job.of(sources, writing, running, "md", given)
    if open and not (job.style == "html" and writing.output):
        raise UsageError("--open shows a page: give it --output with a name that ends in .html")
    with job.progress() as tell:
        if archived := _is_archive(sources, since):
            changed = editing.constraints != Constraints() or grouping != b.Grouping()
            taken = cleaning != b.Cleaning() or reading != b.Reading()
            report = _archived(job, since, changed=changed, taken=taken)
        else:
            report = pipeline.digest(
                job.sources,
                clean=not cleaning.no_clean,
                settings=job.settings,
                progress=tell,
                constraints=editing.constraints,
            )
    job.finish(
        report.problems,
        archived or report.articles > 0,
        lambda: formats.render(
            report, job.style, text=not no_text, settings=job.settings.rendering
        ),
        then=show if open else None,
    )


@command("newsdigest clean seeds/ --format jsonl | newsdigest digest -")
def clean(
    sources: o.Sources,
    removing: b.Removing,
    reading: b.Reading,
    writing: b.Listing,
    running: b.Running,
    show_removed: o.ShowRemoved = False,
) -> None:
    """Take site chrome off articles: menus, "Also Read", "Recent Posts", sign-offs."""
    job = Job.of(sources, writing, running, "txt", (removing, reading), LIST_FORMATS)
    if show_removed and job.style not in ("txt", "md"):
        raise UsageError("--show-removed is for txt and md: JSON has what was removed anyway")
    with job.progress() as tell:
        articles, problems = pipeline.prepare(job.sources, settings=job.settings, progress=tell)
    job.finish(
        problems,
        bool(articles),
        lambda: formats.render_articles(articles, job.style, show_removed=show_removed),
        then=job.warn_of_articles,
    )


@command("newsdigest dedup articles.jsonl --threshold 0.7")
def dedup(
    sources: o.Sources,
    comparing: b.Comparing,
    cleaning: b.Cleaning,
    reading: b.Reading,
    writing: b.Listing,
    running: b.Running,
    explain: o.ExplainPlan = False,
    drop: o.Drop = False,
) -> None:
    """List near-duplicates, each group under the article that is kept, or drop the copies."""
    given = (comparing, cleaning, reading)
    job = Job.of(sources, writing, running, "jsonl" if drop else "txt", given, LIST_FORMATS)
    if drop and job.style != "jsonl":
        raise UsageError("--drop writes JSON Lines: leave --format out, or say jsonl")
    if explain and (drop or job.style not in ("txt", "md")):
        raise UsageError("--explain is for txt and md, without --drop: JSON has all of it anyway")
    if drop and writing.output:
        check_article(sources, beside(writing.output))
    with job.progress() as tell:
        articles, problems = _articles(job, cleaning, tell)
        tell("comparing", len(articles))
        scan = stages.scan_duplicates(articles, settings=job.settings.duplicates)
    job.finish(
        problems,
        bool(articles),
        lambda: (
            dropped(articles, scan, writing.output)
            if drop
            else listed(articles, scan, job.style, explain)
        ),
        then=job.warn_of_articles if drop else None,
    )


@command("newsdigest warmup")
def warmup() -> None:
    """Compile the kernels of newsdigest[fast] ahead, so that no run waits for the compiler."""
    stages.warmup()


@command("newsdigest cluster seeds/ --min-articles 2", cls=e.PairsCommand)
def cluster(
    sources: o.Sources,
    choosing: b.Choosing,
    editing: b.Editing,
    grouping: b.Grouping,
    cleaning: b.Cleaning,
    reading: b.Reading,
    writing: b.Listing,
    running: b.Running,
) -> None:
    """List the events that the articles report, the newest first."""
    job = Job.of(
        sources, writing, running, "txt", (choosing, grouping, cleaning, reading), LIST_FORMATS
    )
    with job.progress() as tell:
        articles, problems = _articles(job, cleaning, tell)
        tell("clustering", len(articles))
        found = pipeline.cluster_events(articles, job.settings, editing.constraints)
    options = job.settings.digests
    events = [event for event in found if len(event) >= options.min_articles][: options.top]
    job.finish(
        [*problems, *stages.contradictions(articles)],
        bool(articles),
        lambda: formats.render_events(events, job.style),
    )


@command("newsdigest evaluate gold.jsonl --granularity story")
def evaluate(
    gold: e.Gold,
    grouping: b.Grouping,
    writing: b.Telling,
    running: b.Running,
    no_clean: o.NoClean = False,
) -> None:
    """Measure the events against yours: B-cubed, pairwise F1, ARI and AMI."""
    job = Job.of([gold], writing, running, "txt", (grouping,), TEXT_FORMATS)
    articles, labels, problems = pipeline.read_labelled(job.sources[0], clean=not no_clean)
    job.finish(
        problems,
        bool(articles),
        lambda: formats.render_agreement(
            pipeline.evaluate(articles, labels, job.settings), job.style
        ),
    )


@command("newsdigest explain seeds/ --pair 000 001", cls=e.PairsCommand)
def explain(
    sources: o.Sources,
    editing: b.Editing,
    grouping: b.Grouping,
    cleaning: b.Cleaning,
    reading: b.Reading,
    writing: b.Telling,
    running: b.Running,
    pair: e.Pair = None,
    event: e.OneEvent = None,
) -> None:
    """Say why two articles are one event or two, or what holds an event together."""
    given = (grouping, cleaning, reading)
    job = Job.of(sources, writing, running, "txt", given, TEXT_FORMATS)
    if (pair is None) == (event is None):
        raise UsageError("explain takes either --pair A B or --event ID")
    with job.progress() as tell:
        articles, problems = _articles(job, cleaning, tell)
        tell("clustering", len(articles))
        try:
            told = _told(articles, pair, event, job, editing.constraints) if articles else ""
        except UsageError:
            complain(problems)  # the article that is asked for may be among what was lost
            raise
    job.finish(problems, bool(articles), lambda: told)


def _told(
    articles: list[Article],
    pair: tuple[str, str] | None,
    event: str | None,
    job: Job,
    word: Constraints,
) -> str:
    if pair:
        found = explaining.explain(articles, *pair, job.settings, word)
        return formats.render_explanation(found, job.style)
    whole = explaining.explain_event(articles, event or "", job.settings, word)
    return formats.render_explanation(whole, job.style)


def _is_archive(sources: list[str], since: str | None) -> bool:
    """Whether the source is an archive, which is then the only one."""
    from ..archive import is_archive

    archives = [source for source in sources if source != "-" and is_archive(source)]
    if archives and len(sources) > 1:
        raise UsageError(f"{archives[0]} is an archive: give it alone, or 'add' the others to it")
    if since is not None and not archives:
        raise UsageError("--since is for an archive; files don't tell when they came")
    return bool(archives)


def _archived(job: Job, since: str | None, *, changed: bool, taken: bool) -> Report:
    """The digests of an archive, which has its articles (not to be taken anew) and its events."""
    from ..archive import Archive

    if changed:
        raise UsageError(
            "the events of an archive are as they were found: --same, --different, --granularity, "
            "--window and --event-threshold have no say in them; 'export' its articles to try"
        )
    if taken:
        raise UsageError(
            "the articles of an archive are as they were added: --no-clean, --no-learn and the "
            "names of columns are options of 'add'"
        )
    with Archive(job.sources[0], create=False) as archive:
        return archive.digest(since, settings=job.settings)


def _articles(
    job: Job, cleaning: b.Cleaning, tell: Progress
) -> tuple[list[Article], list[Problem]]:
    from ..archive import is_archive

    for source in job.sources:
        if source != "-" and is_archive(source):
            raise UsageError(
                f"{source} is an archive: 'digest', 'timeline' and 'show' tell its events, "
                "'export' gives its articles"
            )
    return pipeline.prepare(
        job.sources, clean=not cleaning.no_clean, settings=job.settings, progress=tell
    )
