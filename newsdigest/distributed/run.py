"""The order of the stages over parts, and which of them a rerun can skip."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from .._version import __version__
from ..errors import EngineError, OutputError, UsageError
from ..reading.sources import find_inputs
from ..records import Problem, Progress, silent
from ..settings import Settings
from . import copies, intake, likeness, linking, remote, tables, telling, terms
from .context import Context, Step
from .engines import Engine, Make, Tell, choose
from .folder import Stage, claimed, key_of, save
from .names import EngineName

#: A file to read: where it lies, its path below its source, whether it was given by name.
_File = tuple[str, str, bool]

_WORK = ".work"
_RETRIES = 3  # how often the parts that a dead worker left are begun again
_AGAIN = "; run again to continue, with fewer --workers or a smaller --block if memory ran out"
_GROUP_BYTES = 64_000_000  # input files that are read together, as long as they are small
#: The tables that a run leaves, and the stage that makes each.
_TABLES = {name: name for name in ("articles", "duplicates", "events", "digests", "storylines")}
_TABLES["links"] = "events"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a run left behind.

    Attributes:
        folder: the output folder.
        articles: how many articles were read, copies included.
        kept: how many speak for themselves.
        events: how many events they report.
        digests: how many of these have a digest.
        problems: everything that was lost or read with a reservation.
    """

    folder: Path
    articles: int
    kept: int
    events: int
    digests: int
    problems: tuple[Problem, ...]


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
        UsageError: if a setting means nothing here, or an extra is missing.
        OutputError: if the output can't be written, as when the disk is full.
        EngineError: if a process died again and again, or another run writes to ``output``.
    """
    settings = _checked(settings or Settings(), block)
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    folder = Path(output).absolute()
    groups, problems, versions = _inputs([str(source) for source in given], folder, settings)
    with claimed(folder / _WORK):
        running = choose(engine, workers, address)
        try:
            run = _Run(folder / _WORK, Context(settings, block), running, progress or silent)
            run.one("inputs", _listed(groups), versions, __version__, block)
            corpus = _all(run, settings)
        finally:
            running.close()
        corpus = replace(corpus, folder=folder, problems=(*problems, *corpus.problems))
        _publish(run.context, folder, corpus)
        if not keep_work:
            for made in (folder / _WORK).iterdir():
                if made.is_dir():
                    shutil.rmtree(made)
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


def _inputs(
    sources: Sequence[str], output: Path, settings: Settings
) -> tuple[list[list[_File]], list[Problem], list[list[Any]]]:
    """The input files in groups to be read together, what could not be listed, and versions."""
    paths = [Path(source) for source in sources if not remote.is_address(source)]
    found, problems = find_inputs(paths, settings.reading.exclude)
    listed: list[tuple[str, str, bool, str]] = []
    for one in found:
        real = one.file.resolve()
        if output in real.parents:  # what an earlier run left in a folder that is read
            continue
        known = real.stat() if real.exists() else None
        version = f"{known.st_size} {known.st_mtime_ns}" if known else ""
        listed.append((str(one.file.absolute()), one.path, one.alone, version))
    for source in sources:
        if remote.is_address(source):
            listed += remote.listed(source)
    groups: list[list[_File]] = []
    room = 0
    for file, path, alone, version in listed:
        size = int(version.partition(" ")[0] or 0)
        if not groups or size > room:
            groups.append([])
            room = _GROUP_BYTES
        groups[-1].append((file, path, alone))
        room -= size
    return groups, problems, [list(one) for one in listed]


def _listed(groups: list[list[_File]]) -> Step:
    return partial(_save_groups, groups)


def _save_groups(groups: list[list[_File]], context: Context, _: int) -> None:
    with context.own.writing(0) as place:
        save(place, record={"groups": groups})


@dataclass
class _Run:
    """Runs stages one after the other; each is named by its settings and by those before it."""

    work: Path
    context: Context
    engine: Engine
    tell: Progress
    key: str = ""

    def one(self, name: str, step: Step, *named_by: object) -> None:
        """A stage that is made in one piece, by this process."""
        context = self._entered(name, named_by)
        if context.own.has(0):
            return
        self.tell(name, 1, 0)
        step(context, 0)
        self.tell(name, 1, 1)

    def many(self, name: str, step: Step, parts: int, *named_by: object) -> None:
        """A stage whose parts are made wherever the engine runs them."""
        context = self._entered(name, named_by)
        missing = context.own.missing(parts)
        if not missing:
            return
        make = partial(step, context)
        for left in range(_RETRIES, -1, -1):
            done = parts - len(missing)
            self.tell(name, parts, done)
            try:
                self._make(make, missing, partial(self._tell, name, done, parts))
                return
            except EngineError as error:
                missing = context.own.missing(parts)
                if missing and not left:
                    raise EngineError(f"{name}, part {missing[0]}: {error}{_AGAIN}") from error

    def _make(self, make: Make, parts: list[int], tell: Tell) -> None:
        if len(parts) == 1:  # nothing runs beside it: no need to send it anywhere
            make(parts[0])
            tell(1)
            return
        self.engine.run(make, parts, tell)

    def _tell(self, name: str, before: int, parts: int, done: int) -> None:
        self.tell(name, parts, before + done)

    def _entered(self, name: str, named_by: Sequence[object]) -> Context:
        self.key = key_of(self.key, name, named_by)
        folder = self.work / f"{name}-{self.key}"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"can't write to {folder}: {reason}") from error
        self.context = self.context.entering(name, folder)
        return self.context


def _all(run: _Run, settings: Settings) -> Corpus:
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


def _copies(run: _Run, parts: int, settings: Settings) -> None:
    run.many("sign", copies.signed, parts, asdict(settings.duplicates))
    run.one("fold", copies.folded)
    run.many("bands", copies.candidates, copies.bands(run.context))
    run.one("pairs", copies.collected)
    run.many("compare", copies.compared, _chunks(run, "pairs"))
    run.one("gaps", copies.gaps)
    run.many("complete", copies.compared, _chunks(run, "gaps"))
    run.one("group", copies.grouped)


def _chunks(run: _Run, name: str) -> int:
    return -(-len(run.context[name].array(0, "pairs")) // copies.COMPARED)


def _events(run: _Run, voices: int, settings: Settings) -> None:
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
    run.one("components", linking.connected)
    run.many("bridges", linking.bridged, likeness.searches(run.context))
    run.one("blocks", linking.blocks)
    run.many("route", linking.routed, likeness.searches(run.context))
    run.many("link", linking.linked, run.context["blocks"].record(0))
    run.one("chapters", linking.chapters)
    if settings.events.granularity == "story":
        run.one("stories", _no_stories)
        return
    run.one("story-blocks", linking.story_blocks)
    run.many("story-route", linking.routed, likeness.searches(run.context))
    run.many("stories", linking.stories, run.context["story-blocks"].record(0))


def _no_stories(context: Context, _: int) -> None:
    with context.own.writing(0) as place:
        save(place, record=[])


def _tables(run: _Run, parts: int, events: int, settings: Settings) -> None:
    copied = len(run.context["group"].array(0, "copies"))
    run.many("articles", telling.articles, parts)
    run.many("duplicates", telling.duplicates, _parts(copied, run))
    run.many("events", telling.events, _parts(events, run))
    run.one("storylines", telling.storylines)
    told = -(-len(telling.told(run.context)) // telling.digests_of_part(run.context))
    run.many("digests", telling.digested, told, asdict(settings.digests))
    run.one("report", telling.report)


def _parts(count: int, run: _Run) -> int:
    return -(-count // run.context.block)


def _problems(context: Context) -> tuple[Problem, ...]:
    stages = (context[name] for name in ("read", "order", "clean"))
    found = [problem for stage in stages for problem in tables.problems_of(stage)]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0, one.reason)))


def _publish(context: Context, folder: Path, corpus: Corpus) -> None:
    """Puts the tables where the reader looks for them; the manifest last."""
    manifest = folder / "corpus.json"
    try:
        manifest.unlink(missing_ok=True)
        for name, stage in _TABLES.items():
            _place(context.stages.get(stage), folder / name, f"{name}.parquet")
        for style in ("html", "md"):
            _place_report(context.stages.get("report"), folder / f"largest.{style}")
        problems = "".join(json.dumps(one.to_dict()) + "\n" for one in corpus.problems)
        (folder / "problems.jsonl").write_text(problems, "utf-8")
        kinds = Counter(problem.severity for problem in corpus.problems)
        told = {
            "newsdigest": __version__,
            **{n: getattr(corpus, n) for n in ("articles", "kept", "events", "digests")},
            "lost": kinds["lost"],
            "notes": kinds["note"],
        }
        half = manifest.with_suffix(".half")
        half.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
        half.replace(manifest)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"can't write to {folder}: {reason}") from error


def _place(stage: Stage | None, target: Path, name: str) -> None:
    """The tables of a stage's parts under one folder, in the place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if stage is None:
        return
    for number in stage.parts():
        shutil.copyfile(stage.part(number) / name, target / f"part-{number:05d}.parquet")


def _place_report(stage: Stage | None, target: Path) -> None:
    target.unlink(missing_ok=True)
    if stage is None:
        return
    made = stage.part(0) / f"report{target.suffix}"
    if made.exists():
        shutil.copyfile(made, target)
