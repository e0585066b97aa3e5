"""What was compiled and kept on disk is never older than the code it was made of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_HELPER = """
from numba import njit

@njit
def step(value):
    return value + {step}
"""
_LOOPS = """
from pathlib import Path

import helper
from newsdigest.compiling import compiler

compiled = compiler(max(Path(each).stat().st_mtime for each in (__file__, helper.__file__)))

@compiled
def run(value):
    return helper.step(value)

print(run(1))
"""


def _run(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "loops.py"],
        cwd=folder, capture_output=True, text=True, check=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(folder / "cache")},
    )  # fmt: skip
    return done.stdout.strip()


def test_a_loop_is_compiled_anew_when_a_function_it_calls_has_changed(tmp_path: Path) -> None:
    (tmp_path / "loops.py").write_text(_LOOPS)
    (tmp_path / "helper.py").write_text(_HELPER.format(step=1))
    assert _run(tmp_path) == "2"
    kept = list((tmp_path / "cache").rglob("*.nbi"))
    assert kept and _run(tmp_path) == "2"
    (tmp_path / "helper.py").write_text(_HELPER.format(step=10))
    soon = kept[0].stat().st_mtime + 5
    os.utime(tmp_path / "helper.py", (soon, soon))
    assert _run(tmp_path) == "11"
