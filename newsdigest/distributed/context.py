"""What a step is given: the settings, and the stages that were made before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..settings import Settings
from .folder import Stage

#: Makes one part of a stage; runs in whatever process the engine chooses.
Step = Callable[["Context", int], None]


@dataclass(frozen=True)
class Context:
    """A run as its steps see it.

    Attributes:
        settings: every knob of the stages.
        block: articles of a part; results don't depend on it.
        stages: the stages by name, among them the one that is being made.
        now: the name of the stage that is being made.
    """

    settings: Settings
    block: int
    stages: Mapping[str, Stage] = field(default_factory=dict)
    now: str = ""

    def __getitem__(self, name: str) -> Stage:
        return self.stages[name]

    @property
    def own(self) -> Stage:
        """The stage that is being made."""
        return self.stages[self.now]

    def entering(self, name: str, folder: Path) -> Context:
        """The context of the next stage."""
        return replace(self, stages={**self.stages, name: Stage(folder)}, now=name)
