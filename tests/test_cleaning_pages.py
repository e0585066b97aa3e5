"""What is promised of web pages of one site: the lines that they share go, as from texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.archive import Archive
from newsdigest.cleaning import SiteLines
from newsdigest.settings import CleaningSettings, Settings

NOTICE = (
    "Our reporters gather their data from the best sources and pore over every document to find "
    "out what matters to real people."
)
STORIES = (
    "The old bridge in Springfield was closed on Tuesday after engineers found cracks in two of "
    "its piers, the mayor said in a speech.",
    "A court in Shelbyville on Monday jailed two bankers for five years for hiding money that "
    "belonged to the pensioners of the city.",
    "Farmers in the north have begun to harvest wheat two weeks early because of a drought that "
    "has lasted since the middle of March.",
)
LEARN = Settings(cleaning=CleaningSettings(learn=True))


def page(story: str, notice: str = NOTICE) -> str:
    return (
        '<html><head><title>A report</title><meta property="og:site_name" content="Post"></head>'
        f"<body><article><h1>A report of the day</h1><p>{story}</p><p>It was the third of its kind "
        f"this year, people who know the matter well said: {story[4:30]}.</p><p>{notice}</p>"
        "</article></body></html>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, story in enumerate(STORIES):
        (tmp_path / f"p{number}.html").write_text(page(story), encoding="utf-8")
    return tmp_path


def test_what_the_pages_of_a_site_share_goes_with_its_reason(folder: Path) -> None:
    read = nd.read(folder).articles
    assert all(NOTICE in article.text for article in read)
    for article in nd.clean(read, LEARN.cleaning):
        (part,) = [part for part in article.removed if part.reason == "site"]
        assert part.text == NOTICE == article.original[part.start : part.end]
        assert NOTICE not in article.text
        assert [part.start for part in article.removed] == sorted(p.start for p in article.removed)


def test_each_way_through_the_stages_takes_it_off(folder: Path, tmp_path: Path) -> None:
    report = nd.digest(folder, settings=LEARN)
    assert not [a for d in report.digests for a in d.event.articles if NOTICE in a.text]
    with Archive(tmp_path / "news.db", settings=LEARN) as archive:
        archive.add(folder)
        stored = [a for digest in archive.digest().digests for a in digest.event.articles]
    assert len(stored) == len(STORIES)
    assert not [article for article in stored if NOTICE in article.text]


def test_pages_are_left_alone_where_nothing_is_learned(folder: Path) -> None:
    read = nd.read(folder).articles
    assert nd.clean(read) == read
    kept = nd.clean(read, replace(LEARN.cleaning, keep=frozenset({"site"})))
    assert kept == read


def test_what_somebody_calls_clean_stays_as_it_is(folder: Path) -> None:
    given = [nd.Article.from_dict(a.to_dict()) for a in nd.read(folder).articles]
    assert nd.clean(given, LEARN.cleaning) == given


def test_a_page_that_was_looked_through_stays_as_it_is_whatever_else_is_learned(
    folder: Path,
) -> None:
    cleaned = nd.clean(nd.read(folder).articles, LEARN.cleaning)
    assert nd.clean(cleaned, LEARN.cleaning) == cleaned
    known = SiteLines({"Post": frozenset(STORIES)})
    assert nd.clean(cleaned, site_lines=known) == cleaned
    back = [nd.Article.from_dict(article.to_dict()) for article in cleaned]
    assert nd.clean(back, LEARN.cleaning) == cleaned


def test_the_order_of_pages_does_not_matter(folder: Path) -> None:
    read = nd.read(folder).articles
    forth, back = nd.clean(read, LEARN.cleaning), nd.clean(read[::-1], LEARN.cleaning)
    assert forth == back[::-1]


def test_a_page_of_which_too_little_would_remain_is_kept_and_says_so() -> None:
    read = nd.read_html(page("A bridge fell."))
    known = SiteLines({"Post": frozenset(read.text.split("\n")[1:])})
    (cleaned,) = nd.clean([read], site_lines=known)
    assert cleaned.text == read.text
    assert cleaned.notes == ("kept whole: too little would remain",)


def test_a_line_whose_date_was_cut_off_is_compared_by_what_is_left() -> None:
    first, second = (
        page(story, f"Published: June 5, 2023 | {NOTICE}").replace("<p>It", "<p>Then it")
        for story in STORIES[:2]
    )
    articles = [nd.read_html(first), nd.read_html(second)]
    for article in nd.clean(articles, LEARN.cleaning):
        for part in article.removed:
            assert article.original[part.start : part.end] == part.text
