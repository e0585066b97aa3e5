"""Damaged, hostile and mistaken input: a clear problem, the rest is read, memory is bounded."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import newsdigest as nd

from . import forms
from .conftest import ROOT
from .forms import ARTICLES, BARE, lines, rss, zipped

LINES = lines(ARTICLES)
FEED = rss(ARTICLES)


def torn_zstd() -> bytes:
    data = forms.zstd(LINES)
    return data[: len(data) // 2]


def zip_of(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", ".").replace("UP", "../../up"), content)
    return data.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(zip_of(a__txt=b"A text that nobody can read without the word for it."))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def parquet(tmp_path: Path, records: list[dict[str, object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(records), tmp_path / "made")
    data = (tmp_path / "made").read_bytes()
    (tmp_path / "made").unlink()
    return data


# Name, content, how many of the twelve survive, and what is said.
DAMAGED: dict[str, tuple[str, Callable[[Path], bytes], int, str]] = {
    "torn gzip": ("a.jsonl.gz", lambda _: gzip.compress(LINES)[:-40], -1, "end in the middle"),
    "torn gzip text": ("a.txt.gz", lambda _: gzip.compress(LINES)[:-40], 0, "end in the middle"),
    "torn zstd": ("a.jsonl.zst", lambda _: torn_zstd(), -1, "end in the middle"),
    "torn bzip2": ("a.txt.bz2", lambda _: b"BZh91AY&SY" + bytes(40), 0, "are damaged"),
    "torn xz": ("a.txt.xz", lambda _: b"\xfd7zXZ\x00" + bytes(40), 0, "are damaged"),
    "no gzip": ("a.jsonl.gz", lambda _: LINES, 0, "damaged: not a gzipped file"),
    "torn zip": ("a.zip", lambda _: zip_of(a__jsonl=LINES)[:-60], 0, "not a whole zip archive"),
    "zip of nothing": ("a.zip", lambda _: zip_of(), 0, "an archive without files"),
    "zip of hidden files": (
        "a.zip", lambda _: zip_of(__hidden__jsonl=LINES), 0, "an archive without files"
    ),
    "zip-slip": ("a.zip", lambda _: zip_of(UP__txt=b"x", b__jsonl=LINES), 12, "leads out of"),
    "zip in zip": ("a.zip", lambda _: zip_of(a__zip=zip_of(b__jsonl=LINES)), 0, "suffix .zip left"),
    "encrypted zip": ("a.zip", lambda _: encrypted_zip(), 0, "encrypted"),
    "no JSON": ("a.json", lambda _: b'{"articles": [', 0, "not valid JSON"),
    "deep JSON": ("a.json", lambda _: b"[" * 100_000, 0, "nested too deeply"),
    "long number": (
        "a.jsonl", lambda _: b'{"id": 1, "text": ' + b"9" * 5000 + b"}\n" + LINES, 12,
        "a number too long",
    ),
    "deep line": ("a.jsonl", lambda _: b'{"text":' + b"[" * 100_000 + b"\n" + LINES, 12, "deeply"),
    "odd column": (
        "a.csv", lambda _: b"id,texxt_len,count\n1,a,2\n", 0,
        "no column for the text (--text names one); there are: id, texxt_len, count",
    ),
    "torn feed": ("a.rss", lambda _: FEED[: len(FEED) // 2].encode(), -1, "entries may be missing"),
    "bad date": (
        "a.rss", lambda _: FEED.replace("2024-02-03", "2024-02-33").encode(), 12,
        "'2024-02-33' is not a date; left out",
    ),
    "empty feed": ("a.rss", lambda _: b"<rss><channel></channel></rss>", 0, "without entries"),
    "other XML": ("a.xml", lambda _: b"<?xml version='1.0'?><svg/>", 0, "neither a feed nor"),
    "entity bomb": (
        "a.rss",
        lambda _: b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
            b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
        ) + b"]><rss><channel><item><title>&m;</title></item></channel></rss>",
        0, "",
    ),
    "list of feeds": (
        "a.opml", lambda _: b'<opml><outline xmlUrl="https://news.example/feed"/></opml>', 0,
        "a list of 1 feed on the web: `newsdigest fetch` reads them",
    ),
    "list that leads out": (
        "a.opml", lambda _: b'<opml><outline xmlUrl="../../../etc/passwd"/></opml>', 0, "no file",
    ),
    "no mail": ("a.eml", lambda _: b"\x00\xff" * 100, 0, "not a mail"),
    "no web archive": ("a.warc", lambda _: b"no archive\n" * 9, 0, "not a whole web archive"),
    "torn web archive": (
        "a.warc.gz", lambda p: forms.warc(p / "x.gz", BARE, "response").read_bytes()[:-30], -1, "",
    ),
    "no Parquet": ("a.parquet", lambda _: b"PAR1 and no more", 0, "not a whole Parquet file"),
    "no Arrow": ("a.arrow", lambda _: b"ARROW1 and no more", 0, "not a whole Arrow file"),
    "Parquet without text": (
        "a.parquet", lambda p: parquet(p, [{"id": "a", "length": 3}]), 0,
        "no column for the text (--text names one); there are: id, length",
    ),
    "lone surrogate": (
        "a.jsonl", lambda _: b'{"id": "x\\ud800", "text": ""}\n' + LINES, 12, "without text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_has_a_clear_problem_and_costs_itself(name: str, tmp_path: Path) -> None:
    file, make, survivors, reason = DAMAGED[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / file).write_bytes(make(tmp_path))
    (folder / "good.txt").write_text(BARE[0]["text"] + " And this one is whole.")
    reading = nd.read(folder)
    found = [article for article in reading.articles if article.id != "good"]
    assert len(found) == len(reading.articles) - 1
    assert len(found) == survivors if survivors >= 0 else len(found) < 12
    assert reading.problems
    assert any(reason in problem.reason for problem in reading.problems), reading.problems
    assert all(problem.path.startswith(file) for problem in reading.problems)


# How much memory the reader may have beside its own: enough for any whole article, not for a bomb.
_PROBE = """
import resource, sys
import newsdigest as nd
list(nd.iter_read([{"text": "what must be loaded is loaded before the count, as in any long run"}]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
articles = problems = 0
for item in nd.iter_read(sys.argv[1]):
    articles += isinstance(item, nd.Article)
    problems += isinstance(item, nd.Problem)
    last = item
print(articles, problems, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
print(getattr(last, "reason", ""))
"""


def streamed(path: Path) -> tuple[int, int, int, str]:
    """Articles, problems and MB that reading a file in a process of its own takes."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, path], capture_output=True, text=True, check=True, cwd=ROOT
    )
    counts, reason = done.stdout.splitlines()
    articles, problems, megabytes = map(int, counts.split())
    return articles, problems, megabytes, reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.json.gz", "a.csv.gz", "a.zip"])
def test_a_bomb_fills_no_memory(name: str, tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=1) as packed:
        for _ in range(300):
            packed.write(b" " * 1_000_000)
    path = tmp_path / name
    if name == "a.zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("a.jsonl", "w") as member,
        ):
            for _ in range(300):
                member.write(b" " * 1_000_000)
    else:
        path.write_bytes(bomb.getvalue())
    articles, problems, megabytes, reason = streamed(path)
    assert (articles, problems) == (0, 1)
    assert "bomb" in reason or "longer than" in reason
    assert megabytes < 80


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz"])
def test_a_long_file_streams_in_bounded_memory(name: str, tmp_path: Path) -> None:
    text = BARE[0]["text"] * 50
    count = 5_000  # 80 MB: held whole it would show
    path = tmp_path / name
    with gzip.open(path, "wt", 1) if name.endswith("gz") else path.open("w") as stream:
        if name == "a.csv":
            stream.write("id,text\n")
        stream.write("[\n" if name == "a.json" else "")
        for number in range(count):
            record = {"id": str(number), "text": f"{number} {text}"}
            line = f'{number},"{record["text"]}"' if name == "a.csv" else json.dumps(record)
            last = name != "a.json" or number == count - 1
            stream.write(line + ("\n" if last else ",\n"))
        stream.write("]" if name == "a.json" else "")
    articles, problems, megabytes, _ = streamed(path)
    assert (articles, problems) == (count, 0)
    assert megabytes < 50


def test_a_long_list_loses_only_what_is_no_item(tmp_path: Path) -> None:
    items = [json.dumps(one) for one in ARTICLES]
    items[3:3] = ['{"text": "' + "\\\\\\" + '"' + "x]}" * 2_500_000 + '"}', "7", '{"id": "empty"}']
    (tmp_path / "a.json").write_text('{"status": "ok", "articles": [' + ",".join(items) + "]}")
    reading = nd.read(tmp_path)
    assert len(reading.articles) == 12
    assert reading.problems[0].reason.startswith("item 4: longer than 5,000,000 bytes")
    assert [problem.reason for problem in reading.problems[1:]] == [
        "item 5: not a record but a JSON number",
        "item 6: record without text",
    ]


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Nr,Corpus,Stamp\n1,The bridge was closed on Monday.,2024-02-03"
    )
    columns = nd.Columns(text="corpus", date="Stamp", id="Nr")
    reading = nd.read(tmp_path, nd.ReadingSettings(columns=columns))
    (article,) = reading.articles
    assert (article.id, str(article.published)) == ("1", "2024-02-03")
    assert not reading.problems
    wrong = nd.read(tmp_path / "a.csv", nd.ReadingSettings(columns=nd.Columns(text="Corpse")))
    (problem,) = wrong.problems
    assert problem.reason == "no column 'Corpse'; there are: Nr, Corpus, Stamp"
    lines = '{"text": "taken before"}\n{"story": "The bridge was closed on Monday.", "date": "x"}'
    (tmp_path / "b.jsonl").write_text(lines)
    columns = nd.Columns(text="story", date="when")
    found = nd.read(tmp_path / "b.jsonl", nd.ReadingSettings(columns=columns))
    assert [article.text for article in found.articles] == ["The bridge was closed on Monday."]
    assert [p.reason for p in found.problems] == ["no field 'story'; there are: text"]
    (tmp_path / "c.txt").write_text("The bridge was opened on Sunday.")
    (tmp_path / "c.rss").write_text(FEED)
    for name in ("c.txt", "c.rss"):  # what has no columns has its text where it always is
        assert not nd.read(tmp_path / name, nd.ReadingSettings(columns=columns)).problems
    nested = [{"data": {"body": "The bridge was closed on Monday."}}]
    found = nd.read(nested, nd.ReadingSettings(columns=nd.Columns(text="data.body")))
    assert found.articles[0].text == "The bridge was closed on Monday."


