"""Where parts are made: in processes of this machine, or wherever Daft runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Protocol

from ..duplicates.engines import cores
from ..errors import EngineError, UsageError
from ..language.stemming import own_process
from .names import ENGINES, EngineName

Make = Callable[[int], None]
Tell = Callable[[int], None]


class Engine(Protocol):
    """Makes parts, each at least once, in any order and in any process."""

    def run(self, make: Make, parts: Sequence[int], tell: Tell) -> None:
        """Calls ``make`` (which can be pickled) with each part; tells how many are done.

        Raises:
            EngineError: if what makes a part dies; the parts that are made are made.
        """

    def close(self) -> None:
        """Ends what was started."""


def choose(name: EngineName, workers: int = 0, address: str | None = None) -> Engine:
    """The engine of a name.

    Args:
        name: "local", "daft" (its native runner) or "ray" (Daft on a Ray cluster).
        workers: processes of the local engine; 0 for one for each core.
        address: of the Ray cluster; else what ``RAY_ADDRESS`` says, else the one of this machine.

    Raises:
        UsageError: if there is no such engine, or its extra is not installed.
        EngineError: if there is no cluster.
    """
    if address is not None and name != "ray":
        raise UsageError("an address is of a Ray cluster: it needs the engine ray")
    if name == "local":
        return LocalEngine(workers or cores())
    if name not in ENGINES:
        raise UsageError(f"engine must be {', '.join(ENGINES)}, not {name!r}")
    from .daft_engine import DaftEngine

    return DaftEngine(name, address)


class LocalEngine:
    """Processes of this machine; with one worker, this very process."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, make: Make, parts: Sequence[int], tell: Tell) -> None:
        """Makes the parts.

        Raises:
            EngineError: if a process dies.
        """
        if self.workers == 1:
            for done, part in enumerate(parts, start=1):
                make(part)
                tell(done)
            return
        self._pool = self._pool or ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=own_process
        )
        waiting = {self._pool.submit(make, part) for part in parts}
        try:
            for done, future in enumerate(as_completed(waiting), start=1):
                future.result()
                tell(done)
        except BrokenProcessPool as error:
            self.close()
            raise EngineError("a worker process died, out of memory or killed") from error
        except BaseException:
            for future in waiting:
                future.cancel()
            raise

    def close(self) -> None:
        """Ends the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
