"""A corpus in parts: the same result as in one piece, whatever is killed, cut, damaged or full."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

import newsdigest as nd
from benchmarks.made_news import write
from benchmarks.made_stream import stream
from newsdigest.distributed import digest_corpus
from newsdigest.distributed.folder import Stage, claimed, key_of, save
from newsdigest.settings import DigestSettings, EventSettings, Settings

from .conftest import ROOT, SEEDS, Newsdigest
from .test_large_events import reports

SETTINGS = Settings(digests=DigestSettings(words=40, min_articles=4))
OPTIONS = ("--words", 40, "--min-articles", 4)
TABLES = ("articles", "duplicates", "events", "links", "storylines", "digests")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    return [
        row
        for path in sorted((output / table).glob("*.parquet"))
        for row in pq.read_table(path).to_pylist()
    ]


def same(one: Path, other: Path) -> bool:
    """Whether two runs left the same tables, whatever their parts."""
    return all(rows(one, table) == rows(other, table) for table in TABLES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made corpus, with the five sample documents in it."""
    folder = tmp_path_factory.mktemp("made") / "news"
    write(1200, folder, words=45)
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


@pytest.fixture(scope="module")
def digested(made: Path) -> Path:
    """What one process makes of it."""
    output = made.parent / "digested"
    digest_corpus(made, output, workers=1, settings=SETTINGS)
    return output


def test_a_corpus_in_parts_gives_what_the_library_gives_in_one_piece(
    made: Path, digested: Path
) -> None:
    articles = [a for a in nd.clean(nd.read(made).articles) if a.text]
    groups, events = nd.find_duplicates(articles), nd.cluster_events(articles)
    found = rows(digested, "events")
    assert [event.id for event in events] == [row["event_id"] for row in found]
    assert [[a.id for a in event] for event in events] == [row["articles"] for row in found]
    assert [(e.earliest, e.latest) for e in events] == [(r["earliest"], r["latest"]) for r in found]
    assert [e.storyline.id if e.storyline else None for e in events] == [
        row["storyline"] for row in found
    ]
    linked = [(e.id, link.a, link.b, link.score) for e in events for link in e.links]
    assert linked == [(r["event_id"], r["a"], r["b"], r["score"]) for r in rows(digested, "links")]
    told = {(r["kept"], r["copy"]): (r["jaccard"], r["kind"]) for r in rows(digested, "duplicates")}
    pairs = {
        (g.kept.id, copy.id): (p.jaccard, p.kind)
        for g in groups for copy in g.copies for p in g.pairs if {p.a, p.b} == {g.kept.id, copy.id}
    }  # fmt: skip
    assert told == pairs
    large = [event for event in events if len(event) >= 4]
    digests = rows(digested, "digests")
    assert [event.id for event in large] == [digest["event_id"] for digest in digests]
    for event, digest in list(zip(large, digests, strict=True))[:10]:
        assert nd.summarize(event, 40).text == digest["text"]


@pytest.mark.parametrize("options", [{"words": 5}, {"words": 60, "method": "kl"}])
def test_a_corpus_tells_what_was_cut_what_was_left_out_and_what_reports_share(
    tmp_path: Path, options: dict[str, Any]
) -> None:
    topics = "bridge school market station museum river harbour church library theatre".split()
    shared = "The mayor of the harbour town ordered every old bridge to be inspected at once."
    (tmp_path / "in").mkdir()
    for k in range(2):
        lines = [
            f"The {topics[n % 10]} number {n} of town {k} was inspected by {n * 7} engineers today."
            for n in range(60)
        ]
        (tmp_path / "in" / f"{k}.txt").write_text("\n".join([*lines, shared]))
    settings = Settings(digests=DigestSettings(**options))
    made = digest_corpus(tmp_path / "in", tmp_path / "out", workers=1, settings=settings)
    whole = nd.digest(tmp_path / "in", settings=settings)
    found = [[s.to_dict() | {"cut": s.cut} for s in d.sentences] for d in whole.digests]
    assert [row["sentences"] for row in rows(tmp_path / "out", "digests")] == found
    assert any(s["cut"] for told in found for s in told) is (options["words"] == 5)
    key = lambda problem: (problem.path, problem.reason)  # noqa: E731
    assert made.problems == tuple(sorted(whole.problems, key=key))
    assert any("kl compares" in p.reason for p in made.problems) is ("method" in options)
    pages = [nd.render(whole, "html"), (tmp_path / "out" / "largest.html").read_text("utf-8")]
    assert pages[0].count('<ul class="shared">') == pages[1].count('<ul class="shared">') == 1


