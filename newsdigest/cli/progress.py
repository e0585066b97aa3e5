"""Tells on standard error what a long run is doing, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..pipeline import Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """A callback that shows the running stage; silent where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _count: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:

        def tell(stage: str, count: int) -> None:
            status.update(f"{stage} {count:,} …" if count else f"{stage} …")

        yield tell
