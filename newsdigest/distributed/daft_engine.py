"""The one module that touches Daft: parts are rows of a frame, and making one is a function of it.

What a step needs it reads from the work folder, and what it makes it writes there; so a row carries
the number of a part and nothing else, and Daft's part is to choose the machine, the process and the
moment. Its native runner and Ray run the same lines.
"""

from __future__ import annotations

import importlib
import os
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import EngineError, NewsdigestError, UsageError

if TYPE_CHECKING:
    from .engines import Make, Tell
    from .names import EngineName

_INSTALL = "pip install 'newsdigest[distributed]'"


class Maker:
    """Makes parts in a process that Daft has chosen; what goes wrong comes back in words."""

    def __init__(self, make: Make) -> None:
        self.make = make

    def __call__(self, numbers: Any) -> list[str]:
        """Makes the parts of a batch; returns for each "" or what is wrong."""
        told = []
        for number in numbers.to_pylist():
            try:
                self.make(number)
                told.append("")
            except NewsdigestError as error:
                told.append(str(error))
        return told


class DaftEngine:
    """Daft's native runner, or Daft on a Ray cluster."""

    def __init__(self, name: EngineName, address: str | None = None) -> None:
        # Both libraries would report their use to their makers.
        os.environ["DO_NOT_TRACK"] = "1"
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
        self._daft = _imported("daft")
        self._started = False
        if name == "ray":
            self.processes, self._parallel = self._join(address)
            self._daft.set_runner_ray(noop_if_initialized=True)
        else:
            from ..duplicates.engines import cores

            self.processes, self._parallel = cores(), True
            self._daft.set_runner_native()
        self._on_ray = name == "ray"

    def _join(self, address: str | None) -> tuple[int, bool]:
        """Joins the cluster; tells its cores, and whether a machine has more than one."""
        ray = _imported("ray")
        address = address or os.environ.get("RAY_ADDRESS") or "auto"
        if not ray.is_initialized():
            try:
                _answers(address)
                ray.init(address=address, log_to_driver=False, logging_level="error")
            except (OSError, ValueError, RuntimeError) as error:
                where = "on this machine" if address == "auto" else f"at {address}"
                raise EngineError(
                    f"no Ray cluster {where} (start one with 'ray start --head', or say --address)"
                ) from error
            self._started = True
        cpus = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
        return max(1, sum(cpus)), max(cpus, default=1) > 1

    def run(self, make: Make, parts: Sequence[int], tell: Tell) -> None:
        """Makes the parts, as many at a time as there are cores.

        Raises:
            EngineError: if one can't be made, or what made it died.
        """
        frame = self._daft.from_pydict({"part": list(parts)})
        if self._on_ray:
            frame = frame.into_partitions(len(parts))
        frame = frame.select(self._applied(make))
        done = 0
        try:
            for block in frame.iter_partitions(results_buffer_size=None):
                for wrong in _fetched(block)["wrong"]:
                    if wrong:
                        raise EngineError(wrong)
                    done += 1
                    tell(done)
        except NewsdigestError:
            raise
        except Exception as error:  # Daft and Ray have an error class for each way to die
            raise EngineError(f"{type(error).__name__}: {_first_line(error)}") from error

    def _applied(self, make: Make) -> Any:
        """The expression that makes each row's part.

        A machine of several cores gets a process for each; with one core the runner's own does.
        """
        daft = self._daft
        kind, column = daft.DataType.string(), daft.col("part")
        maker = Maker(make)
        if not self._parallel:
            return daft.func.batch(return_dtype=kind, batch_size=1)(maker.__call__)(column).alias(
                "wrong"
            )

        class Process:
            """The maker in a process of its own."""

            @daft.method.batch(return_dtype=kind, batch_size=1)  # type: ignore[untyped-decorator]
            def wrong(self, numbers: Any) -> list[str]:
                return maker(numbers)

        pool = daft.cls(Process, max_concurrency=self.processes, use_process=not self._on_ray)
        return pool().wrong(column).alias("wrong")

    def close(self) -> None:
        """Leaves the cluster, if this engine joined it."""
        if self._started:
            _imported("ray").shutdown()


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(f"this engine needs {name}: {_INSTALL}") from error


def _answers(address: str) -> None:
    """Sees whether anyone listens at HOST:PORT: Ray itself would go on trying for minutes.

    Raises:
        OSError: if no one does.
    """
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=10).close()


def _fetched(block: Any) -> dict[str, list[str]]:
    if not hasattr(block, "to_pydict"):
        block = _imported("ray").get(block)
    found: dict[str, list[str]] = block.to_pydict()
    return found


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:300] if lines else "no reason given"