def test_the_sample_documents_are_three_events(tmp_path: Path) -> None:
    digest_corpus(SEEDS, tmp_path, workers=1, block=2)
    events = {frozenset(a[:3] for a in row["articles"]) for row in rows(tmp_path, "events")}
    assert events == {frozenset(("000", "001", "003")), frozenset(("002",)), frozenset(("004",))}


def test_parts_and_processes_never_show_in_the_result(
    made: Path, digested: Path, tmp_path: Path
) -> None:
    digest_corpus(made, tmp_path, workers=2, block=170, settings=SETTINGS)
    assert same(tmp_path, digested)


def test_a_window_and_stories_are_those_of_one_piece(made: Path, tmp_path: Path) -> None:
    articles = nd.clean(nd.read(made / "news-00000.jsonl").articles)[:300]
    lines = (json.dumps(a.to_dict() | {"original": None}) for a in articles)
    (tmp_path / "few.jsonl").write_text("\n".join(lines))
    few = nd.clean(nd.read(tmp_path / "few.jsonl").articles)
    for options in (EventSettings(window=1), EventSettings(granularity="story")):
        output = tmp_path / "digested"
        settings = replace(SETTINGS, events=options)
        digest_corpus(tmp_path / "few.jsonl", output, workers=1, block=90, settings=settings)
        events = nd.cluster_events(few, options)
        assert [e.id for e in events] == [row["event_id"] for row in rows(output, "events")]


def test_a_very_large_event_is_one_event_in_parts_too(tmp_path: Path) -> None:
    articles = [replace(a, cleaned=True) for a in (*reports(300), *stream(300).articles)]
    lines = "\n".join(json.dumps(article.to_dict()) for article in articles)
    (tmp_path / "in.jsonl").write_text(lines)
    events = nd.cluster_events(articles)
    assert max(map(len, events)) > 200
    digest_corpus(tmp_path / "in.jsonl", tmp_path / "out", workers=1, block=100, settings=SETTINGS)
    assert [e.id for e in events] == [row["event_id"] for row in rows(tmp_path / "out", "events")]


def test_articles_that_share_an_id_or_come_twice_are_told_apart_as_by_read(tmp_path: Path) -> None:
    texts = [f"The council of town {k} met on Monday to vote on the new budget." for k in range(4)]
    records = [{"id": "a", "text": texts[0]}, {"id": "a", "text": texts[1]},
               {"id": "b", "text": texts[2]}, {"id": "b", "text": texts[2]},
               {"id": "c", "text": texts[3]}]  # fmt: skip
    source = tmp_path / "source"
    source.mkdir()
    for k, record in enumerate(records):
        (source / f"{k}.json").write_text(json.dumps(record))
    made = digest_corpus(source, tmp_path / "out", workers=1, block=2)
    reading = nd.read(source)
    ids = sorted(article.id for article in reading.articles)
    assert sorted(a for row in rows(tmp_path / "out", "events") for a in row["articles"]) == ids
    assert sorted(p.reason for p in made.problems) == sorted(p.reason for p in reading.problems)


def test_a_damaged_file_costs_itself_alone(
    made: Path, digested: Path, tmp_path: Path, newsdigest: Newsdigest
) -> None:
    source = tmp_path / "news"
    shutil.copytree(made, source)
    (source / "z-broken.jsonl").write_bytes(b'{"id": "x", "text": "half of a rec\n\xff\xfe{"')
    (source / "z-empty.jsonl").write_bytes(b"")
    (source / "z-zeros.json").write_bytes(bytes(500))
    ran = newsdigest("corpus", source, tmp_path / "out", *OPTIONS, "--workers", 2, "--block", 400)
    assert ran.code == 3
    assert "z-broken.jsonl:1" in ran.err
    assert "z-empty.jsonl" in ran.err
    assert same(tmp_path / "out", digested)
    assert json.loads((tmp_path / "out" / "corpus.json").read_text())["lost"] >= 3


