"""The cleaning benchmark runs, and scores as its definition says."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
BODY = [
    "The two ministers agreed on Monday to build a bridge across the river before the winter.",
    "Officials told reporters that the bridge would cost about 40 million dollars in all.",
]
CHROME = ["Home", "Sign in", "Recent Posts", "Storm Closes Schools In The North", "4 mins ago"]


def _data(folder: Path) -> Path:
    (folder / "chrome" / "html").mkdir(parents=True)
    for name in ("naeb", "wcxb"):
        pages = []
        for number in range(4):
            lines = [*CHROME[:2], *BODY, *CHROME[2:]]
            html = f"html/{name}{number}.html.gz"
            page = "".join(f"<p>{line}</p>" for line in lines)
            (folder / "chrome" / html).write_bytes(gzip.compress(page.encode()))
            pages.append(
                {
                    "id": f"{name}{number}",
                    "url": f"https://{name}{number}.example/",
                    "host": f"{name}{number}.example",
                    "text": "\n".join(lines),
                    "gold": "\n".join(BODY),
                    "lines": [
                        {"text": line, "label": "body" if line in BODY else "chrome"}
                        for line in lines
                    ],
                    "html": html,
                }
            )
        records = "\n".join(map(json.dumps, pages))
        (folder / "chrome" / f"{name}.jsonl.gz").write_bytes(gzip.compress(records.encode()))
    return folder


def test_the_benchmark_runs_and_writes_its_figures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks.chrome", "--data", str(_data(tmp_path))]
    command += ["--json", str(figures), "--no-peers", "--no-hostile"]
    subprocess.run(command, check=True, capture_output=True)
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert found["text naeb: shipped weights"]["f1"] == 1.0
    assert "html wcxb: read_html" in found


def test_the_weights_script_writes_the_weights_that_ship(tmp_path: Path) -> None:
    out = tmp_path / "weights.json"
    command = [sys.executable, "-m", "benchmarks.learn_chrome", "--data", str(_data(tmp_path))]
    subprocess.run([*command, "--out", str(out)], check=True, capture_output=True)
    shipped = BENCHMARKS.parent / "newsdigest" / "cleaning" / "data" / "weights.json"
    assert set(json.loads(out.read_text())) == set(json.loads(shipped.read_text()))
    assert "CC BY 4.0" in shipped.read_text()
