"""Progress: what a run tells while it works, for a bar on a screen or a line in a log."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")

log = logging.getLogger("newsdigest")
log.addHandler(logging.NullHandler())


class Progress(Protocol):
    """Told when a stage begins, and again as it gets on.

    ``total`` is the number of things that the stage works on (0: not known), ``done`` how many are
    done. They are articles, in "summarizing" events and in "reading" bytes of the files.
    """

    def __call__(self, stage: str, total: int, done: int = 0, /) -> None:
        """A stage is at ``done`` of ``total``."""
        ...


def silent(_stage: str, _total: int, _done: int = 0, /) -> None:
    """Nobody asked to be told."""


def counted(items: Iterable[_Item], tell: Progress, stage: str, total: int) -> Iterator[_Item]:
    """The items, each told when the next is asked for; the stage is told before the first."""
    tell(stage, total)
    for done, item in enumerate(items, start=1):
        yield item
        tell(stage, total, done)


def logged(progress: Progress | None) -> Progress:
    """Tells each stage to whoever asked, and to the log when it begins."""
    progress = progress or silent
    stages: list[str] = []

    def tell(stage: str, total: int, done: int = 0, /) -> None:
        if not stages or stages[-1] != stage:
            stages.append(stage)
            log.info("%s%s", stage, f" {total:,}" if total and stage != "reading" else "")
        progress(stage, total, done)

    return tell
