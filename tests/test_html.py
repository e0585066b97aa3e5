"""What the HTML intake promises: the article, its metadata, and no page that breaks it."""

from __future__ import annotations

import importlib
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsdigest.cleaning import read_html
from newsdigest.cleaning.pagemeta import read_head
from newsdigest.records import Article
from newsdigest.settings import CleaningSettings

PROSE = (
    "The two ministers agreed on Monday to build a bridge across the river, and said that work "
    "would begin before the end of the year.",
    "Officials told reporters that the bridge would cost about 40 million dollars, most of which "
    "the federal government has promised to pay.",
    "Residents of the town have waited for a bridge since the old one was washed away in a flood, "
    "and many of them came to the bank to watch.",
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
HEAD = """<title>Ministers agree to build a bridge | The Daily Post</title>
<meta property="og:site_name" content="The Daily Post">
<meta name="author" content="By Ann Bell">
<meta property="article:published_time" content="2023-06-05T10:00:00+02:00">
<link rel="canonical" href="https://post.example/bridge">"""


def page(body: str = PARAGRAPHS, head: str = HEAD, language: str = "en") -> str:
    return f"""<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>Ministers agree to build a bridge</h1>{body}</article>
<aside><h3>Recent Posts</h3><a href="/x">Storm closes schools</a></aside>
<footer>© 2023 The Daily Post. All rights reserved.</footer></body></html>"""


# --- the article ----------------------------------------------------------------------------------


def test_a_page_becomes_a_cleaned_article_with_its_metadata() -> None:
    article = read_html(page().encode(), "https://post.example/bridge?from=feed")
    assert article.text.split("\n") == list(PROSE)
    assert article.cleaned
    assert article.title == "Ministers agree to build a bridge"
    assert article.published == datetime.fromisoformat("2023-06-05T10:00:00+02:00")
    assert article.byline == "Ann Bell"
    assert article.source == "The Daily Post"
    assert article.url == "https://post.example/bridge?from=feed"
    assert article.language == "en"
    assert article.notes == ()


def test_without_an_address_given_the_pages_own_counts() -> None:
    assert read_html(page()).url == "https://post.example/bridge"


def test_the_same_page_has_the_same_id_and_another_page_another() -> None:
    one, same, other = read_html(page()), read_html(page()), read_html(page("<p>Other.</p>"))
    assert one == same
    assert one.id.startswith("page-")
    assert one.id != other.id


def test_json_ld_tells_title_date_and_byline() -> None:
    block = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
    "headline": "Bridge agreed", "datePublished": "2024-01-31",
    "author": [{"@type": "Person", "name": "Cy Dent"}]}]}</script>"""
    article = read_html(page(head=block))
    assert (article.title, article.published, article.byline) == (
        "Bridge agreed",
        date(2024, 1, 31),
        "Cy Dent",
    )


def test_half_a_character_in_json_ld_is_replaced_and_a_whole_one_is_read() -> None:
    data = r"""{"@type": "NewsArticle", "headline": "Storm \ud83d hits \ud83c\udf0a coast",
    "author": ["Cy \udc00 Dent"], "publisher": {"name": "The \ud800Post"}}"""
    head = read_head(document_fromstring("<p>The storm.</p>"), [data])
    assert head.title == "Storm \ufffd hits 🌊 coast"
    assert (head.byline, head.site) == ("Cy \ufffd Dent", "The \ufffdPost")
    block = f'<script type="application/ld+json">{data}</script>'
    assert read_html(page(head=block)).title == head.title


@pytest.mark.parametrize("value", ["2024-13-45T99:99:99Z", "2999-01-01", "soon", ""])
def test_a_date_that_is_none_is_no_date(value: str) -> None:
    head = f'<meta property="article:published_time" content="{value}">'
    assert read_html(page(head=head)).published is None


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        b"",
        b"\x00\xff\xfe",
        page(
            "<p>We use cookies on this website. With your consent, we and our partners process "
            "personal data such as your browser and preferences.</p>",
            head="",
        ).replace("Ministers agree to build a bridge", "Cookie consent"),
    ],
    ids=["nothing", "empty", "no bytes", "garbage", "cookie wall"],
)
def test_a_page_without_an_article_has_an_empty_text(html: str | bytes) -> None:
    assert read_html(html).text in ("", "��") or not read_html(html).text.strip("\x00\ufffdÿþ")


# --- decoding -------------------------------------------------------------------------------------

UMLAUTS = (
    "Der Bundestag hat am Montag über die Brücke beraten und den Bau für nächstes Jahr beschlossen."
)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),  # it lies: valid UTF-8 is UTF-8
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("iso-8859-1", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),  # it lies the other way
        ("cp1252", "no-such-charset"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    html = page(f"<p>{UMLAUTS}</p>" * 1 + f"<p>{UMLAUTS} Das ist so.</p>", head, "de")
    html = html.replace("©", "(c)")
    assert "über die Brücke" in read_html(html.encode(encoding)).text


def test_a_broken_byte_costs_one_character() -> None:
    html = page(PARAGRAPHS * 20).encode().replace(b"ministers", b"mini\xffters", 1)
    text = read_html(html).text
    assert "mini\ufffdters" in text
    assert PROSE[2] in text


# --- pages that break parsers ---------------------------------------------------------------------

LIMITS = CleaningSettings(
    max_html_bytes=200_000, max_html_depth=100, max_html_attributes=50, max_html_tags=1_000
)
SENTENCE = "A sentence of some words that is long enough to be read as such, and it goes on. "


@pytest.mark.parametrize(
    ("html", "excess"),
    [
        (page("<p>a</p>" * 1_000 + PARAGRAPHS), "tags"),
        (page("a<br>" * 2_000 + PARAGRAPHS), "tags"),
        (page("<b><i>text " * 1_000 + PARAGRAPHS), "tags"),
        (page("<div " + "a=1 " * 100 + ">" + PARAGRAPHS + "</div>"), "attributes on one tag"),
        (page('<div x=">" ' + "a=1 " * 100 + ">" + PARAGRAPHS + "</div>"), "attributes on one tag"),
        (page("<div>" * 150 + PARAGRAPHS + "</div>" * 150), "nested elements"),
        (page(f"<p>{SENTENCE * 3_000}</p>" + PARAGRAPHS), "bytes"),
        (page(f"<p>{'桥' * 70_000}</p>" + PARAGRAPHS), "bytes"),
    ],
    ids=[
        "paragraphs",
        "breaks",
        "unclosed",
        "attributes",
        "quoted angle",
        "nested",
        "long",
        "long in bytes",
    ],
)
def test_a_page_out_of_bounds_is_read_as_plain_text_and_says_so(html: str, excess: str) -> None:
    article = read_html(html, settings=LIMITS)
    assert any(note.startswith("read as plain text") and excess in note for note in article.notes)
    assert all(paragraph in article.original for paragraph in PROSE)


def test_nothing_below_depth_256_vanishes() -> None:
    article = read_html(page("<div>" * 300 + PARAGRAPHS + "</div>" * 300))
    assert all(paragraph in article.text for paragraph in PROSE)
    assert article.notes == ("read as plain text: more than 256 nested elements",)
    assert "innermost" in read_html("<div>" * 300 + "the innermost text" + "</div>" * 300).text


def test_an_endless_token_ends_within_its_own_length() -> None:
    article = read_html(page("<p>" + "a" * 5_000_000 + "</p>"))
    assert len(article.original) <= 5_001_000
    assert article.notes


def test_endless_spaces_are_no_text() -> None:
    assert len(read_html(page("<p>" + " " * 5_000_000 + "</p>")).original) < 1_000


def test_entities_of_the_documents_own_are_never_expanded_and_no_file_is_read() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    doctype = (
        f'<!DOCTYPE html [<!ENTITY e0 "boom">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    html = f"{doctype}<html><body>{PARAGRAPHS}<p>&e19; &f;</p></body></html>"
    text = read_html(html).original
    assert PROSE[0] in text
    assert "boom" not in text
    assert "root:" not in text
    assert len(text) < len(html)


def test_an_extractor_that_fails_costs_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RecursionError

    monkeypatch.setattr(importlib.import_module("newsdigest.cleaning.intake"), "_extract", fail)
    article = read_html(page())
    assert PROSE[0] in article.text
    assert "RecursionError" in article.notes[0]


FRAGMENTS = st.sampled_from(
    (
        "<p>", "</p>", "<div>", "</div>", "<", ">", "<!--", "-->", "<!", "<script>", "</script>",
        "<a href='", "\"", "'", "&amp;", "&#x110000;", "&e;", "text ", PROSE[0], "<br>", "</", "]>",
        "<![CDATA[", "<table>", "<td>", "=", "\0", "\ud800", "<meta charset='", "<html", "<title>",
    )
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.lists(FRAGMENTS, max_size=40).map("".join), st.text(), st.binary()))
def test_no_page_raises(html: str | bytes) -> None:
    article = read_html(html)
    assert isinstance(article, Article)
    assert article.cleaned
    article.text.encode()


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("", "<h1>Old bridge closed</h1>", "Old bridge closed"),
        ("", "<h1>Logo</h1><h1>Old bridge closed</h1>", ""),
        ("<title>X meets Y - The Daily Times</title>", "<h1>X meets Y</h1>", "X meets Y"),
        ("<title>X meets Y - The Daily Times</title>", "", "X meets Y - The Daily Times"),
    ],
)
def test_the_only_heading_of_a_page_names_it_where_its_head_does_not(
    head: str, heading: str, title: str
) -> None:
    body = (
        "<p>The old bridge was closed on Monday for repairs, the city said, after cracks.</p>" * 3
    )
    page = f"<html><head>{head}</head><body>{heading}{body}</body></html>"
    assert read_html(page).title == title


@pytest.mark.parametrize(
    "wall",
    [
        ("We use cookies to improve it. By continuing you accept our use of cookies.",),
        ("By using this site, you agree to our use of cookies.",),
        ("This site uses cookies to offer you better pages.", "Find out how we use cookies."),
        ("Wir und unsere Partner verwenden Cookies, um Ihnen das beste Erlebnis zu bieten.",),
        ("Avec votre accord, nos partenaires et nous utilisons des cookies.",),
    ],
)
def test_a_brief_word_about_cookies_is_no_article_and_costs_none(wall: tuple[str, ...]) -> None:
    told = "".join(f"<p>{line}</p>" for line in wall)
    assert read_html(f"<html><body>{told}<button>OK</button></body></html>").text == ""
    brief = (
        "The old bridge over the river was closed on Monday for repairs, the city said.",
        "Engineers had found cracks in two of its piers, and buses go another way until May.",
    )
    news = "".join(f"<p>{line}</p>" for line in brief)
    read = read_html(f"<html><body><article>{news}</article>{told}</body></html>").text
    assert all(line in read for line in brief)


def test_a_recipe_for_cookies_is_an_article() -> None:
    lines = (
        "Using two cookies for each, we make a sandwich of ice cream and press it together.",
        "Our cookies keep a week in a tin, said the baker, who has set cookies aside since May.",
    )
    page = "".join(f"<p>{line}</p>" for line in lines)
    read = read_html(f"<html><body><article>{page}</article></body></html>").text
    assert all(line in read for line in lines)
