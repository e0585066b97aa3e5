"""Processes, Daft's native runner, Daft on two machines of a Ray cluster: one result, bytewise."""

from __future__ import annotations

import filecmp
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.made_news import write

from .conftest import ROOT, SEEDS, Newsdigest

ENVIRONMENT = {
    **os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", "DO_NOT_TRACK": "1",
    "RAY_DISABLE_MEMORY_MONITOR": "1", "DAFT_PROGRESS_BAR": "0",
}  # fmt: skip
#: Articles are short and few get a digest, so that the whole takes minutes.
OPTIONS = ("--block", 2500, "--words", 40, "--min-articles", 8)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty thousand made articles."""
    folder = tmp_path_factory.mktemp("made") / "news"
    write(20_000, folder, words=30)
    return folder


def started(source: Path, output: Path, *options: object) -> Any:
    command = [sys.executable, "-m", "newsdigest", "corpus", source, output, *OPTIONS, *options]
    return subprocess.Popen(
        list(map(str, command)), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    )


def finished(process: Any) -> None:
    _, told = process.communicate(timeout=900)
    assert process.returncode == 0, told


@pytest.fixture(scope="module")
def local(made: Path) -> Path:
    """What the processes of this machine make of it."""
    output = made.parent / "local"
    finished(started(made, output))
    return output


def identical(one: Path, other: Path) -> bool:
    """Whether two runs left the same files, byte for byte."""
    names = sorted(
        str(path.relative_to(one))
        for path in one.rglob("*")
        if path.is_file() and ".work" not in path.parts
    )
    assert any(name.startswith("digests") for name in names)
    _, differ, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return not differ and not missing


@pytest.fixture(scope="module")
def cluster() -> Iterator[Callable[[int], str]]:
    """Starts a Ray cluster of two machines of so many cores, and gives its address."""
    from ray.cluster_utils import Cluster

    running: list[Any] = []

    def start(cores: int) -> str:
        one = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "env_vars": ENVIRONMENT})
        running.append(one)
        for _ in range(2):
            one.add_node(num_cpus=cores, env_vars=ENVIRONMENT)
        return str(one.address)

    yield start
    for one in running:
        one.shutdown()


def test_daft_gives_what_one_machine_gives(made: Path, local: Path, tmp_path: Path) -> None:
    finished(started(made, tmp_path, "--engine", "daft"))
    assert identical(local, tmp_path)


def test_ray_gives_it_too_with_a_worker_killed_in_the_middle(
    made: Path, local: Path, tmp_path: Path, cluster: Callable[[int], str]
) -> None:
    address = cluster(1)
    finished(started(made, tmp_path / "whole", "--engine", "ray", "--address", address))
    assert identical(local, tmp_path / "whole")
    process = started(made, tmp_path / "cut", "--engine", "ray", "--address", address)
    while not list((tmp_path / "cut" / ".work").glob("count-*/part-*")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    os.kill(worker(), signal.SIGKILL)
    finished(process)
    assert identical(local, tmp_path / "cut")


def worker() -> int:
    """A process in which Ray makes parts."""
    processes = (one for one in psutil.process_iter() if one.name().startswith("ray::RaySwordfi"))
    return int(next(processes).pid)


def test_machines_of_several_cores_run_a_process_on_each(
    tmp_path: Path, newsdigest: Newsdigest, cluster: Callable[[int], str]
) -> None:
    address = cluster(2)
    options = ("--block", 2, "--engine", "ray", "--address", address)
    assert newsdigest("corpus", SEEDS, tmp_path / "ray", *options, **ENVIRONMENT).code == 0
    assert newsdigest("corpus", SEEDS, tmp_path / "local", "--block", 2).code == 0
    assert identical(tmp_path / "local", tmp_path / "ray")


def test_a_cluster_that_is_not_there_is_told_in_a_line(
    tmp_path: Path, newsdigest: Newsdigest
) -> None:
    options = ("--engine", "ray", "--address", "127.0.0.1:1")
    ran = newsdigest("corpus", SEEDS, tmp_path, *options)
    assert ran.code == 2
    assert "no Ray cluster at 127.0.0.1:1" in ran.lines[-1]


def test_a_missing_extra_is_told_in_a_line(tmp_path: Path) -> None:
    for module, extra, engine in (
        ("daft", "distributed", "daft"), ("pyarrow", "corpus", "local")
    ):  # fmt: skip
        code = (
            f"import sys; sys.modules[{module!r}] = None\n"
            f"from newsdigest.cli import main\n"
            f"main(['corpus', {str(SEEDS)!r}, {str(tmp_path)!r}, '--engine', {engine!r}])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, done.stderr
        assert f"pip install 'newsdigest[{extra}]'" in done.stderr
        assert done.stderr.count("\n") == 1
