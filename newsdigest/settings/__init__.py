"""Every knob of every stage: one frozen dataclass a stage, each field with its unit and default.

The defaults are what was measured best over all development sets (``docs/``), one for all inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    "RenderingSettings", "Settings",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all stages."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cleaning: CleaningSettings = field(default_factory=CleaningSettings)
    duplicates: DuplicateSettings = field(default_factory=DuplicateSettings)
    events: EventSettings = field(default_factory=EventSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)
    rendering: RenderingSettings = field(default_factory=RenderingSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
