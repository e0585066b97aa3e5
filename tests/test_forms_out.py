"""Where people want it: every format is valid for its readers, and nothing hostile gets through."""

from __future__ import annotations

import csv
import email
import email.policy
import html as html_module
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.formulas import guarded, unguarded
from newsdigest.language.slugs import slug
from newsdigest.rendering import FORMATS, render_articles, render_events, render_groups
from newsdigest.rendering.safe import cell, link, markdown, plain

from .conftest import ROOT
from .forms import ARTICLES
from .hostile import BAD_LINKS, CONTROLS, hostile_articles, hostile_events, hostile_report

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(scope="module")
def hostile() -> nd.Report:
    return hostile_report()


@pytest.fixture(scope="module")
def whole() -> nd.Report:
    return nd.digest(list(ARTICLES), words=40)


class Tags(HTMLParser):
    """Every tag of a piece of HTML with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.found.append((decl, {}))


def harmless(html: str, *more: str) -> None:
    """There is nothing in a piece of HTML but text, lists and links to web addresses."""
    for tag, attributes in Tags(html).found:
        assert tag in {"p", "ul", "li", "a", *more}, tag
        assert set(attributes) <= ({"href"} if tag == "a" else {"charset"}), attributes
        if tag == "a":
            address = urlsplit(attributes["href"] or "")
            assert address.scheme in ("http", "https") and address.hostname, attributes


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_lets_control_characters_through(format: str, hostile: nd.Report) -> None:
    rendered = nd.render(hostile, format)
    allowed = {"\r"} if format in ("csv", "eml") else set()
    assert not (CONTROLS - allowed) & set(rendered)
    assert "owned" in rendered


def test_lists_of_hostile_articles_are_safe_too() -> None:
    articles = [*hostile_articles(), *hostile_events()]
    events = nd.cluster_events(articles)
    groups = nd.find_duplicates(articles, threshold=0.5)
    for style in ("md", "txt", "csv"):
        for rendered in (
            render_articles(articles, style),
            render_events(events, style),
            render_groups(groups, style),
        ):
            assert not (CONTROLS - {"\r"}) & set(rendered)
            if style == "md":
                plain_markdown(rendered)
            if style == "csv":
                safe_table(rendered)


def test_copies_are_listed_with_their_titles_and_why_they_are_copies() -> None:
    words = [f"word{n}" for n in range(400)]
    whole = nd.Article("w", " ".join(words), "A long report", source="The Post")
    part = nd.Article("p", " ".join(words[:100]), "A short report", source="The Gazette")
    shown = render_groups(nd.find_duplicates([whole, part]), "txt")
    assert "- kept: w: A long report, The Post\n" in shown
    assert "- p: A short report, The Gazette\n" in shown
    assert "copied in part: 100% of the shorter one's shingles stand in the longer" in shown
    copy = nd.Article("c", " ".join(words), "The same report")
    assert "copied in part" not in render_groups(nd.find_duplicates([whole, copy]), "txt")


def test_an_event_is_listed_under_the_title_of_its_earliest_report() -> None:
    text = "The harbour ferry sank on Tuesday off the northern coast in a heavy storm."
    untitled = nd.Article("a", text, published=date(2024, 5, 6))
    titled = nd.Article("b", text, "Ferry sinks", published=date(2024, 5, 7))
    assert render_events([nd.Event("e", (untitled, titled))], "txt").startswith("Ferry sinks\n===")
    shown = render_events([nd.Event("e", (untitled,))], "txt")
    assert shown.startswith("The harbour ferry sank on Tuesday")
    assert "undated · 1 report · event e\n\n- a: 6 May 2024" in shown


@cache
def renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain_markdown(text: str) -> None:
    """A renderer finds headings, lists and paragraphs of text in it, and nothing else."""
    allowed = {"heading", "paragraph", "bullet_list", "list_item"}
    for token in renderer().parse(text):
        kind = re.sub(r"_(open|close)$", "", token.type)
        if kind == "inline":
            inner = {child.type for child in token.children or ()}
            assert inner <= {"text", "text_special", "softbreak", "hardbreak"}, token.content
        else:
            assert kind in allowed, (kind, token.map, token.content)
    assert not re.search(r"<(?!/?(h[1-6]|p|ul|li|br)\b)", renderer().render(text))


def test_a_markdown_renderer_finds_no_markup(hostile: nd.Report) -> None:
    plain_markdown(nd.render(hostile, "md"))


def shown(text: str) -> str:
    """What a renderer of Markdown shows of one escaped text, which has to be one paragraph."""
    tokens = renderer().parse(markdown(text))
    assert [token.type for token in tokens] in (
        ["paragraph_open", "inline", "paragraph_close"],
        [],
    ), tokens
    return "".join(child.content for token in tokens for child in token.children or ())


@pytest.mark.parametrize(
    "text",
    [
        "145.5 million",
        "145. Text",
        "145) x",
        "1.",
        "3)",
        "2.Text",
        "-.5 points",
        "- x",
        "+ x",
        "7.) x",
    ],
)
def test_markdown_shows_a_number_as_it_is_and_makes_no_list_of_it(text: str) -> None:
    assert shown(text) == text


@given(st.text(st.sampled_from("019.)(-+=#*_`[]<>!|~&;:\\\t aé١")) | st.text())
def test_markdown_shows_each_text_as_it_is(text: str) -> None:
    assert shown(text) == plain(text)


def safe_table(text: str) -> list[list[str]]:
    """A strict reader finds rows of one length, in which no cell is a formula."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows[1:]:
        for value in row:
            assert value.strip()[:1] not in set("=+-@＝＋－＠\t\r") or value.strip() == ""
    return rows


