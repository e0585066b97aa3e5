"""What the tests share: the sample documents, and the real command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

import newsdigest as nd
from newsdigest.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

# The machines that run this are slow and shared: a deadline would test them, not the code.
settings.register_profile("newsdigest", deadline=None, max_examples=60)
settings.load_profile("newsdigest")


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it said on standard error, line by line."""
        return self.err.splitlines()


Newsdigest = Callable[..., Ran]


@pytest.fixture(scope="session")
def newsdigest() -> Newsdigest:
    """Runs ``python -m newsdigest`` with arguments, as a user's shell would."""

    def run(
        *arguments: object, stdin: bytes = b"", cwd: Path | None = None, **environment: str
    ) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "newsdigest", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            timeout=300,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in out + err, err
        return Ran(done.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def seeds() -> list[nd.Article]:
    """The five sample documents, cleaned, in the order of their numbers."""
    return nd.clean(nd.read(SEEDS).articles)


@pytest.fixture(scope="session")
def report() -> nd.Report:
    """The digests of the sample documents."""
    return nd.digest(SEEDS)


def partition(report: nd.Report) -> set[frozenset[str]]:
    """Which of the sample documents are together, by the first three characters of their ids."""
    return {frozenset(a.id[:3] for a in digest.event) for digest in report.digests}


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Newsdigest:
    """Runs the command line in this process, which is quicker than one of its own."""

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run
