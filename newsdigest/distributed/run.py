"""The order of the stages over parts, and which of them a rerun can skip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from shutil import rmtree

from .._version import __version__
from ..errors import UsageError
from ..records import Problem, Progress, logged
from ..settings import Settings
from . import (
    blocks,
    copies,
    intake,
    likeness,
    linking,
    remote,
    results,
    stories,
    tables,
    telling,
    terms,
)
from .context import Context
from .engines import choose
from .folder import claimed, save
from .inputs import inputs, listed
from .names import EngineName
from .publishing import WORK, Corpus, check_room, publish
from .runner import Runner


def digest_corpus(
    sources: str | Path | Iterable[str | Path],
    output: str | Path,
    *,
    engine: EngineName = "local",
    workers: int = 0,
    address: str | None = None,
    block: int = 10_000,
    settings: Settings | None = None,
    keep_work: bool = False,
    progress: Progress | None = None,
) -> Corpus:
    """Digests a corpus of any size, stage by stage, from disk to disk.

    The result is that of :func:`newsdigest.digest` on the same articles, whatever the engine, the
    number of workers and ``block``. A run that was stopped is continued by the same call.

    Args:
        sources: files or folders, or addresses of an object store such as ``s3://bucket/news``.
        output: a folder; on a cluster, one that all machines share.
        engine: "local", "daft" or "ray", see :func:`newsdigest.distributed.engines.choose`.
        workers: processes of the local engine; 0 for one for each core.
        address: of the Ray cluster.
        block: articles of a part: more need more memory, fewer more time.
        settings: every knob of the stages.
        keep_work: whether to keep what the stages made, for a later run with other settings.
        progress: told how many parts of each stage are done.

    Raises:
        SourceNotFoundError: if a source does not exist.
        UsageError: if a setting means nothing here, an extra is missing, a source lies in
            ``output``, or something else there has the name of a result.
        OutputError: if the output can't be written, as when the disk is full.
        EngineError: if a process died again and again, or another run writes to ``output``.
    """
    settings = _checked(settings or Settings(), block)
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    folder = Path(output).absolute()
    check_room(folder, [Path(one) for one in given if not remote.is_address(str(one))])
    groups, problems, versions = inputs([str(one) for one in given], folder.resolve(), settings)
    with claimed(folder / WORK):
        running = choose(engine, workers, address)
        try:
            run = Runner(folder / WORK, Context(settings, block), running, logged(progress))
            run.one("inputs", listed(groups), versions, __version__, block)
            corpus = _all(run, settings)
        finally:
            running.close()
        corpus = replace(corpus, folder=folder, problems=(*problems, *corpus.problems))
        publish(run.context, folder, corpus)
        if not keep_work:
            for made in (folder / WORK).iterdir():
                if made.is_dir():
                    rmtree(made)
    return corpus


def _checked(settings: Settings, block: int) -> Settings:
    if block < 1:
        raise UsageError(f"block must be at least 1, not {block}")
    if settings.duplicates.engine == "datasketch":
        raise UsageError("engine='datasketch' holds all signatures in one process; use 'auto'")
    if settings.cleaning.learn:
        raise UsageError("over a corpus, what the articles of a site share is not learned")
    # Parts are what runs side by side; threads inside of them would only get in the way.
    return replace(settings, duplicates=replace(settings.duplicates, workers=1))


def _all(run: Runner, settings: Settings) -> Corpus:
    groups = len(run.context["inputs"].record(0)["groups"])
    run.many("read", intake.read, groups, asdict(settings.reading), asdict(settings.cleaning))
    run.one("order", intake.order)
    articles = run.context["order"].record(0)["articles"]
    parts = _parts(articles, run)
    run.many("clean", intake.cleaned, parts)
    if not articles or not any(run.context["clean"].joined("alive")):
        return Corpus(Path(), articles, 0, 0, 0, _problems(run.context))
    _copies(run, parts, settings)
    voices = len(run.context["group"].array(0, "voices"))
    _events(run, voices, settings)
    events = len(run.context["chapters"].array(0, "part"))
    told = len(telling.told(run.context))
    _tables(run, parts, events, settings)
    return Corpus(Path(), articles, voices, events, told, _problems(run.context))


def _copies(run: Runner, parts: int, settings: Settings) -> None:
    run.many("sign", copies.signed, parts, asdict(settings.duplicates))
    run.one("fold", copies.folded)
    run.many("bands", copies.candidates, copies.bands(run.context))
    run.one("pairs", copies.collected)
    run.many("compare", copies.compared, _chunks(run, "pairs"))
    run.one("gaps", copies.gaps)
    run.many("complete", copies.compared, _chunks(run, "gaps"))
    run.one("group", copies.grouped)


def _chunks(run: Runner, name: str) -> int:
    return -(-len(run.context[name].array(0, "pairs")) // copies.COMPARED)


def _events(run: Runner, voices: int, settings: Settings) -> None:
    parts = -(-voices // terms.part_size(run.context))
    run.many("count", terms.counted, parts, asdict(settings.events))
    run.one("vocabulary", terms.vocabulary)
    run.many("weigh", terms.weighed, parts)
    run.one("matrix", terms.matrix)
    run.many("neighbours", likeness.neighbours, likeness.searches(run.context))
    run.one("around", likeness.around)
    run.many("score", likeness.scored, likeness.searches(run.context))
    run.one("company", likeness.companies)
    run.many("strong", likeness.strong, likeness.searches(run.context))
    run.one("components", blocks.connected)
    run.many("bridges", blocks.bridged, likeness.searches(run.context))
    run.one("blocks", blocks.blocks)
    run.many("route", blocks.routed, likeness.searches(run.context))
    run.many("link", linking.linked, run.context["blocks"].record(0))
    run.one("chapters", linking.chapters)
    if settings.events.granularity == "story":
        run.one("stories", _no_stories)
        return
    run.one("story-blocks", blocks.story_blocks)
    run.many("story-route", blocks.routed, likeness.searches(run.context))
    run.many("stories", stories.stories, run.context["story-blocks"].record(0))


def _no_stories(context: Context, _: int) -> None:
    with context.own.writing(0) as place:
        save(place, record=[])


def _tables(run: Runner, parts: int, events: int, settings: Settings) -> None:
    copied = len(run.context["group"].array(0, "copies"))
    run.many("articles", results.articles, parts)
    run.many("duplicates", results.duplicates, _parts(copied, run))
    run.many("events", results.events, _parts(events, run))
    run.one("storylines", results.storylines)
    told = -(-len(telling.told(run.context)) // telling.digests_of_part(run.context))
    run.many("digests", telling.digested, told, asdict(settings.digests))
    run.one("report", telling.report)


def _parts(count: int, run: Runner) -> int:
    return -(-count // run.context.block)


def _problems(context: Context) -> tuple[Problem, ...]:
    known = context.stages
    stages = [known[name] for name in ("read", "order", "clean", "digests") if name in known]
    found = [problem for stage in stages for problem in tables.problems_of(stage)]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.reason)))
