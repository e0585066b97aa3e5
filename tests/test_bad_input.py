"""Bad input costs itself alone: the rest is read, each problem is told once, nothing hangs."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

import newsdigest as nd

from .conftest import SEEDS, Newsdigest

GOOD = (
    "The harbour bridge was closed on Tuesday after engineers found cracks in two of its piers. "
    "Traffic will be led over the northern crossing until the repairs are done, the city said."
)


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article, to which a test adds a bad one."""
    (tmp_path / "good.txt").write_text(GOOD)
    return tmp_path


def problems_of(newsdigest: Newsdigest, folder: Path, code: int) -> list[dict[str, object]]:
    """Runs a digest over the folder, in which the good article must survive."""
    ran = newsdigest("digest", folder, "--format", "json")
    assert ran.code == code, ran.err
    result = json.loads(ran.out)
    texts = [a["text"] for digest in result["digests"] for a in digest["articles"]]
    assert GOOD in texts
    problems: list[dict[str, object]] = result["problems"]
    assert len(ran.lines) == len(problems), ran.err
    keys = [(p["path"], p["line"], p["reason"]) for p in problems]
    assert len(set(keys)) == len(keys)
    return problems


def test_everything_bad_at_once(newsdigest: Newsdigest, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"a" * 100)
    (folder / "picture.html").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(32, 256)) * 40)
    (folder / "noise.html").write_bytes(bytes(range(256)) * 40)
    sqlite3.connect(folder / "table.txt").execute("CREATE TABLE articles (text)").connection.close()
    (folder / "deep.eml").write_bytes(b"Content-Type: message/rfc822\n\n" * 3000 + GOOD.encode())
    (folder / "endless.txt").write_bytes(b"word " * 10_000_000)  # one line of 50 MB
    (folder / "endless.jsonl").write_bytes(
        b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + record(id="after", text=GOOD + " After.")
    )
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.relpath(folder / "socket.txt"))
    listener.close()
    lines = [
        record(id="one", text=GOOD + " One."),
        b'{"id": "broken", "text": "caf\xe9 ' + GOOD.encode() + b'"}',
        b"not json at all",
        b"[1, 2]",
        record(id="no-text", title="A title alone"),
        record(id="odd-date", text=GOOD + " Odd.", date="2024-13-45"),
        b"[" * 100_000,
        b'{"id": "torn", "text": "The harbour bri',
    ]
    (folder / "lines.jsonl").write_bytes(b"\n".join(lines))
    told = {
        (p["path"], p["line"]): (p["severity"], str(p["reason"]))
        for p in problems_of(newsdigest, folder, 3)
    }
    expected = {
        ("empty.txt", None): ("lost", "empty file"),
        ("blank.txt", None): ("lost", "empty file"),
        ("binary.txt", None): ("lost", "binary data"),
        ("picture.txt", None): ("lost", "PNG image"),
        ("picture.html", None): ("lost", "JPEG image"),
        ("noise.html", None): ("lost", "binary data"),
        ("table.txt", None): ("lost", "SQLite database"),
        ("deep.eml", None): ("lost", "nested too deeply"),
        ("endless.txt", None): ("lost", "longer than 5,000,000 bytes"),
        ("endless.jsonl", 1): ("lost", "longer than 5,000,000 bytes"),
        ("self.txt", None): ("lost", "too many levels of symbolic links"),
        ("gone.txt", None): ("lost", "no such file"),
        ("loop", None): ("note", "not followed"),
        ("pipe.txt", None): ("lost", "a named pipe"),
        ("socket.txt", None): ("lost", "a socket"),
        ("lines.jsonl", 2): ("lost", "not valid UTF-8"),
        ("lines.jsonl", 3): ("lost", "not valid JSON"),
        ("lines.jsonl", 4): ("lost", "a JSON list"),
        ("lines.jsonl", 5): ("lost", "without text"),
        ("lines.jsonl", 6): ("note", "'2024-13-45' is not a date"),
        ("lines.jsonl", 7): ("lost", "nested too deeply"),
        ("lines.jsonl", 8): ("lost", "not valid JSON"),
    }
    assert told.keys() == expected.keys()
    for key, (severity, part) in expected.items():
        assert told[key][0] == severity, key
        assert part in told[key][1], (key, told[key])


