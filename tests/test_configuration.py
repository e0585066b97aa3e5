"""Settings: from a file, from options, shown with their origin; progress, logs, completion."""

from __future__ import annotations

import json
import logging
import os
import pty
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.cli.progress import Status
from newsdigest.configuration import load_configuration

from .conftest import ROOT, SEEDS, Newsdigest
from .forms import ARTICLES


def test_the_nearest_file_is_in_force_and_options_stand_over_it(
    here: Newsdigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsdigest.toml").write_text("[digests]\nwords = 30\ntop = 2\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    def sizes(*options: object) -> list[int]:
        out = here("digest", SEEDS, "--format", "json", *options).out
        digests = json.loads(out)["digests"]
        return [sum(len(s["text"].split()) for s in one["sentences"]) for one in digests]

    assert len(sizes()) == 2 and max(sizes()) <= 30
    assert max(sizes("--words", 60)) > 30
    assert len(sizes("--config", os.devnull)) == 3
    (tmp_path / "pyproject.toml").write_text("[tool.newsdigest.digests]\nwords = 20\n")
    assert max(sizes()) > 20  # a file of our own comes first
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.newsdigest.digests]\nwords = 20\n")
    assert max(sizes()) <= 20


def test_config_prints_every_setting_with_where_it_is_from(
    here: Newsdigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "newsdigest.toml"
    file.write_text(
        '[digests]\nwords = 30\n[cleaning]\nkeep = ["caption", "byline"]\nlearn = false\n'
        '[reading.columns]\ntext = "cör\\"pus"\n[events]\nwindow = 3\n'
    )
    ran = here("config")
    assert f"words = 30  # {file}" in ran.out
    assert 'method = "coverage"  # default' in ran.out
    assert "# top is not set  # default" in ran.out
    table = tomllib.loads(ran.out)
    assert table["reading"]["columns"]["text"] == 'cör"pus'
    names = set(json.loads(here("config", "--format", "json").out))
    for stage in ("reading", "cleaning", "duplicates", "events", "digests", "rendering", "fetch"):
        assert any(name.startswith(f"{stage}.") for name in names)
    assert len(names) > 50
    # What it prints can be read again, and says the same.
    again = tmp_path / "again.toml"
    again.write_text(ran.out)
    assert nd.load_settings(again) == nd.load_settings(file)


def test_the_library_reads_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[events]\nthreshold = 0.25\n")
    settings = nd.load_settings(tmp_path / "mine.toml")
    assert settings.events.threshold == 0.25
    base = replace(nd.Settings(), digests=nd.DigestSettings(words=9))
    found = load_configuration(tmp_path / "mine.toml", base)
    assert found.settings.digests.words == 9
    assert dict(found.origins) == {"events.threshold": str(tmp_path / "mine.toml")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[digest]\nwords = 3", "no setting digest; did you mean digests?"),
        ("[digests]\nwrods = 3", "no setting digests.wrods; did you mean digests.words?"),
        ("[digests]\nwords = 0", "digests.words must be a whole number of at least 1, not 0"),
        ("[digests]\nwords = 'many'", "digests.words must be a whole number"),
        ("[events]\nnull_weight = 'strong'", "events.null_weight must be a number of at least 0"),
        ("[events]\nnull_from = 2", "events.null_from must be a number from 0.0 to 1.0, not 2"),
        ("[cleaning]\nkeep = 'caption'", "cleaning.keep is a list of strings"),
        ("[cleaning]\nkeep = [1]", "cleaning.keep is a list of strings"),
        ("[cleaning]\nlearn = 1", "cleaning.learn is true or false"),
        ("[cleaning]\ndrop_lines = ['(']", "is no regular expression"),
        ("[rendering]\nlink = 'javascript:x'", "link must be a web address"),
        ("digests = 3", "digests is a table of settings"),
        ("[digests", "not valid TOML"),
        ("a = " + "[" * 10_000, "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "newsdigest.toml"
    file.write_text(text)
    with pytest.raises(nd.UsageError) as raised:
        nd.load_settings(file)
    assert str(raised.value).startswith(f"{file}: ")
    assert told in str(raised.value)


def test_a_file_that_is_named_must_be_there(
    here: Newsdigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = here("digest", SEEDS, "--config", tmp_path / "none.toml")
    assert (ran.code, len(ran.lines)) == (2, 1)
    monkeypatch.setenv("NEWSDIGEST_CONFIG", str(tmp_path / "none.toml"))
    assert here("config").code == 2


def test_columns_on_the_command_line(here: Newsdigest, tmp_path: Path) -> None:
    rows = [{"story": one["text"], "released": one["published"]} for one in ARTICLES]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    options = ("--text", "story", "--date", "released", "--format", "json")
    ran = here("digest", tmp_path / "a.jsonl", *options)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["digests"][0]["latest"] == "2024-05-05"
    guessed = here("digest", tmp_path / "a.jsonl")
    assert "note: a.jsonl: guessed the column" in guessed.err
    assert here("digest", tmp_path / "a.jsonl", "--quiet").err == ""


def test_verbose_logs_the_stages_and_quiet_is_quiet(newsdigest: Newsdigest) -> None:
    ran = newsdigest("digest", SEEDS, "--verbose")
    stages = [line.removeprefix("newsdigest: ").split()[0] for line in ran.lines]
    assert [s for s in stages if s.isalpha()] == [
        "reading",
        "cleaning",
        "clustering",
        "summarizing",
    ]
    assert newsdigest("digest", SEEDS).err == ""


def test_the_library_tells_progress_and_logs(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(stage: str, total: int, done: int = 0, /) -> None:
        told.append((stage, total, done))

    with caplog.at_level(logging.INFO, "newsdigest"):
        nd.digest(SEEDS, progress=progress)
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["reading", "cleaning", "clustering", "summarizing"]
    assert ("cleaning", 5, 5) in told and ("summarizing", 3, 3) in told
    size = sum(path.stat().st_size for path in SEEDS.glob("*.txt"))
    assert ("reading", size, size) in told
    assert "5 articles, 0 problems" in caplog.text


def test_progress_shows_rate_and_time_left() -> None:
    now = 100.0
    status = Status(clock=lambda: now)
    status.tell("summarizing", 780)
    assert str(status) == ""
    now = 102.0
    status.tell("summarizing", 780, 240)
    assert str(status) == "summarizing 31 % · 240 of 780 · 120/s · 0:05 left"
    status.tell("reading", 5_000_000_000)
    assert str(status) == "reading 5 GB · 0:00"
    now = 112.0
    status.tell("reading", 5_000_000_000, 310_000_000)
    assert str(status) == "reading 6 % · 310 MB of 5 GB · 31 MB/s · 2:31 left"


_SLOW = """
import sys, time
from newsdigest.cli.progress import shown
with shown() as tell:
    for number in range(16):
        tell("working", 16, number)
        time.sleep(float(sys.argv[1]))
"""


@pytest.mark.parametrize(("pause", "seen"), [("0.15", True), ("0.01", False)])
def test_a_terminal_sees_progress_after_a_second(pause: str, seen: bool) -> None:
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, pause], stdout=subprocess.PIPE, stderr=writer, cwd=ROOT
    )
    os.close(writer)
    shown = b""
    try:
        while piece := os.read(reader, 4096):
            shown += piece
    except OSError:  # how a terminal says that nobody writes to it any more
        pass
    os.close(reader)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"")
    assert (b"left" in shown) == seen


@pytest.mark.parametrize(
    ("words", "expected"),
    [("newsdigest di", "digest"), ("newsdigest digest seeds --form", "--format"),
     ("newsdigest digest seeds --format js", "jsonfeed")],
)  # fmt: skip
def test_the_shell_completes(words: str, expected: str, newsdigest: Newsdigest) -> None:
    bash = "bash"
    count = str(len(words.split()) - 1)
    code = "from newsdigest.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "_NEWSDIGEST_COMPLETE": f"complete_{bash}", "COMP_WORDS": words,
             "COMP_CWORD": count, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert expected in done.stdout.split(), done
    assert "--show-completion" in newsdigest("--help").out
