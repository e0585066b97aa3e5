"""Damaged web archives: each record that is lost is told, every whole one is read."""

from __future__ import annotations

import gzip
import logging
import subprocess
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest as nd

from .conftest import ROOT

HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def page(number: int) -> str:
    return (
        f"<html><body><p>The council number {number} voted on Monday night to close the old "
        "harbour bridge to lorries for two years, and the mayor was glad.</p></body></html>"
    )


def record(
    number: int,
    *,
    url: str | None = "",
    length: int | None = None,
    answer: bytes = b"",
    fields: str = "",
) -> bytes:
    """A WARC record with a page; ``url`` None leaves its address out."""
    body = answer or f"{HTML}\r\n{page(number)}".encode()
    address = "" if url is None else f"WARC-Target-URI: {url or f'http://e.org/{number}'}\r\n"
    head = f"WARC/1.0\r\nWARC-Type: response\r\n{address}Content-Type: application/http\r\n"
    size = len(body) if length is None else length
    return f"{head}{fields}Content-Length: {size}\r\n\r\n".encode() + body + b"\r\n\r\n"


def read(data: bytes, folder: Path, name: str = "a.warc") -> nd.Reading:
    (folder / name).write_bytes(data)
    return nd.read(folder / name)


def numbers(reading: nd.Reading) -> list[int]:
    return [int(article.id.rsplit("/", 1)[1]) for article in reading.articles]