def test_text_in_other_encodings_is_read(newsdigest: Newsdigest, folder: Path) -> None:
    café = GOOD.replace("harbour", "café")
    (folder / "utf16.txt").write_bytes(café.encode("utf-16"))
    (folder / "utf16be.txt").write_bytes(b"\xfe\xff" + (café + " Two.").encode("utf-16-be"))
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf" + (café + " Three.").encode())
    (folder / "latin.txt").write_bytes((café + " Four.").encode("cp1252"))
    (folder / "nul.txt").write_bytes((café[:30] + "\0" + café[30:] + " Five.").encode())
    (folder / "lines16.jsonl").write_bytes(('{"text": "' + café + ' Six."}').encode("utf-16"))
    problems = problems_of(newsdigest, folder, 0)
    assert {(p["path"], p["severity"]) for p in problems} == {
        ("latin.txt", "note"),
        ("nul.txt", "note"),
    }
    texts = [article.text for article in nd.read(folder).articles]
    assert sum(text.startswith(café) for text in texts) == 6
    assert not any("\0" in text or "\ufeff" in text for text in texts)


def test_two_articles_with_one_id_are_told_apart_whatever_the_order(folder: Path) -> None:
    first, second = record(id="same", text=GOOD + " A."), record(id="same", text=GOOD + " B.")
    (folder / "two.jsonl").write_bytes(first + b"\n" + second)
    forward = nd.read(folder)
    (folder / "two.jsonl").write_bytes(second + b"\n" + first)
    backward = nd.read(folder)
    ids = {article.id for article in forward.articles}
    assert len(ids) == 3
    assert ids == {article.id for article in backward.articles}
    assert {(a.id, a.text) for a in forward.articles} == {(a.id, a.text) for a in backward.articles}
    for reading in (forward, backward):
        assert [p.severity for p in reading.problems] == ["note"]
        assert "2 different articles have the id 'same'" in reading.problems[0].reason


def test_the_same_article_twice_is_read_once(newsdigest: Newsdigest, folder: Path) -> None:
    line = record(id="twin", text=GOOD + " Twin.")
    (folder / "twins.jsonl").write_bytes(line + b"\n" + line)
    problems = problems_of(newsdigest, folder, 0)
    assert [p["severity"] for p in problems] == ["note"]
    assert "given more than once" in str(problems[0]["reason"])


def test_the_same_file_given_twice_is_read_once() -> None:
    inside = sorted(SEEDS.glob("*.txt"))
    for sources in ([SEEDS, SEEDS], [SEEDS, *inside], [*inside, SEEDS], [*inside, *inside]):
        reading = nd.read(sources)
        assert [article.path for article in reading.articles] == [path.name for path in inside]
        assert not reading.problems


def test_a_file_that_cannot_be_opened_is_told(newsdigest: Newsdigest, folder: Path) -> None:
    if os.geteuid() == 0:  # to root everything is readable, but for a file of the system's
        (folder / "secret.txt").symlink_to("/proc/self/mem")
    else:
        (folder / "secret.txt").write_text(GOOD)
        (folder / "secret.txt").chmod(0)
    problems = problems_of(newsdigest, folder, 3)
    assert [(p["path"], p["severity"]) for p in problems] == [("secret.txt", "lost")]


