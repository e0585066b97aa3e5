"""Runs stages one after the other: skips what is made, begins anew what a dead worker left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..errors import EngineError, OutputError, system_reason
from ..records import Progress
from .context import Context, Step
from .engines import Engine, Make, Tell
from .folder import key_of

_RETRIES = 3  # how often the parts that a dead worker left are begun again
_AGAIN = "; run again to continue, with fewer --workers or a smaller --block if memory ran out"


@dataclass
class Runner:
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
            raise OutputError(f"can't write to {folder}: {system_reason(error)}") from error
        self.context = self.context.entering(name, folder)
        return self.context