WHOLE = record(0) + record(1) + record(2)
# What is damaged, the pages that are whole, and what is said.
DAMAGED: dict[str, tuple[bytes, list[int], str]] = {
    "no address": (
        record(0) + record(1, url=None) + record(2), [0, 2], "record 2: an answer without its",
    ),
    "length into the next record": (
        record(0) + record(1, length=400) + record(2) + record(3), [0, 2, 3],
        "record 2 (http://e.org/1): ends in the middle",
    ),
    "length over all records": (
        record(0) + record(1, length=10**12) + record(2), [0, 2], "1,000,000,000,000 bytes by its",
    ),
    "length too short": (
        record(0) + record(1, length=100) + record(2), [0, 2], "goes on behind its end",
    ),
    "no length": (record(0) + record(1).replace(b"-Length", b"-L") + record(2), [0, 2], "has no"),
    "no kind": (record(0) + record(1).replace(b"WARC-Type", b"Type") + record(2), [0, 2], "has no"),
    "cut": ((record(0) + record(1))[:-100], [0], "record 2 (http://e.org/1): ends in the middle"),
    "cut in a head": (record(0) + record(1)[:40], [0], "record 2: its head is damaged or cut"),
    "a hole": (
        record(0) + record(1)[:250] + record(2)[60:] + record(3), [0, 3], "record 2 (http",
    ),
    "something between": (
        record(0) + b"x" * 90_000 + b"\n" + record(1), [0, 1], "90,000 bytes that are no record",
    ),
    "two of them": (
        record(0) + record(1, length=9) + record(2) + record(3, length=999) + record(4),
        [0, 2, 4], "record 4 (http://e.org/3)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_record_is_told_and_costs_itself(name: str, packed: bool, tmp_path: Path) -> None:
    data, pages, reason = DAMAGED[name]
    reading = read(gzip.compress(data), tmp_path, "a.warc.gz") if packed else read(data, tmp_path)
    assert numbers(reading) == pages
    assert all(article.text.endswith("the mayor was glad.") for article in reading.articles)
    assert any(reason in problem.reason for problem in reading.problems), reading.problems
    assert all(problem.severity == "lost" for problem in reading.problems)


def test_a_page_may_hold_what_looks_like_a_record(tmp_path: Path) -> None:
    body = page(1).replace("</p>", "</p><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n</pre>")
    quoting = record(1, answer=f"{HTML}\r\n{body}".encode())
    reading = read(record(0) + quoting + record(2), tmp_path)
    assert numbers(reading) == [0, 1, 2]
    assert not reading.problems


def test_a_torn_web_archive_gives_the_pages_before_the_tear(tmp_path: Path) -> None:
    members = b"".join(gzip.compress(record(number)) for number in range(50))
    reading = read(members[:-40], tmp_path, "a.warc.gz")
    assert numbers(reading) == list(range(49))
    (problem,) = reading.problems
    assert (problem.severity, problem.reason) == ("lost", "the compressed data end in the middle")


def chunked(data: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in (data[:50], data[50:])) + b"0\r\n\r\n"


SENT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("Content-Encoding: gzip", gzip.compress),
    "deflate": ("Content-Encoding: deflate", zlib.compress),
    "deflate without a head": ("Content-Encoding: deflate", lambda d: zlib.compress(d)[2:-4]),
    "chunks": ("Transfer-Encoding: chunked", chunked),
    "chunks of gzip": (
        "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", lambda d: chunked(gzip.compress(d)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", SENT)
def test_a_page_is_read_as_it_was_sent_or_unpacked_and_told_where_it_is_cut(
    form: str, tmp_path: Path
) -> None:
    field, send = SENT[form]
    head, sent = f"{HTML}{field}\r\n\r\n".encode(), send(page(0).encode())
    for answer in (head + sent, head + page(0).encode()):  # some archives keep only the fields
        reading = read(record(0, answer=answer), tmp_path)
        assert numbers(reading) == [0]
        assert not reading.problems
    for cut in (len(sent) - 20, len(sent) // 2):
        reading = read(record(0, answer=head + sent[:cut]) + record(1), tmp_path)
        assert numbers(reading) == [1]
        assert reading.problems[0].reason.startswith("record 1 (http://e.org/0): its ")


def test_a_page_packed_with_brotli_is_read(tmp_path: Path) -> None:
    brotli = import_module("brotli")
    head = f"{HTML}Content-Encoding: br\r\n\r\n".encode()
    sent = brotli.compress(page(0).encode())
    assert numbers(read(record(0, answer=head + sent), tmp_path)) == [0]
    assert numbers(read(record(0, answer=head + page(0).encode()), tmp_path)) == [0]
    reading = read(record(0, answer=head + sent[:-20]) + record(1), tmp_path)
    assert numbers(reading) == [1]
    assert "its packed body" in reading.problems[0].reason


def test_a_page_that_was_cut_when_it_was_fetched_has_a_note(tmp_path: Path) -> None:
    short = f"{HTML}Content-Length: 5000\r\n\r\n{page(0)}".encode()
    marked = record(1, fields="WARC-Truncated: length\r\n")
    reading = read(record(0, answer=short) + marked + record(2), tmp_path)
    assert numbers(reading) == [0, 1, 2]
    assert [(problem.severity, problem.reason) for problem in reading.problems] == [
        ("note", f"record {n + 1} (http://e.org/{n}): the page was cut when it was fetched")
        for n in range(2)
    ]


def test_a_small_page_that_unpacks_to_a_huge_one_is_told(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b" " * 60_000_000)
    answer = f"{HTML}Content-Encoding: gzip\r\n\r\n".encode() + bomb
    reading = read(record(0, answer=answer) + record(1), tmp_path)
    assert numbers(reading) == [1]
    assert "longer than 50,000,000 bytes" in reading.problems[0].reason


def test_a_record_too_long_to_hold_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record(0) + record(1, answer=b"x" * 3_000) + record(2))
    reading = nd.read(tmp_path / "a.warc", nd.ReadingSettings(max_document_bytes=2_000))
    assert numbers(reading) == [0, 2]


HOSTILE = record(0, url="http://e.org/a b\x1b]0;owned\x07\x1b[31m") + record(1, length=400)


def test_nothing_of_a_web_archive_reaches_the_terminal_but_problems(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(HOSTILE + record(2))
    for option in ((), ("--quiet",)):
        done = subprocess.run(
            [sys.executable, "-m", "newsdigest", "clean", tmp_path / "a.warc", *option],
            capture_output=True, cwd=ROOT, check=False,
        )  # fmt: skip
        assert done.returncode == 3
        assert not {b"\x1b", b"\x07"} & {bytes([byte]) for byte in done.stderr + done.stdout}
        assert b"WARNING" not in done.stderr
        assert b"Replacing" not in done.stderr
        assert b"ends in the middle" in done.stderr


def test_reading_a_web_archive_logs_nothing_and_writes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reading = read(HOSTILE + record(2), tmp_path)
    assert len(reading.articles) == 2
    assert capfd.readouterr() == ("", "")
    assert not [entry for entry in caplog.records if entry.name.startswith("warcio")]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["change", "delete", "insert", "repeat"]),
        st.integers(0, len(WHOLE) - 1),
        st.binary(min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(edits=EDITS, packed=st.booleans())
def test_whatever_is_damaged_nothing_is_lost_unsaid(
    edits: list[tuple[str, int, bytes]], packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(WHOLE)
    for kind, place, new in edits:
        if kind == "change":
            data[place : place + 1] = new[:1]
        elif kind == "delete":
            del data[place : place + len(new)]
        elif kind == "insert":
            data[place:place] = new
        else:
            data[place:place] = data[place // 2 :][: 10 * len(new)]
    folder = tmp_path_factory.mktemp("warc")
    reading = read(gzip.compress(data) if packed else bytes(data), folder)
    assert len(reading.articles) >= 3 or reading.problems
