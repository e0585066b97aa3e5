"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from ..errors import UsageError
from .archive import ArchiveSettings
from .cleaning import CHROME_REASONS, CleaningSettings
from .digests import METHODS, DigestSettings, Method
from .duplicates import ENGINES, LINKAGES, DuplicateSettings, Engine, Linkage
from .events import GRANULARITIES, EventSettings, Granularity
from .fetching import FetchSettings
from .reading import Columns, ReadingSettings
from .rendering import RenderingSettings

__all__ = [
    "CHROME_REASONS", "ENGINES", "GRANULARITIES", "LINKAGES", "METHODS", "ArchiveSettings",
    "CleaningSettings", "Columns", "DigestSettings", "DuplicateSettings", "Engine",
    "EventSettings", "FetchSettings", "Granularity", "Linkage", "Method", "ReadingSettings",
    "RenderingSettings", "Settings", "all_stages", "of_stage",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all stages.

    Raises:
        UsageError: if those of a stage are something else.
    """

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    duplicates: DuplicateSettings = field(default_factory=DuplicateSettings)
    events: EventSettings = field(default_factory=EventSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)
    rendering: RenderingSettings = field(default_factory=RenderingSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)

    def __post_init__(self) -> None:
        for stage in fields(self):
            value, kind = getattr(self, stage.name), stage.default_factory
            if not isinstance(value, kind):  # type: ignore[arg-type]  # the factory is the class
                given = type(value).__name__
                raise UsageError(f"{stage.name} must be {stage.type}, not {given}")


def all_stages(settings: Settings | None) -> Settings:
    """The settings of all stages, the defaults for None.

    Raises:
        UsageError: if they are something else.
    """
    if settings is None or isinstance(settings, Settings):
        return settings or Settings()
    raise UsageError(f"settings must be a Settings, not a {type(settings).__name__}")


_Stage = TypeVar("_Stage")


def of_stage(settings: Any, kind: type[_Stage]) -> _Stage | None:
    """A stage's settings, given as such or within those of all stages; None as it is.

    Raises:
        UsageError: if they are something else.
    """
    if settings is None or isinstance(settings, kind):
        return settings
    if isinstance(settings, Settings):
        values = (getattr(settings, part.name) for part in fields(settings))
        return next(value for value in values if isinstance(value, kind))
    given = type(settings).__name__
    raise UsageError(f"settings must be {kind.__name__} or Settings, not {given}")
