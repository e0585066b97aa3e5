"""The command line: results on standard output, problems on standard error, honest exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newsdigest as nd

from .conftest import ROOT, SEEDS, Newsdigest

COMMANDS = ("digest", "clean", "dedup", "cluster", "explain")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(here: Newsdigest, command: str) -> None:
    ran = here(command, "--help")
    assert ran.code == 0
    assert f"Example: newsdigest {command} " in ran.out


def test_version(newsdigest: Newsdigest) -> None:
    assert newsdigest("--version").out == f"newsdigest {nd.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "missing command"),
        (["digst"], "no such command 'digst'"),
        (["digest"], "missing argument"),
        (["digest", "--wrods", "3", SEEDS], "no such option: --wrods"),
        (["digest", "no/such/folder"], "no such file or folder: no/such/folder"),
        (["digest", SEEDS, "no/such/file.txt"], "no such file or folder: no/such/file.txt"),
        (["digest", SEEDS, "--format", "docx"], "'docx' is not one of"),
        (["digest", SEEDS, "--output", "digest.docx"], "no format has the suffix '.docx'"),
        (["digest", SEEDS, "--output", "no/such/folder/x.md"], "no such folder to write to"),
        (["digest", SEEDS, "--output", SEEDS], "is a folder"),
        (["digest", "README.md", "--output", "README.md"], "would overwrite the source"),
        (["digest", "x" * 300], "no such file or folder: xxx"),
        (["explain", SEEDS, "--pair", "000", "000"], "takes two articles"),
        (["digest", SEEDS, "--words", "0"], "--words"),
        (["digest", SEEDS, "--words", "many"], "--words"),
        (["digest", SEEDS, "--method", "magic"], "'magic' is not one of"),
        (["dedup", SEEDS, "--threshold", "1.5"], "--threshold"),
        (["explain", SEEDS], "explain takes either --pair A B or --event ID"),
        (["explain", SEEDS, "--pair", "000", "999"], "no article has an id that begins with '999'"),
        (["explain", SEEDS, "--pair", "00", "001"], "5 ids begin with '00'"),
    ],
)
def test_a_wrong_call_gets_one_clear_line_and_exit_2(
    here: Newsdigest, arguments: list[object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ran = here(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.lines) == 1, ran.err
    assert ran.err.startswith("newsdigest: ")
    assert told in ran.err


def test_commands_chain_and_clean_once(newsdigest: Newsdigest, report: nd.Report) -> None:
    cleaned = newsdigest("clean", SEEDS, "--format", "jsonl")
    assert cleaned.code == 0
    records = [json.loads(line) for line in cleaned.out.splitlines()]
    assert all(record["cleaned"] for record in records)
    # A cleaned record is taken as it is: what would be chrome in a raw one stays.
    records[0]["text"] += "\n\nRecent Posts\n\nA headline that would be chrome…"
    marked = "\n".join(map(json.dumps, records)).encode()
    chained = newsdigest("digest", "-", "--format", "json", stdin=cleaned.out.encode())
    assert json.loads(chained.out)["digests"] == report.to_dict()["digests"]
    again = newsdigest("clean", "-", "--format", "jsonl", stdin=marked)
    assert "Recent Posts" in json.loads(again.out.splitlines()[0])["text"]


def test_the_output_of_digest_can_be_read_again(newsdigest: Newsdigest) -> None:
    first = newsdigest("digest", SEEDS, "--format", "json").out
    ran = newsdigest("digest", "-", "--format", "json", stdin=first.encode())
    assert ran.code == 0
    assert len(json.loads(ran.out)["digests"]) == 3


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (b'{"text": "A man bites a dog in the park, and the dog is said to be well again."}', 0),
        (b'[{"text": "A man bites a dog in the park, and the dog is said to be well again."}]', 0),
        (b"A man bites a dog in the park, and the dog is said to be well again.", 0),
        (
            b"<html><body><p>A man bites a dog in the park, and the dog is well.</p></body></html>",
            0,
        ),
        (b"", 1),
        (b"\x00\x01\x02" * 100, 1),
    ],
    ids=["record", "list", "text", "page", "empty", "binary"],
)
def test_standard_input_is_read_as_what_it_is(
    newsdigest: Newsdigest, stdin: bytes, code: int
) -> None:
    ran = newsdigest("digest", "-", stdin=stdin)
    assert ran.code == code, ran.err
    assert ("A man bites a dog" in ran.out) == (code == 0)


def test_formats_and_the_suffix_of_the_output(
    newsdigest: Newsdigest, report: nd.Report, tmp_path: Path
) -> None:
    for suffix in ("md", "txt", "json", "jsonl"):
        output = tmp_path / f"digest.{suffix}"
        ran = newsdigest("digest", SEEDS, "--output", output)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        assert output.read_text("utf-8") == nd.render(report, suffix)
    shown = newsdigest("digest", SEEDS, "--format", "txt").out
    assert shown == (tmp_path / "digest.txt").read_text("utf-8")
    assert len((tmp_path / "digest.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize("command", ["clean", "dedup", "cluster"])
@pytest.mark.parametrize("format", ["md", "txt", "json", "jsonl"])
def test_every_command_has_every_format(
    newsdigest: Newsdigest, tmp_path: Path, command: str, format: str
) -> None:
    text = (SEEDS / "001_7a4ef78954896015.txt").read_text()
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(text.replace("Ukraine", "Eastern", 1))
    ran = newsdigest(command, tmp_path, "--format", format)
    assert (ran.code, ran.err) == (0, "")
    if format == "json":
        assert json.loads(ran.out)
    if format == "jsonl":
        assert [json.loads(line) for line in ran.out.splitlines()]
    assert "a" in ran.out and "b" in ran.out


def test_words_top_min_articles_no_text_and_method(newsdigest: Newsdigest) -> None:
    def digests(*options: object) -> list[dict[str, Any]]:
        out = newsdigest("digest", SEEDS, "--format", "json", *options).out
        found: list[dict[str, Any]] = json.loads(out)["digests"]
        return found

    everything = digests()
    assert digests("--top", 2) == everything[:2]
    assert digests("--min-articles", 2) == everything[1:2]
    assert digests("--min-articles", 9) == []
    for short in digests("--words", 40):
        assert sum(len(s["text"].split()) for s in short["sentences"]) <= 40
    assert not any("text" in a for d in digests("--no-text") for a in d["articles"])
    assert digests("--method", "tfidf")[1]["sentences"] != everything[1]["sentences"]


def test_no_clean_leaves_the_chrome(newsdigest: Newsdigest) -> None:
    ran = newsdigest("digest", SEEDS, "--no-clean", "--format", "json")
    assert ran.code == 0
    assert "Recent Posts" in ran.out


def test_no_clean_leaves_all_that_the_extractor_finds_in_a_web_page(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    prose = "<p>The ministers agreed on Monday to build a bridge across the river this year.</p>"
    page = tmp_path / "page.html"
    page.write_text(f"<article>{prose * 3}<p>Photo: Ann Bell/Getty Images</p></article>")
    assert "Ann Bell" not in newsdigest("digest", page, "--format", "json").out
    assert "Ann Bell" in newsdigest("digest", page, "--no-clean", "--format", "json").out


def test_a_reader_that_has_had_enough_is_no_failure() -> None:
    command = f"{sys.executable} -m newsdigest clean seeds --format json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) == 10


def test_an_interrupted_run_leaves_the_old_result(tmp_path: Path) -> None:
    output = tmp_path / "digest.md"
    output.write_text("the old result")
    many = [{"text": f"Report {i}. The bridge was closed, the city said."} for i in range(3000)]
    (tmp_path / "many.json").write_text(json.dumps(many))
    arguments = ["digest", str(tmp_path / "many.json"), "--output", str(output), "--verbose"]
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdigest", *arguments],
        stderr=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == "newsdigest: reading\n"  # it is at work
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    # Where a library is just being loaded, Python ends by the signal itself: 130 to any shell.
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in told
    assert told.splitlines()[-1] == "newsdigest: interrupted"
    assert output.read_text() == "the old result"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digest.md", "many.json"]


def test_a_result_that_cannot_be_written_leaves_the_old_one(
    monkeypatch: pytest.MonkeyPatch, report: nd.Report, tmp_path: Path
) -> None:
    output = tmp_path / "digest.md"
    output.write_text("the old result")

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(nd.OutputError, match=r"digest.md: no space left"):
        report.save(output)
    assert output.read_text() == "the old result"
    assert [path.name for path in tmp_path.iterdir()] == ["digest.md"]


def test_a_bug_is_one_line_with_its_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsdigest import pipeline
    from newsdigest.cli import main

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("what nobody foresaw")

    monkeypatch.setattr(pipeline, "digest", broken)
    with pytest.raises(SystemExit) as left:
        main(["digest", str(SEEDS)])
    assert left.value.code == 70
    (line,) = capsys.readouterr().err.splitlines()
    log = Path(line.split()[-1])
    assert "what nobody foresaw" in log.read_text()
    log.unlink()


def test_a_pipe_is_written_to_and_a_link_is_followed(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert newsdigest("digest", SEEDS, "--output", tmp_path / "link.md").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert "defence" in (tmp_path / "real.md").read_text()
    assert newsdigest("digest", SEEDS, "--format", "md", "--output", "/dev/null").code == 0


def test_closed_standard_output_is_told_in_one_line() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m newsdigest clean seeds >&-"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("newsdigest: can't write to standard output")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_what_cannot_be_told_on_standard_error_costs_no_result(tmp_path: Path, closed: str) -> None:
    (tmp_path / "good.txt").write_text((SEEDS / "001_7a4ef78954896015.txt").read_text())
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)))
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m newsdigest digest {tmp_path} {closed}"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "defence" in done.stdout


def test_a_dash_is_standard_output_as_it_is_standard_input(
    newsdigest: Newsdigest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "defence" in newsdigest("digest", SEEDS, "--output", "-").out
    assert not list(tmp_path.iterdir())


def test_an_event_is_explained_by_the_beginning_of_its_id(newsdigest: Newsdigest) -> None:
    event = json.loads(newsdigest("cluster", SEEDS, "--format", "json").out)[0]["event_id"]
    told = newsdigest("explain", SEEDS, "--event", event[:6])
    assert (told.code, told.out.splitlines()[0][:18]) == (0, f"event {event}")
    assert newsdigest("explain", SEEDS, "--event", "").code == 2


def test_dedup_explains_and_drops(newsdigest: Newsdigest, tmp_path: Path) -> None:
    text = (SEEDS / "001_7a4ef78954896015.txt").read_text()
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(text)
    (pages / "b.txt").write_text(text.replace("Ukraine", "Eastern", 1))
    (pages / "c.txt").write_text((SEEDS / "003_0ca675f7fd96116d.txt").read_text())
    told = newsdigest("dedup", pages, "--explain").out
    assert "3 articles: 1 group, 1 copy" in told
    output = tmp_path / "corpus.jsonl"
    ran = newsdigest("dedup", pages, "--drop", "--output", output)
    assert (ran.code, ran.out) == (0, "")
    left = [json.loads(line)["id"] for line in output.read_text().splitlines()]
    folded = json.loads((tmp_path / "corpus.folded.jsonl").read_text())
    assert sorted([*left, *folded["copies"]]) == ["a", "b", "c"]
    by_datasketch = newsdigest("dedup", pages, "--engine", "datasketch", "--format", "json")
    assert len(json.loads(by_datasketch.out)["groups"]) == 1


def test_clean_shows_keeps_and_drops(newsdigest: Newsdigest, tmp_path: Path) -> None:
    page = SEEDS / "002_ee63bdb051441ea7.txt"
    shown = newsdigest("clean", page, "--show-removed").out
    assert "[-caption: Arlington National Cemetery-]" in shown
    kept = newsdigest("clean", page, "--keep", "caption").out
    assert "\nArlington National Cemetery\n" in kept
    (tmp_path / "patterns.txt").write_text("# mine\n^Singh also met\n")
    dropped = newsdigest("clean", page, "--patterns", tmp_path / "patterns.txt").out
    assert "Singh also met" not in dropped
    wrong = newsdigest("clean", page, "--keep", "nonsense")
    assert (wrong.code, len(wrong.lines)) == (2, 1)
    assert newsdigest("clean", page, "--drop-line", "(").code == 2


def test_notes_of_one_kind_about_a_file_are_one_line(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    rows = [f"{day:02}/11/2013,The harbour bridge {day} was closed." for day in range(1, 14)]
    rows += ["soon,The old mill burnt down.", "later,The new mill burnt down."]
    (tmp_path / "rows.csv").write_text("\n".join(["date,text", *rows]), "utf-8")
    ran = newsdigest("clean", tmp_path / "rows.csv", "--format", "json")
    assert [line for line in ran.err.splitlines() if "left out" in line] == [
        "newsdigest: note: rows.csv:2: '01/11/2013' could be 1 November or 11 January 2013;"
        " left out (and 10 more like it)",
        "newsdigest: note: rows.csv:15: 'soon' is not a date; left out (and 1 more like it)",
    ]
    assert "left out" not in newsdigest("clean", tmp_path / "rows.csv", "--quiet").err


def test_what_is_wrong_in_a_file_of_the_user_is_told_by_file_and_line(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    (tmp_path / "patterns.txt").write_text("  # mine\n^Menu$\n(\n")
    ran = newsdigest("clean", SEEDS, "--patterns", tmp_path / "patterns.txt")
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert "patterns.txt:3: '(' is no regular expression" in ran.err
    ran = newsdigest("cluster", SEEDS, "--constraints", tmp_path / "none.txt")
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert "Errno" not in ran.err
    (tmp_path / "latin.toml").write_bytes(b"title = 'caf\xe9'")
    ran = newsdigest("digest", SEEDS, "--config", tmp_path / "latin.toml")
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert "not UTF-8" in ran.err
    assert "codec" not in ran.err


def test_the_threshold_of_events_can_be_set(newsdigest: Newsdigest) -> None:
    def events(*more: object) -> int:
        return len(json.loads(newsdigest("cluster", "seeds/", "--format", "json", *more).out))

    assert (events(), events("--event-threshold", "1")) == (3, 5)
    assert events("--event-threshold", "0.05") < 3
    assert (
        newsdigest("explain", "seeds/", "--pair", "000", "001", "--event-threshold", "2").code == 2
    )


def test_a_note_on_one_of_many_records_names_it(newsdigest: Newsdigest, tmp_path: Path) -> None:
    text = "The court, which met on May 3, 2019, has now closed the harbour to all heavy ships."
    row = {"text": text, "published": "2017-11-29"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row | {"id": "r7"}), "utf-8")
    (tmp_path / "one.md").write_text(f"---\ndate: 2017-11-29\n---\n\n{text}\n", "utf-8")
    told = newsdigest("cluster", tmp_path / "rows.jsonl").err
    assert "rows.jsonl: article r7: dated 2017-11-29, but mentions" in told
    other = row | {"id": "other", "text": text.replace("May 3", "July 9")}
    lines = [json.dumps(one) for one in (row | {"id": "r7"}, other)]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), "utf-8")
    told = newsdigest("cluster", tmp_path / "two.jsonl").err
    assert told.count("two.jsonl: article") == 1
    assert told.rstrip().endswith("(and 1 more like it)")
    assert "one.md: dated 2017-11-29, but" in newsdigest("cluster", tmp_path / "one.md").err


def test_a_corpus_run_logs_its_stages(newsdigest: Newsdigest, tmp_path: Path) -> None:
    ran = newsdigest("corpus", SEEDS, tmp_path / "out", "--workers", "1", "-v")
    assert ran.code == 0
    assert "newsdigest: clean" in ran.err
    assert newsdigest("corpus", SEEDS, tmp_path / "b", "--address", "x:1").code == 2


def test_what_was_folded_is_listed_beside_files_alone(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        shutil.copy(SEEDS / "000_176ce02c06513045.txt", tmp_path / f"{name}.txt")
    ran = newsdigest("dedup", tmp_path, "--drop", "--output", "/dev/stdout")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert not Path("/dev/stdout.folded.jsonl").exists()
    for wrong in (("--drop", "--explain"), ("--explain", "--format", "csv")):
        assert newsdigest("dedup", tmp_path, *wrong).code == 2


FERRY = "The harbour ferry sank on Tuesday off the northern coast, and twelve men drowned."


@pytest.mark.parametrize("command", ["digest", "clean", "cluster", "dedup"])
def test_an_article_in_a_folder_is_not_overwritten_by_the_folders_result(
    here: Newsdigest, tmp_path: Path, command: str
) -> None:
    article = tmp_path / "deep" / "ferry.txt"
    article.parent.mkdir()
    article.write_text(FERRY)
    for sources in (tmp_path, str(tmp_path / "**" / "*.txt")):
        ran = here(command, sources, "--output", article)
        assert (ran.code, len(ran.lines)) == (2, 1)
        assert f"--output would overwrite {article}" in ran.err
    assert article.read_text() == FERRY


def test_dropping_copies_overwrites_no_article_with_the_list_of_them(
    here: Newsdigest, tmp_path: Path
) -> None:
    folded = tmp_path / "left.folded.jsonl"
    folded.write_text(json.dumps({"id": "a", "text": FERRY}))
    ran = here("dedup", tmp_path, "--drop", "--output", tmp_path / "left.jsonl")
    assert ran.code == 2
    assert f"--output would overwrite {folded}" in ran.err


@pytest.mark.parametrize("command", [("clean",), ("dedup", "--drop")])
def test_who_writes_articles_among_the_sources_is_told_that_they_are_read_next_time(
    here: Newsdigest, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (source := tmp_path / "articles").mkdir()
    (source / "a.txt").write_text(FERRY)
    outside = here(*command, source, "--output", tmp_path / "out.jsonl")
    assert (outside.code, outside.err) == (0, "")
    inside = here(*command, source, "--output", source / "out.jsonl")
    assert (inside.code, len(inside.lines)) == (0, 1)
    assert "out.jsonl: lies in a folder of the sources" in inside.err


_LISTS = ("md", "txt", "json", "jsonl", "csv")
_RESULTS = [
    *(("digest", suffix) for suffix in (*_LISTS, "atom", "jsonfeed", "eml", "html")),
    *((command, suffix) for command in ("cluster", "dedup") for suffix in _LISTS),
]


@pytest.mark.parametrize(("command", "suffix"), _RESULTS)
def test_a_result_in_a_folder_is_written_anew_every_day(
    here: Newsdigest, tmp_path: Path, command: str, suffix: str
) -> None:
    output = tmp_path / f"result.{suffix}"
    for name, text in (("a", FERRY), ("b", FERRY), ("c", f"{FERRY} The coast guard said so.")):
        (tmp_path / f"{name}.txt").write_text(text)
        ran = here(command, tmp_path, "--output", output)
        assert (ran.code, ran.err) == (0, "")


def test_the_help_lists_every_command_with_its_whole_sentence(newsdigest: Newsdigest) -> None:
    shown = newsdigest("-h", COLUMNS="80")
    assert shown.out == newsdigest("--help", COLUMNS="80").out
    listed = " ".join(shown.out.split("Commands:")[1].split())
    assert "..." not in listed
    assert "export Write every article as a record, with its event; `digest` and `add`" in listed


def test_an_archive_is_asked_without_options_of_reading(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    archive = tmp_path / "news.db"
    assert newsdigest("add", archive, SEEDS).code == 0
    for option in (["--no-clean"], ["--no-learn"], ["--text", "body"]):
        ran = newsdigest("digest", archive, *option)
        assert ran.code == 2
        assert "the articles of an archive are as they were added" in ran.err
    for command in (["search", archive, "roadmap"], ["export", archive], ["whats-new", archive]):
        assert "no such option: --strict" in newsdigest(*command, "--strict").err
