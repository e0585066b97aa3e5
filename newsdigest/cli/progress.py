"""Shows on standard error how far a long run is: only on a terminal, only after a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..records import Progress, silent

#: Seconds before anything is shown: what is over by then needs no comment.
PATIENCE = 1.0
#: Seconds of a stage before its rate says something.
_SETTLED = 0.5


@dataclass
class Status:
    """How far a run is, as one line."""

    clock: Callable[[], float] = time.monotonic
    stage: str = ""
    total: int = 0
    done: int = 0
    begun: float = 0.0
    started: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.started = self.begun = self.clock()

    def tell(self, stage: str, total: int, done: int = 0, /) -> None:
        """A stage is at ``done`` of ``total``."""
        if stage != self.stage:
            self.begun = self.clock()
        self.stage, self.total, self.done = stage, total, done

    def __str__(self) -> str:
        """ "summarizing 31 % · 240 of 780 · 104/s · 0:05 left"; "" in the first second."""
        now = self.clock()
        if not self.stage or now - self.started < PATIENCE:
            return ""
        spent = now - self.begun
        amount = _bytes if self.stage == "reading" else _number
        rate = self.done / spent if spent >= _SETTLED else 0.0
        if not rate:
            return f"{self.stage}{f' {amount(self.total)}' if self.total else ''} · {_clock(spent)}"
        if self.total < self.done:
            return f"{self.stage} · {amount(self.done)} · {amount(rate)}/s"
        left = _clock((self.total - self.done) / rate)
        share = f"{self.done / self.total:.0%}".replace("%", " %")
        return (
            f"{self.stage} {share} · {amount(self.done)} of {amount(self.total)} · "
            f"{amount(rate)}/s · {left} left"
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _bytes(value: float) -> str:
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{_number(value)} {unit}"
        value /= 1000
    return f"{_number(value)} GB"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Progress]:
    """A callback that shows the running stage; silent where standard error is no terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    status = Status()
    # A thread of rich's asks for the line anew while a stage computes.
    with Live(
        console=Console(stderr=True, highlight=False),
        get_renderable=lambda: Text(str(status), style="dim", no_wrap=True, overflow="ellipsis"),
        transient=True,
        refresh_per_second=8,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield status.tell
