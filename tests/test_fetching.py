"""Fetching: courteous to a real server on loopback, and safe from a bad one."""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsdigest as nd

from .conftest import Newsdigest
from .forms import ARTICLES, json_feed, rss

FAST = nd.Settings(fetch=nd.FetchSettings(delay=0, timeout=0.5, max_bytes=100_000))

BOMB = gzip.compress(b" " * 50_000_000, 1)


@dataclass
class Server:
    """A web server whose answers a test decides, and the requests that it got."""

    url: str = ""
    feed: str = ""
    requests: list[tuple[str, dict[str, str], float]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answers by the path that was asked for."""
        self.requests.append((handler.path, dict(handler.headers), time.monotonic()))
        name = handler.path.split("?")[0].strip("/")
        getattr(self, f"_{name}", self._missing)(handler)

    def _send(
        self, handler: BaseHTTPRequestHandler, data: bytes, status: int = 200, **headers: str
    ) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def _feed(self, handler: BaseHTTPRequestHandler) -> None:
        mark = f'"{hash(self.feed)}"'
        if handler.headers.get("If-None-Match") == mark:
            self._send(handler, b"", 304)
        else:
            modified = "Mon, 05 Feb 2024 10:00:00 GMT"
            self._send(handler, self.feed.encode(), ETag=mark, Last_Modified=modified)

    def _json(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, json_feed(ARTICLES).encode())

    def _packed(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, gzip.compress(self.feed.encode()), Content_Encoding="gzip")

    def _bomb(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, BOMB, Content_Encoding="gzip")

    def _torn(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, gzip.compress(self.feed.encode())[:-20], Content_Encoding="gzip")

    def _endless(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"<rss>" * 1000)
        except OSError:
            pass

    def _silent(self, handler: BaseHTTPRequestHandler) -> None:
        time.sleep(2)

    def _moved(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 301, Location="/feed")

    def _astray(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 302, Location="/moved")

    def _loop(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 302, Location="/loop")

    def _elsewhere(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 302, Location="file:///etc/passwd")

    def _gone(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 410)

    def _busy(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 429, Retry_After="3600")

    def _page(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"<!DOCTYPE html><html><body>No feed here</body></html>")

    def _missing(self, handler: BaseHTTPRequestHandler) -> None:
        self._send(handler, b"", 404)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(feed=rss(ARTICLES[:3]))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server asks for
            made.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    made.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
    thread.start()
    yield made
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_a_feed_is_asked_for_only_what_is_new(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    first = nd.fetch([f"{server.url}/feed"], folder, FAST)
    assert not first.problems
    assert sorted(a.id for a in first.articles) == ["bridge-0", "bridge-1", "bridge-2"]
    (file,) = [path for path in folder.iterdir() if path.suffix == ".jsonl"]
    kept = file.read_bytes()
    second = nd.fetch([f"{server.url}/feed"], folder, FAST)
    assert (second.articles, second.problems) == ([], [])
    assert file.read_bytes() == kept
    asked = server.requests[-1][1]
    assert asked["If-None-Match"] and asked["If-Modified-Since"]
    assert asked["User-Agent"].startswith("newsdigest/")
    server.feed = rss(ARTICLES[1:5])  # one has left the feed, two are new
    third = nd.fetch([f"{server.url}/feed"], folder, FAST)
    assert sorted(a.id for a in third.articles) == ["election-0", "election-1"]
    assert len(nd.read(folder).articles) == 5
    report = nd.digest(folder)
    assert sorted(len(digest.event) for digest in report.digests) == [2, 3]


def test_a_damaged_file_is_told_and_set_aside(server: Server, tmp_path: Path) -> None:
    nd.fetch([f"{server.url}/feed"], tmp_path, FAST)
    (file,) = tmp_path.glob("*.jsonl")
    torn = file.read_bytes()[:-20]  # the last of the articles is cut in two
    file.write_bytes(torn)
    server.feed = rss(ARTICLES[3:5])  # and has left the feed
    found = nd.fetch([f"{server.url}/feed"], tmp_path, FAST)
    assert [problem.severity for problem in found.problems] == ["lost"]
    assert found.problems[0].line == 3
    assert len(found.articles) == 2
    assert (tmp_path / f"{file.name}.damaged").read_bytes() == torn
    again = nd.fetch([f"{server.url}/feed"], tmp_path, FAST)
    assert (again.articles, again.problems) == ([], [])


def test_only_what_moved_for_good_all_the_way_is_told(server: Server) -> None:
    found = nd.fetch([f"{server.url}/astray"], None, FAST)
    assert len(found.articles) == 3
    assert found.problems == []


def test_every_kind_of_feed_is_fetched(server: Server) -> None:
    for name, count in (("json", 12), ("packed", 3), ("moved", 3)):
        found = nd.fetch([f"{server.url}/{name}"], settings=FAST)
        assert len(found.articles) == count, (name, found.problems)
    (note,) = found.problems
    assert (note.severity, note.reason) == ("note", f"has moved for good to {server.url}/feed")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bomb", "longer than 100,000 bytes"),
        ("endless", "longer than 100,000 bytes"),
        ("torn", "ends in the middle"),
        ("silent", "the server is silent"),
        ("loop", "leads on more than 5 times"),
        ("elsewhere", "not a web address"),
        ("gone", "gone for good (410)"),
        ("page", ""),
        ("missing", "the server answered 404"),
    ],
)
def test_a_bad_answer_costs_itself(server: Server, name: str, reason: str, tmp_path: Path) -> None:
    found = nd.fetch([f"{server.url}/{name}", f"{server.url}/feed"], tmp_path, FAST)
    assert len(found.articles) == 3
    (problem,) = found.problems
    assert (problem.path, problem.severity) == (f"{server.url}/{name}", "lost")
    assert reason in problem.reason


def test_a_server_that_is_busy_is_left_alone(server: Server, tmp_path: Path) -> None:
    for _ in range(2):
        found = nd.fetch([f"{server.url}/busy"], tmp_path, FAST)
        (problem,) = found.problems
        assert "busy (429)" in problem.reason or "asked to wait until" in problem.reason
    assert len(server.requests) == 1


def test_there_is_a_pause_between_requests_to_one_host(server: Server) -> None:
    settings = nd.Settings(fetch=nd.FetchSettings(delay=0.3))
    began = time.monotonic()
    nd.fetch([f"{server.url}/feed?{number}" for number in range(3)], settings=settings)
    # What the server sees is late on a busy machine; the whole can only take longer.
    assert time.monotonic() - began >= 0.6
    assert len(server.requests) == 3


def test_nobody_there_is_told_in_one_line() -> None:
    found = nd.fetch(["http://127.0.0.1:9/feed", "ftp://x.example/", "http://"], settings=FAST)
    assert [problem.severity for problem in found.problems] == ["lost"] * 3
    assert "can't be fetched" in found.problems[0].reason
    assert all("\n" not in problem.reason for problem in found.problems)
    with pytest.raises(nd.SourceNotFoundError, match="neither an address nor a list"):
        nd.fetch(["nowhere.opml"])


def test_why_nothing_can_be_fetched_is_told_in_words() -> None:
    (refused,) = nd.fetch("http://127.0.0.1:9/feed", settings=FAST).problems
    assert re.fullmatch(
        r"can't be fetched: failed to establish a new connection: .*refused", refused.reason
    )


def test_a_folder_that_is_somebody_elses_is_refused(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".newsdigest-feeds.json").write_text("[]")
    with pytest.raises(nd.UsageError, match="remove it to start anew"):
        nd.fetch([f"{server.url}/feed"], tmp_path, FAST)


def test_the_command_reads_a_list_and_keeps_a_folder(
    server: Server, newsdigest: Newsdigest, tmp_path: Path
) -> None:
    outlines = f'<outline xmlUrl="{server.url}/feed"/><outline xmlUrl="{server.url}/missing"/>'
    (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    (tmp_path / "newsdigest.toml").write_text("[fetch]\ndelay = 0.0\n")
    ran = newsdigest("fetch", "feeds.opml", "--into", "news", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.lines == [f"newsdigest: {server.url}/missing: the server answered 404"]
    assert len(nd.read(tmp_path / "news").articles) == 3
    out = newsdigest("fetch", f"{server.url}/feed", cwd=tmp_path)
    assert [json.loads(line)["id"] for line in out.out.splitlines()] == [
        "bridge-0", "bridge-1", "bridge-2",
    ]  # fmt: skip
    assert newsdigest("fetch", f"{server.url}/gone", cwd=tmp_path).code == 1