def test_a_spreadsheet_finds_no_formula(hostile: nd.Report) -> None:
    rows = safe_table(nd.render(hostile, "csv"))
    assert len(rows) == len(hostile) + 1
    assert cell("=1+1") == "'=1+1"
    assert cell("1+1") == "1+1"


@given(st.text("'=+-@＝ \n\tab1"))
def test_what_is_guarded_from_being_a_formula_is_read_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).strip()[:1] not in set("=+-@＝")


def test_a_table_that_was_written_can_be_read_again(tmp_path: Path) -> None:
    article = nd.Article(
        "a", "- He said no.\n\n=1+1 is two, said the mayor of the town.", title="'+1"
    )
    (tmp_path / "a.csv").write_text(render_articles([article], "csv"), newline="")
    (again,) = nd.read(tmp_path).articles
    assert (again.id, again.text, again.title) == (article.id, article.text, article.title)


def test_a_feed_reader_finds_no_markup(hostile: nd.Report) -> None:
    import feedparser

    rendered = nd.render(hostile, "atom")
    feed = feedparser.parse(io.BytesIO(rendered.encode()), sanitize_html=False)
    assert not feed.bozo
    assert len(feed.entries) == len(hostile)
    for entry in ElementTree.fromstring(rendered).iter(f"{ATOM}entry"):
        harmless(entry.findtext(f"{ATOM}content") or "")
    for item in json.loads(nd.render(hostile, "jsonfeed"))["items"]:
        harmless(item["content_html"])
        assert "url" not in item or link(item["url"])


def test_a_mail_reader_finds_two_parts_and_no_header_more(hostile: nd.Report) -> None:
    settings = nd.RenderingSettings(title="owned\r\nBcc: x@evil.example", author='"a" <b@c>, d@e')
    for report in (hostile, nd.Report(())):
        raw = nd.render(report, "eml", settings=settings).encode("ascii")
        assert max(map(len, raw.split(b"\r\n"))) < 999
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert not message.defects
        assert {name.lower() for name in message} == {
            "subject", "from", "date", "message-id", "mime-version", "content-type",
        }  # fmt: skip
        text, page = message.iter_parts()
        assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
        assert not text.defects and not page.defects
        harmless(page.get_content(), "html", "head", "meta", "title", "body", "h1", "h2",
                 "DOCTYPE html")  # fmt: skip
        assert text.get_content().replace("\r\n", "\n") == nd.render(report, "txt")