def test_an_empty_folder_gives_nothing(newsdigest: Newsdigest, tmp_path: Path) -> None:
    ran = newsdigest("digest", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "a folder without articles" in ran.lines[0]
    assert ran.lines[-1] == "newsdigest: nothing could be read"


def test_a_page_that_is_a_cookie_wall_is_lost(newsdigest: Newsdigest, folder: Path) -> None:
    wall = "We use cookies to improve your experience. Accept all cookies. Manage preferences."
    (folder / "wall.html").write_text(f"<html><body><div>{wall}</div></body></html>")
    problems = problems_of(newsdigest, folder, 3)
    assert [(p["path"], p["severity"]) for p in problems] == [("wall.html", "lost")]


def test_a_text_that_would_be_taken_whole_is_kept_with_a_note(
    newsdigest: Newsdigest, folder: Path
) -> None:
    (folder / "chrome.txt").write_text("Recent Posts\n\n4 mins ago\n\n5 mins ago\n")
    problems = problems_of(newsdigest, folder, 0)
    assert [(p["path"], p["severity"]) for p in problems] == [("chrome.txt", "note")]
    assert "kept whole" in str(problems[0]["reason"])


def test_files_of_other_kinds_are_left_out_with_a_note(
    newsdigest: Newsdigest, folder: Path
) -> None:
    for number in range(3):
        (folder / f"photo{number}.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text(GOOD)
    problems = problems_of(newsdigest, folder, 0)
    assert len(problems) == 1
    assert "3 files with the suffix .jpg left out" in str(problems[0]["reason"])


def test_strict_gives_no_result_if_anything_was_lost(newsdigest: Newsdigest, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    output = folder / "out.json"
    ran = newsdigest("digest", folder, "--strict", "--output", output)
    assert (ran.code, ran.out) == (1, "")
    assert not output.exists()
    assert newsdigest("digest", SEEDS, "--strict").code == 0


def test_surrogates_and_control_characters_do_not_break_the_output(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    hostile = "The bridge \x1b[31mwas\x07 closed \u202eon Tuesday, the city said to reporters."
    line = record(id="bad\ud800id", text=hostile, title="A \x1b]0;title\x07 <img src=x> [a](b)")
    (tmp_path / "hostile.jsonl").write_bytes(line)
    for name in ("md", "txt", "json", "jsonl"):
        ran = newsdigest("digest", tmp_path, "--format", name)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
    assert json.loads(ran.out)["articles"][0]["text"] == hostile  # the data are untouched
    ran = newsdigest("digest", tmp_path, "--format", "md")
    assert "\\<img" in ran.out
    assert "\\[a\\](b)" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "a" * 1_000_000,
        "\n" * 500_000 + GOOD,
        "A. " * 200_000,
        "Title Case Words " * 30_000,
        "「a" * 100_000,
        "by " * 100_000,
        ("x" * 299 + "\n") * 3_000,
        "2023-06-05 " * 50_000,
    ],
    ids=["words", "token", "newlines", "stops", "capitals", "quotes", "by", "lines", "dates"],
)
def test_no_text_is_too_odd_for_a_digest(text: str) -> None:
    (digest,) = nd.digest([{"text": text}]).digests
    assert digest.sentences
    assert digest.words <= 120


def test_an_output_in_the_folder_that_is_read_is_no_article(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(SEEDS, copy)
    output = copy / "digest.json"
    assert newsdigest("digest", copy, "--output", output).code == 0
    first = output.read_bytes()
    assert newsdigest("digest", copy, "--output", output).code == 0
    assert output.read_bytes() == first


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b'{"digests": [{"x": 1}]}', "item 1: record without text"),
        ("a.json", b'{"digests": [{"articles": null}]}', "item 1: record without text"),
        ("a.jsonl", b'{"text": ' + b"1" * 5000 + b"}", "a number too long to read"),
        ("a.csv", b'id,text\na,"never closed\nb,more', "unexpected end of data"),
        ("a.csv", b"id,text\na,one,two", "3 cells under 2 columns"),
        ("a.txt", "\u200b\ufeff\u200b".encode(), "record without text"),
    ],
)
def test_odd_records_cost_themselves(folder: Path, name: str, content: bytes, reason: str) -> None:
    (folder / name).write_bytes(content)
    reading = nd.read(folder)
    assert [article.text for article in reading.articles] == [GOOD]
    (problem,) = reading.problems
    assert reason in problem.reason


def test_what_other_tools_call_original_is_not_the_text() -> None:
    (article,) = nd.read(
        [{"text": GOOD, "original": "https://example.org", "removed": None}]
    ).articles
    assert (article.text, article.original) == (GOOD, GOOD)


def test_missing_cells_of_a_table_are_missing_not_words() -> None:
    nan = float("nan")
    articles = nd.read([{"text": GOOD, "title": nan, "id": nan}]).articles
    assert articles[0].title == ""
    assert articles[0].id != "nan"


def test_a_torn_first_line_costs_itself(newsdigest: Newsdigest) -> None:
    stdin = (
        b'{"id": "torn", "text": "to\n' + record(text=GOOD) + b"\n" + record(text=GOOD + " More.")
    )
    ran = newsdigest("clean", "-", "--format", "jsonl", stdin=stdin)
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 2
    assert ran.err.startswith("newsdigest: -:1: not valid JSON")


def test_what_is_no_source_is_refused() -> None:
    for source in (1, None, b"seeds", ["a.txt"]):
        with pytest.raises(nd.UsageError, match="a path, an Article, a dict or a table"):
            nd.digest([source])


def test_results_by_id_need_an_id_for_each_article() -> None:
    twins = [nd.Article("a", GOOD), nd.Article("a", GOOD + " More.")]
    for call in (nd.find_duplicates, nd.cluster_events, nd.summarize):
        with pytest.raises(nd.UsageError, match="two articles have the id 'a'"):
            call(twins)
