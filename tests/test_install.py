"""What users install works where they are: an empty environment, no network, no home, LANG=C."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import newsdigest as nd

from .conftest import ROOT, SEEDS

# Put on the path of the installed program: any attempt to reach a network is an error.
NO_NETWORK = """
import socket

def refuse(*arguments, **options):
    raise OSError("this program must not use the network")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "newsdigest", f"newsdigest-{nd.__version__}.dist-info",
    }  # fmt: skip
    for needed in (
        "newsdigest/py.typed",
        "newsdigest/language/data/abbreviations.json",
        "newsdigest/language/data/background_en.json",
        "newsdigest/rendering/html/templates/page.html",
        "newsdigest/rendering/html/assets/page.css",
        "newsdigest/rendering/html/assets/page.js",
    ):
        assert needed in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_program_needs_no_network_no_home_and_no_locale(
    wheel: Path, tmp_path: Path, report: nd.Report
) -> None:
    home = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    python = home / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True
    )
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(NO_NETWORK)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [home / "bin" / "newsdigest", "digest", SEEDS, "--format", "json"],
        cwd=elsewhere,
        env={
            "PATH": f"{home / 'bin'}:/usr/bin:/bin",
            "PYTHONPATH": str(blocked),
            "HOME": "/proc/nowhere",
            "NLTK_DATA": "",
            "LANG": "C",
            "LC_ALL": "C",
        },
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["digests"] == report.to_dict()["digests"]
    assert not list(elsewhere.iterdir())
