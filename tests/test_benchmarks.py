"""The benchmark scripts and tools stay alive: each is run on a tiny input."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.gate import BASELINE, lifted, misses
from benchmarks.made_events import make
from benchmarks.measures import b_cubed

from .conftest import ROOT


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def test_the_pipeline_benchmark_runs_without_the_development_data() -> None:
    done = run("benchmarks.pipeline", "--data", "no/such/folder", "--events", 5, "--json")
    figures = json.loads(done.stdout)
    assert figures["quality"]["seeds_b_cubed"] == 1.0
    assert set(figures["cpu_seconds"]) >= {"clean", "cluster_events", "summarize"}
    assert "no development data" in done.stderr


def test_the_event_benchmark_runs_on_any_labelled_set(tmp_path: Path) -> None:
    made = make(6)
    lines = (
        json.dumps(article.to_dict() | {"cluster": label})
        for article, label in zip(made.articles, made.events, strict=True)
    )
    (tmp_path / "made.dev.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    parts = ("quality", "seeds", "held-out", "peers", "taught", "cost")
    done = run("benchmarks.events", "--data", tmp_path, "--sizes", 80, "--", *parts)
    assert re.search(r"^mean B-cubed F1 +100\.00$", done.stdout, re.MULTILINE)
    assert re.search(r"^made +right$", done.stdout, re.MULTILINE)
    assert "22 of 26 subsets right" in done.stdout
    assert "TF-IDF components, tuned" in done.stdout
    assert re.search(r"^made +newsdigest, one setting 100.0 +taught", done.stdout, re.MULTILINE)


def test_the_archive_benchmark_runs() -> None:
    done = run("benchmarks.archive", "growth", "--articles", 60, "--batches", 3)
    assert re.search(r"^last_over_tenth +\d", done.stdout, re.MULTILINE)
    done = run("benchmarks.archive", "traffic", "--seconds", 2)
    assert "articles lost or doubled: 0; doctor content: True" in done.stdout


def test_the_gate_holds_what_can_be_measured_here() -> None:
    done = run("benchmarks.gate", "--data", "no/such/folder")
    assert re.search(r"^\d+ figures, 0 below their floor$", done.stdout, re.MULTILINE)


def test_the_report_benchmark_measures_a_page() -> None:
    figures = json.loads(run("benchmarks.report", "--events", 5, "--rounds", 1, "--json").stdout)
    assert figures["5"]["megabytes"] < 0.2


def test_a_figure_below_its_floor_is_a_miss_and_a_floor_only_rises() -> None:
    assert misses({"a": 0.8, "b": 0.9}, {"a": 0.9, "b": 0.9, "c": 1.0}) == [
        "a: 0.8000 is below 0.9000"
    ]
    assert lifted({"a": 0.8, "b": 0.95}, {"a": 0.9, "b": 0.9}) == {"a": 0.9, "b": 0.95}
    assert json.loads(BASELINE.read_text("utf-8"))


def test_b_cubed_is_what_its_paper_says() -> None:
    assert b_cubed(["x", "x", "y"], [[0, 1], [2]]) == 1.0
    # All in one: precision (4/3 + 1/3) / 3, recall 1.
    assert b_cubed(["x", "x", "y"], [[0, 1, 2]]) == pytest.approx(2 * (5 / 9) / (1 + 5 / 9))


def test_made_corpora_are_the_same_every_time() -> None:
    assert make(4) == make(4)
    corpus = make(4)
    assert len(corpus.articles) == len(corpus.events) == 16
    assert len(corpus.copies) == 4


def test_the_background_table_can_be_counted_anew(tmp_path: Path) -> None:
    for name, field in (
        ("chrome/naeb", "gold"), ("chrome/wcxb", "gold"), ("events/newscluster.dev", "text"),
    ):  # fmt: skip
        path = tmp_path / f"{name}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        record = {"title": "Bridge closed", field: "The bridge was closed by the city."}
        path.write_bytes(gzip.compress(json.dumps(record).encode()))
    output = tmp_path / "table.json"
    run("tools.background", "--data", tmp_path, "--output", output)
    table = json.loads(output.read_text())
    assert table["articles"] == 3
    assert table["frequency"]["bridg"] == 3
    assert "the" not in table["frequency"]


def test_the_benchmark_of_reading_runs() -> None:
    done = run("benchmarks.reading", "--files", 20, "--megabytes", 1)
    assert re.search(r"^small_files_per_second +[\d,]+$", done.stdout, re.MULTILINE)
    assert re.search(r"^long\.jsonl\.gz_grown_mb +[\d,]+$", done.stdout, re.MULTILINE)


def test_the_script_of_today_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    run("benchmarks.made_news", 40, tmp_path / "made")
    result = tmp_path / "result.json"
    run("benchmarks.todays_script", tmp_path / "made", result, "--events", "components")
    whole = json.loads(result.read_text())
    stopped = whole | {key: dict(whole[key]) for key in ("seconds", "cpu")}
    for key in ("seconds", "cpu"):
        del stopped[key]["digests"]
    result.write_text(json.dumps(stopped))
    run("benchmarks.todays_script", tmp_path / "made", result, "--go-on")
    again = json.loads(result.read_text())
    assert again["cpu"].keys() == whole["cpu"].keys()
    assert again["cpu"]["digests"] > 0
    assert again["labels"] == whole["labels"]


def test_the_floors_of_the_stages_are_measured(tmp_path: Path) -> None:
    run("benchmarks.made_news", 40, tmp_path / "made")
    told = run("benchmarks.limits", tmp_path / "made").stdout.splitlines()
    assert [line.split(":")[0] for line in told] == [
        "read", "clean", "duplicates", "features", "events", "digests",
    ]  # fmt: skip
    assert all(re.search(r"\d us an article$", line) for line in told)