def test_a_guess_is_shown_once(tmp_path: Path) -> None:
    rows = "".join(f"\nThe bridge {n} was closed.,2024-02-0{n},t{n}" for n in range(1, 4))
    (tmp_path / "a.csv").write_text(f"Story Text,Posted,heading{rows}")
    reading = nd.read(tmp_path)
    assert [str(article.published) for article in reading.articles] == [
        "2024-02-01", "2024-02-02", "2024-02-03",
    ]  # fmt: skip
    (note,) = reading.problems
    assert note.severity == "note"
    assert note.reason == (
        "guessed the column 'Posted' as published, 'Story Text' as text, 'heading' as title"
    )


def test_a_pattern_means_the_files_that_match(tmp_path: Path) -> None:
    for name in ("a/one.txt", "a/b/two.txt", "a/b/three.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BARE[0]["text"] + name)
    ids = [article.id for article in nd.read(tmp_path / "**" / "*.txt").articles]
    assert ids == ["a/b/two", "a/one"]
    with pytest.raises(nd.SourceNotFoundError, match="no file matches"):
        nd.read(tmp_path / "*.csv")


def test_an_address_is_not_fetched_by_the_way() -> None:
    with pytest.raises(nd.SourceNotFoundError, match="`newsdigest fetch`"):
        nd.read("https://news.example/feed.xml")


def test_members_of_an_archive_are_called_by_their_paths(tmp_path: Path) -> None:
    files = {"news/a.txt": BARE[0]["text"].encode(), "photo.jpg": b"x"}
    archive = zipped(tmp_path / "pile.zip", files)
    assert [article.id for article in nd.read(archive).articles] == ["news/a"]
    reading = nd.read(tmp_path)
    assert [(a.id, a.path) for a in reading.articles] == [("pile/news/a", "pile.zip/news/a.txt")]
    assert [problem.severity for problem in reading.problems] == ["note"]