def test_only_web_addresses_become_links() -> None:
    assert [address for address in BAD_LINKS if link(address)] == [
        "https://evil.example/)[owned](javascript:alert(1)"  # odd, but an address on the web
    ]
    assert link("https://news.example/a?b=c&d=%20#e")


@pytest.mark.parametrize("text", ["../../etc/passwd", "CON", "a\0b", "é" * 300, "/x", "..", ""])
def test_names_of_files_are_slugs(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= 70
    assert slug(text) not in ("con", "nul")


def test_a_terminal_shows_text_and_obeys_nothing(tmp_path: Path) -> None:
    if not shutil.which("tmux"):
        missing = "tmux is not installed: what a terminal makes of hostile text is NOT tested"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    records = [article.to_dict() for article in (*hostile_articles(), *hostile_events())]
    records.append({"id": "\x1b]0;owned\x07", "text": ""})  # a problem, on standard error
    source = tmp_path / "\x1b[31mowned.jsonl"
    source.write_text("\n".join(map(json.dumps, records)))
    socket = str(tmp_path / "tmux")
    tmux = ["tmux", "-S", socket, "-f", "/dev/null"]
    done = tmp_path / "done"
    command = (
        f"{sys.executable} -m newsdigest digest {tmp_path}/*.jsonl --format txt --no-clean -v; "
        f"touch {done}; sleep 100"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    subprocess.run(
        [*tmux, "new-session", "-d", "-x", "150", "-y", "50", command], check=True, env=environment
    )
    try:
        subprocess.run([*tmux, "set-option", "-g", "history-limit", "50000"], check=True)
        subprocess.run([*tmux, "select-pane", "-T", "untouched"], check=True)
        until = time.monotonic() + 120
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.2)

        def told(*arguments: str) -> str:
            return subprocess.run(
                [*tmux, *arguments], capture_output=True, text=True, check=True
            ).stdout

        time.sleep(0.3)
        shown = told("capture-pane", "-p", "-e", "-S", "-50000")
        assert "owned" in shown and "Sources:" in shown
        assert "\x1b" not in shown  # no colour, no link
        assert told("display-message", "-p", "#{pane_title}").strip() == "untouched"
        assert "owned" not in told("show-buffer") if told("list-buffers") else True
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


def check_atom(text: str) -> dict[str, str]:
    """Holds a feed against the rules of RFC 4287; returns its entries by id."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for place, needed in ((root, ("id", "title", "updated")), *(
        (entry, ("id", "title", "updated")) for entry in root.iter(f"{ATOM}entry")
    )):  # fmt: skip
        for name in needed:
            assert len(place.findall(f"{ATOM}{name}")) == 1
        identity = place.findtext(f"{ATOM}id") or ""
        assert re.match(r"[a-z]+:\S+\Z", identity)
        for name in ("updated", "published"):
            for one in place.findall(f"{ATOM}{name}"):
                assert RFC3339.fullmatch(one.text or "")
                datetime.fromisoformat(one.text or "")
        alternates = [one for one in place.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        assert len(alternates) <= 1
        assert all(one.get("href") for one in place.findall(f"{ATOM}link"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = {
        entry.findtext(f"{ATOM}id") or "": ElementTree.tostring(entry, "unicode")
        for entry in root.iter(f"{ATOM}entry")
    }
    assert len(entries) == len(root.findall(f"{ATOM}entry"))
    for entry in root.iter(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        assert content is not None and content.get("type") == "html" and content.text
    return entries


def check_json_feed(text: str) -> dict[str, str]:
    """Holds a feed against the rules of JSON Feed 1.1; returns its items by id."""
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and isinstance(feed["items"], list)
    for author in feed["authors"]:
        assert author["name"]
    for key in ("home_page_url", "feed_url"):
        assert key not in feed or link(feed[key])
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["id"]
        assert item["content_html"] or item["content_text"]
        for key in ("date_published", "date_modified"):
            assert RFC3339.fullmatch(item[key])
        unknown = {key for key in item if not key.startswith("_")} - {
            "id", "title", "url", "content_html", "content_text", "date_published", "date_modified",
        }  # fmt: skip
        assert not unknown
    items = {item["id"]: json.dumps(item) for item in feed["items"]}
    assert len(items) == len(feed["items"])
    return items


SETTINGS = nd.RenderingSettings(
    title="Digests & more", link="https://a.example/?b&c", feed_link="https://a.example/feed.atom"
)


def test_feeds_are_valid(whole: nd.Report, hostile: nd.Report) -> None:
    for report in (whole, hostile, nd.Report(()), nd.digest([{"text": "The bridge is closed."}])):
        for settings in (None, SETTINGS):
            atom = check_atom(nd.render(report, "atom", settings=settings))
            items = check_json_feed(nd.render(report, "jsonfeed", settings=settings))
            assert set(atom) == set(items)
            assert len(atom) == len(report)


@pytest.mark.parametrize("left_out", [2, 5, 11])
def test_one_article_more_changes_its_event_alone(left_out: int, whole: nd.Report) -> None:
    fewer = nd.digest([one for number, one in enumerate(ARTICLES) if number != left_out], words=40)
    assert len(fewer) == len(whole)
    for style, check in (("atom", check_atom), ("jsonfeed", check_json_feed)):
        before, after = check(nd.render(fewer, style)), check(nd.render(whole, style))
        assert set(before) == set(after)
        assert len([name for name in before if before[name] != after[name]]) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_the_articles_changes_no_output(format: str, whole: nd.Report) -> None:
    backward = nd.digest(list(reversed(ARTICLES)), words=40)
    assert nd.render(backward, format) == nd.render(whole, format)


def test_results_go_to_data_frames(whole: nd.Report) -> None:
    import pandas
    import polars
    import pyarrow as pa

    arrow = pa.table(whole)
    assert arrow.num_rows == 4
    assert arrow.column("reports").to_pylist() == [3, 3, 3, 3]
    frame = polars.DataFrame(whole)
    assert frame["headline"].to_list() == [digest.headline for digest in whole]
    reading = nd.read(list(ARTICLES))
    assert pandas.DataFrame.from_arrow(reading)["id"].tolist() == [one["id"] for one in ARTICLES]
    events = nd.cluster_events(reading.articles)
    assert polars.DataFrame(nd.table(events)).height == 12
    assert nd.table(nd.find_duplicates(reading.articles)).to_dicts() == []
    again = nd.digest(polars.DataFrame(reading), words=40)
    assert [digest.text for digest in again] == [digest.text for digest in whole]
    with pytest.raises(nd.UsageError, match="table takes articles, events or groups"):
        nd.table([1])  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["atom", "jsonfeed", "eml", "md", "txt"])
def test_a_figure_of_a_later_day_is_a_change_in_every_form(format: str) -> None:
    told = "The old harbour bridge is closed to all lorries for {} years, the town council said."
    articles = [
        nd.Article(
            f"r{day}", f"{told.format(years)} {more}", published=date(2024, 3, day), source="P"
        )
        for day, years, more in (
            (5, "two", "Drivers were angry."),
            (6, "three", "Engineers found cracks below."),
        )
    ]
    (digest,) = nd.digest(articles, clean=False)
    assert digest.differences[0].update
    shown = nd.render(nd.Report((digest,)), format)
    if format == "eml":
        message = email.message_from_string(shown, policy=email.policy.default)
        parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    else:
        parts = [html_module.unescape(shown)]
    for part in parts:
        assert "Changed over time: years" in part
        assert "Reports differ" not in part
        assert "2, 5 March 2024" in part