def test_a_part_of_which_nothing_is_left_is_no_obstacle(tmp_path: Path) -> None:
    lines = [{"id": f"{k:03d}", "text": "Share this article"} for k in range(10)]
    lines += [{"id": "zzz", "text": "The mayor of Leeds opened the new bridge on Tuesday."}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    for name, source in (("all", lines), ("none", lines[:0])):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(map(json.dumps, source)))
        made = digest_corpus(path, tmp_path / name, workers=1, block=5)
        assert [path for t in TABLES for path in (tmp_path / name / t).glob("*")] or not source
        assert made.articles == len(source)
    assert [row["articles"] for row in rows(tmp_path / "all", "events")][-1] == ["zzz"]


def started(source: Path, output: Path, *options: object, **keywords: Any) -> Any:
    command = [sys.executable, "-m", "newsdigest", "corpus", source, output, *OPTIONS, *options]
    return subprocess.Popen(
        list(map(str, command)), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, **keywords
    )


def finished(process: Any) -> None:
    _, told = process.communicate(timeout=900)
    assert process.returncode == 0, told


def wait_for(there: Callable[[], object], process: Any) -> None:
    while not there():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def parts(output: Path, stage: str) -> dict[Path, int]:
    found = (output / ".work").glob(f"{stage}-*/part-*/*")
    return {path: path.stat().st_mtime_ns for path in found}


