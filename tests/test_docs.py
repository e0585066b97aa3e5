"""What the documentation shows is what the program does: every block of code is run."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsdigest as nd
from tools.cli_docs import page

from .conftest import ROOT, SEEDS, Newsdigest
from .forms import ARTICLES, rss

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(*languages: str) -> list[tuple[str, str]]:
    found = []
    for path in PAGES:
        for number, (language, code) in enumerate(BLOCK.findall(path.read_text("utf-8"))):
            if language in languages:
                found.append((f"{path.name}:{number}", code))
    return found


def named(found: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("code", [c for _, c in found], ids=[n for n, _ in found])


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to which the sample documents were added in the order of their dates."""
    path = tmp_path_factory.mktemp("archive") / "news.db"
    with nd.Archive(path) as held:
        for names in (("000", "001", "003"), ("002",), ("004",)):
            held.add([file for name in names for file in SEEDS.glob(f"{name}*")])
    return path


@pytest.fixture
def folder(tmp_path: Path, archive: Path) -> Path:
    """A folder as a reader of the documentation has it: sample documents, records, an archive."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    articles = nd.read(SEEDS).articles
    lines = "".join(json.dumps(article.to_dict()) + "\n" for article in articles)
    (tmp_path / "articles.jsonl").write_text(lines)
    shutil.copy(archive, tmp_path / "news.db")
    gold = (json.dumps(article.to_dict() | {"cluster": article.id[:3]}) for article in articles)
    (tmp_path / "gold.jsonl").write_text("\n".join(gold))
    with (tmp_path / "table.csv").open("w", newline="") as stream:
        rows = [(article.text, article.published or "") for article in articles]
        csv.writer(stream).writerows([("story", "released"), *rows])
    return tmp_path


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that http.server asks for
        self.send_response(200)
        self.end_headers()
        self.wfile.write(rss(ARTICLES).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feeds(folder: Path) -> Iterator[None]:
    """A list of feeds, whose one feed is served on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/feed"
    (folder / "feeds.opml").write_text(f'<opml><outline xmlUrl="{address}"/></opml>')
    (folder / "news").mkdir()
    (folder / "news" / "one.jsonl").write_text(json.dumps(ARTICLES[0]))
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def environment() -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


@named(blocks("python"))
def test_python_runs(code: str, folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for line in code.splitlines():  # a comment may promise what is printed
        if shown := re.fullmatch(r"print\(.*\)\s+# prints: (.+)", line):
            assert shown[1] in done.stdout


def commands() -> list[tuple[str, str]]:
    return [
        (name, line)
        for name, code in blocks("sh", "console")
        for line in code.splitlines()
        if line.strip() and not line.startswith("#")
    ]


@named(commands())
@pytest.mark.usefixtures("feeds")
def test_commands_run(code: str, folder: Path, environment: dict[str, str]) -> None:
    command = code.split("#")[0].strip()
    if command == "pip install newsdigest":
        return  # test_install.py installs the wheel into an empty environment
    if command.startswith("make "):
        # The target exists and its recipe is whole; running it would run this test again.
        subprocess.run(["make", "-n", *command.split()[1:]], cwd=ROOT, check=True)
        return
    assert command.startswith(("newsdigest ", "gzip ")), command
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_digest_in_the_readme_is_what_comes_out(report: nd.Report) -> None:
    (shown,) = [code for name, code in blocks("text") if name.startswith("README")]
    rendered = nd.render(report, "md").replace("  \n", "\n")
    assert shown.strip() in rendered


def keys(value: object) -> object:
    """The shape of a JSON value: its keys, and the shape of the first item of its lists."""
    if isinstance(value, dict):
        return {key: keys(inner) for key, inner in value.items()}
    if isinstance(value, list) and value:
        return [keys(value[0])]
    return None


def test_the_json_page_shows_the_shape_that_is_written(report: nd.Report) -> None:
    shown = [json.loads(code) for name, code in blocks("json") if name.startswith("json.md")]
    written = next(d for d in report.to_dict()["digests"] if d["sentences"][-2]["also_in"])
    written["sentences"] = written["sentences"][-2:]
    assert shown[0]["digests"][0].keys() == written.keys()
    assert keys(shown[0]["digests"][0]["articles"]) == keys(written["articles"])
    assert keys(shown[0]["digests"][0]["sentences"]) == keys(written["sentences"])
    assert shown[0].keys() == report.to_dict().keys()
    assert shown[0]["newsdigest"] == nd.__version__
    statement = nd.Quantity("18", nd.Sentence("", "a", 0, 1))
    difference = nd.Difference("drones", (statement,)).to_dict()
    assert keys(shown[0]["digests"][0]["differences"][0]) == keys(difference)
    problem = nd.Problem("a", 3, "why").to_dict()
    assert shown[0]["problems"][0].keys() == problem.keys()
    article = nd.clean(nd.read(SEEDS / "004_02e75f6c72ec5d12.txt").articles)[0]
    assert keys(shown[1]) == keys(article.to_dict()) or shown[1].keys() == article.to_dict().keys()


def test_the_json_page_names_the_keys_that_every_command_writes(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", page, re.MULTILINE))
    gold, archive = tmp_path / "gold.jsonl", tmp_path / "news.db"
    lines = [{"text": article.text, "cluster": "x"} for article in nd.read(SEEDS).articles]
    gold.write_text("".join(f"{json.dumps(line)}\n" for line in (*lines, lines[0])), "utf-8")
    runs: dict[str, tuple[object, ...]] = {
        "dedup": (gold,),
        "cluster": (SEEDS,),
        "evaluate": (gold,),
        "explain": (SEEDS, "--pair", "000", "001"),
        "add": (archive, SEEDS),
        "whats-new": (archive,),
        "timeline": (archive, "000"),
        "search": (archive, "roadmap"),
        "forget": (archive, "--before", "1990-01-01"),
        "doctor": (archive,),
    }
    for command, arguments in runs.items():
        ran = newsdigest(command, *arguments, "--format", "json")
        written = json.loads(ran.out)
        first = written[0] if isinstance(written, list) else written
        words = set(re.findall(r'"([a-z_0-9-]+)"', told[command]))
        (always,) = re.findall(r"`\{([^{}]*)\}", told[command])[:1]
        assert set(re.findall(r'"([a-z_0-9-]+)"', always)) <= first.keys() <= words, command


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == page(), "run `make docs`"


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    linked = set()
    for path in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
            linked.add((path.parent / target).resolve())
    assert {path.resolve() for path in PAGES if path.name != "README.md"} <= linked


def test_the_changelog_knows_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in text or f"## [{nd.__version__}]" in text
