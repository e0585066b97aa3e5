"""Options that commands share, by what they are about; each bundle stands over the settings.

A field that is None was not given: what the configuration says, or the default, is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar

from .. import explaining
from ..records import Constraints
from ..settings import Settings
from . import event_options as e
from . import options as o
from .patterns import read_patterns

_Stage = TypeVar("_Stage")


def _given(stage: _Stage, **values: Any) -> _Stage:
    """The settings of a stage with those values that were given."""
    return replace(  # type: ignore[type-var]
        stage, **{name: value for name, value in values.items() if value is not None}
    )


@dataclass(frozen=True)
class Bundle:
    """Options of a command."""

    def over(self, settings: Settings) -> Settings:
        """The settings with what these options say."""
        return settings


@dataclass(frozen=True)
class StageBundle(Bundle):
    """Options that are settings of one stage, by the same names."""

    STAGE: ClassVar[str]

    def over(self, settings: Settings) -> Settings:
        """The settings with those of the stage that were given."""
        stage = _given(getattr(settings, self.STAGE), **vars(self))
        return replace(settings, **{self.STAGE: stage})


@dataclass(frozen=True)
class Running(Bundle):
    """How a run tells what it does, and where its settings are from."""

    config: o.Config = None
    quiet: o.Quiet = False
    verbose: o.Verbose = False


@dataclass(frozen=True)
class Placing(Bundle):
    """Where a result goes, and how."""

    format: o.FormatOption = None
    output: o.Output = None

    @property
    def strict(self) -> bool:
        """Whether a lost input forbids the result: not where no input is read."""
        return False


@dataclass(frozen=True)
class Writing(Placing):
    """Where the result of what was read goes, and how."""

    strict: o.Strict = False


@dataclass(frozen=True)
class Listing(Writing):
    """Where a list goes, and how."""

    format: o.ListFormatOption = None


@dataclass(frozen=True)
class Telling(Writing):
    """Where something that is told goes, and how."""

    format: o.TextFormatOption = None


@dataclass(frozen=True)
class Answering(Placing):
    """Where goes what an archive is asked for, and how."""

    format: o.TextFormatOption = None


@dataclass(frozen=True)
class Recording(Placing):
    """Where records go that can be read again."""

    format: o.RecordFormatOption = None


@dataclass(frozen=True)
class Reading(Bundle):
    """Where tables and records have the fields of an article."""

    text: o.TextColumn = None
    title: o.TitleColumn = None
    date: o.DateColumn = None
    source: o.SourceColumn = None
    url: o.UrlColumn = None
    id: o.IdColumn = None

    def over(self, settings: Settings) -> Settings:
        """The settings with the columns that were named."""
        columns = _given(settings.reading.columns, **vars(self))
        return replace(settings, reading=replace(settings.reading, columns=columns))


@dataclass(frozen=True)
class Cleaning(Bundle):
    """Whether articles are cleaned, and whether sites are learned about."""

    no_clean: o.NoClean = False
    no_learn: o.NoLearn = False

    def over(self, settings: Settings) -> Settings:
        """The settings with learning switched off, if it was."""
        learn = False if self.no_learn else None
        return replace(settings, cleaning=_given(settings.cleaning, learn=learn))


@dataclass(frozen=True)
class Removing(Bundle):
    """What of a page is taken for site chrome."""

    keep: o.Keep = None
    drop_line: o.DropLine = None
    patterns: o.Patterns = None
    no_learn: o.NoLearn = False

    def over(self, settings: Settings) -> Settings:
        """The settings with these reasons kept and these lines dropped."""
        drop = (*(self.drop_line or ()), *read_patterns(self.patterns))
        cleaning = _given(
            settings.cleaning,
            keep=frozenset(self.keep) if self.keep else None,
            drop_lines=drop or None,
            learn=False if self.no_learn else None,
        )
        return replace(settings, cleaning=cleaning)


@dataclass(frozen=True)
class Comparing(StageBundle):
    """When two texts count as the same."""

    STAGE: ClassVar[str] = "duplicates"
    threshold: o.Threshold = None
    linkage: o.Linkage = None
    engine: o.Engine = None


@dataclass(frozen=True)
class Grouping(Bundle):
    """When two articles report the same happening."""

    granularity: e.Granularity = None
    window: e.Window = None
    event_threshold: e.EventThreshold = None

    def over(self, settings: Settings) -> Settings:
        """The settings with what was given; one threshold is that of small and large batches."""
        events = _given(
            settings.events,
            granularity=self.granularity,
            window=self.window,
            threshold=self.event_threshold,
            small_threshold=self.event_threshold,
        )
        return replace(settings, events=events)


@dataclass(frozen=True)
class Editing(Bundle):
    """The editor's word on which articles are one event."""

    same: e.Same = None
    different: e.Different = None
    constraints_file: e.ConstraintsFile = None

    @property
    def constraints(self) -> Constraints:
        """The pairs of ids, of the file and of the options."""
        file = self.constraints_file
        read = explaining.read_constraints(file) if file else Constraints()
        return Constraints(
            (*read.same, *e.pairs(self.same)), (*read.different, *e.pairs(self.different))
        )


@dataclass(frozen=True)
class Choosing(StageBundle):
    """Which events are shown."""

    STAGE: ClassVar[str] = "digests"
    top: o.Top = None
    min_articles: o.MinArticles = None


@dataclass(frozen=True)
class Digesting(StageBundle):
    """How a digest is made."""

    STAGE: ClassVar[str] = "digests"
    words: o.Words = None
    sentences: o.Sentences = None
    characters: o.Characters = None
    method: o.Method = None
    recency: o.Recency = None

    def over(self, settings: Settings) -> Settings:
        """The settings with what was given; a bound that was given lifts those that were not."""
        bounds = {name: getattr(self, name) for name in ("words", "sentences", "characters")}
        if any(bounds.values()):
            settings = replace(settings, digests=replace(settings.digests, **bounds))
        return super().over(settings)