def test_a_run_that_was_killed_goes_on_where_it_was(
    made: Path, digested: Path, tmp_path: Path
) -> None:
    process = started(made, tmp_path, "--workers", 2, "--block", 100, start_new_session=True)
    wait_for(lambda: len(list((tmp_path / ".work").glob("clean-*/part-*"))) >= 3, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (tmp_path / "corpus.json").exists()
    before = parts(tmp_path, "read") | parts(tmp_path, "clean")
    finished(started(made, tmp_path, "--workers", 2, "--block", 100, "--keep-work"))
    after = parts(tmp_path, "read") | parts(tmp_path, "clean")
    assert before.items() <= after.items()
    assert same(tmp_path, digested)


def test_a_worker_that_is_killed_costs_no_part(made: Path, digested: Path, tmp_path: Path) -> None:
    process = started(made, tmp_path, "--workers", 2, "--block", 100)
    wait_for(lambda: list((tmp_path / ".work").glob("clean-*/part-*")), process)
    workers = [
        child for child in psutil.Process(process.pid).children()
        if "spawn_main" in " ".join(child.cmdline())
    ]  # fmt: skip
    workers[0].kill()
    finished(process)
    assert same(tmp_path, digested)


def test_a_full_disk_is_told_and_a_rerun_goes_on(
    made: Path, digested: Path, tmp_path: Path
) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    process = started(made, tmp_path, "--workers", 1, preexec_fn=small_files)
    _, told = process.communicate()
    assert process.returncode == 1
    assert told.startswith("newsdigest: can't write ")
    assert told.count("\n") == 1
    finished(started(made, tmp_path, "--workers", 1))
    assert same(tmp_path, digested)


def test_other_settings_redo_only_the_stages_that_they_touch(made: Path, tmp_path: Path) -> None:
    digest_corpus(made, tmp_path, workers=1, settings=SETTINGS, keep_work=True)
    begun: list[str] = []
    other = replace(SETTINGS, digests=DigestSettings(words=30, min_articles=4))
    tell = lambda stage, _parts, _done=0: begun.append(stage)  # noqa: E731
    digest_corpus(made, tmp_path, workers=1, settings=other, progress=tell)
    assert set(begun) == {"digests", "report"}
    assert all(len(row["text"].split()) <= 30 for row in rows(tmp_path, "digests"))
    assert not list((tmp_path / ".work").glob("*/part-*"))


def test_a_part_that_is_half_written_is_never_taken_for_whole(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "work" / f"clean-{key_of('x')}")
    with pytest.raises(KeyboardInterrupt), stage.writing(0) as place:
        save(place, record=1)
        raise KeyboardInterrupt
    assert stage.missing(1) == [0]
    half = stage.folder / ".half-00000-left-by-a-dead-run"
    half.mkdir()
    with claimed(stage.folder.parent):
        assert not half.exists()
        with pytest.raises(nd.NewsdigestError, match="another run"), claimed(stage.folder.parent):
            pass
    with stage.writing(0) as place:
        save(place, record=2)
    assert stage.record(0) == 2


def test_four_hundred_thousand_copies_stay_within_two_gigabytes(tmp_path: Path) -> None:
    words = [f"word{k}" for k in range(100)]
    with (tmp_path / "hot.jsonl").open("w") as file:
        for k in range(400_000):
            text = [f"same{word}" for word in words]
            if k % 2:
                text = list(words)
                text[(k * 7919) % 100] = f"other{k}"
            record = {"id": f"{k:06d}", "text": " ".join(text), "language": "en", "cleaned": True}
            file.write(json.dumps(record) + "\n")
    code = (
        "import resource, sys\n"
        "from newsdigest.distributed import digest_corpus\n"
        "made = digest_corpus(sys.argv[1], sys.argv[2], workers=1, block=20000)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(made.articles, made.kept, peak)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "hot.jsonl", tmp_path / "out"],
        env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    articles, kept, peak = map(int, done.stdout.split())
    assert articles == 400_000
    assert kept < 100
    assert peak < 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"block": 0}, "block"),
        ({"engine": "spark"}, "engine"),
        ({"settings": Settings(duplicates=nd.DuplicateSettings(engine="datasketch"))}, "auto"),
        ({"settings": Settings(cleaning=nd.CleaningSettings(learn=True))}, "learned"),
    ],
)
def test_what_means_nothing_here_is_refused(
    keywords: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(nd.UsageError, match=said):
        digest_corpus(SEEDS, tmp_path, **keywords)


def test_a_run_writes_over_nothing_but_the_result_of_an_earlier_one(tmp_path: Path) -> None:
    project = shutil.copytree(SEEDS, tmp_path / "articles").parent
    (project / "events").mkdir()
    (project / "events" / "mine.csv").write_text("a,b\n")

    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    before = everything()
    with pytest.raises(nd.UsageError, match="lies in the output folder"):
        digest_corpus(project / "articles", project, settings=SETTINGS)
    with pytest.raises(nd.UsageError, match="lies in the output folder"):
        digest_corpus(project / "articles" / "*.txt", project / "articles", settings=SETTINGS)
    shutil.move(project / "articles", tmp_path.parent / f"{tmp_path.name}-elsewhere")
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    with pytest.raises(nd.UsageError, match="events is not of an earlier run"):
        digest_corpus(elsewhere, project, settings=SETTINGS)
    shutil.move(elsewhere, project / "articles")
    assert everything() == before


def test_a_language_that_is_no_name_for_a_file_stops_no_run(tmp_path: Path) -> None:
    tags = ("en/US", "e\0n", "x" * 300, "../..", "fr_FR")
    lines = [
        json.dumps({"text": f"The town met about road {n}.", "lang": tag})
        for n, tag in enumerate(tags)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert digest_corpus(tmp_path / "a.jsonl", tmp_path / "out", workers=1).kept == len(tags)


def test_an_output_in_the_folder_that_is_read_is_no_input_but_what_lies_beside_it_is(
    tmp_path: Path,
) -> None:
    news = shutil.copytree(SEEDS, tmp_path / "news")
    (news / "out").mkdir()
    shutil.move(news / "004_02e75f6c72ec5d12.txt", news / "out")
    for _ in range(2):
        assert digest_corpus(news, news / "out", workers=1).kept == 5


def test_where_nothing_can_be_read_the_earlier_result_stays(tmp_path: Path) -> None:
    empty, output = tmp_path / "empty", tmp_path / "out"
    empty.mkdir()
    digest_corpus(SEEDS, output, workers=1)
    before = rows(output, "digests")
    assert digest_corpus(empty, output, workers=1).kept == 0
    assert before and rows(output, "digests") == before


def test_an_input_may_be_an_address(tmp_path: Path) -> None:
    digest_corpus(SEEDS.as_uri(), tmp_path / "a", workers=1)
    digest_corpus(SEEDS, tmp_path / "b", workers=1)
    assert same(tmp_path / "a", tmp_path / "b")
    with pytest.raises(nd.SourceNotFoundError):
        digest_corpus((SEEDS / "nothing").as_uri(), tmp_path / "c")
    with pytest.raises(nd.UsageError, match="can't open"):
        digest_corpus("gopher://news", tmp_path / "c")
