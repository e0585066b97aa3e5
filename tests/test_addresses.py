"""The day that an address tells: read where news sites write it, and nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.addresses import day_in_address

TEXT = "The old bridge was closed on Tuesday after engineers found cracks in two of its piers."
PAGE = f"<html><body><article><h1>Bridge closed</h1><p>{TEXT}</p></article></body></html>"


@pytest.mark.parametrize(
    "path",
    [
        "law/2014/apr/30/bridge", "2014/04/30/", "2014/04/30", "2014/4/30/bridge.html",
        "news/2014/April/30/x", "news/2014-04-30/bridge", "world/bridge-closed-2014-04-30/",
        "2014-04-30-bridge", "20140430/bridge", "a/bridge-20140430-p5erly.html",
        "bridge-20140430.html", "2014/04/30/bridge-of-2013-01-01?date=2012-02-02#2011-01-01",
    ],
)  # fmt: skip
def test_the_day_in_a_path_is_read(path: str) -> None:
    assert day_in_address(f"https://news.example/{path}") == date(2014, 4, 30)


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/2023/12/16-new-officers", "https://news.example/2014/04/bridge",
        "https://news.example/2014/13/45/bridge", "https://news.example/2999/01/02/bridge",
        "https://news.example/id120140430", "https://news.example/201404301/x",
        "https://news.example/x?date=2014-04-30", "https://2014-04-30.example/bridge",
        "https://news.example/2014-04-30/answer-to-2014-04-29/", "http://[", "2014/04/30", "",
        "https://news.example/2014/aprıl/30/x", "https://news.example/21140430/x",
    ],
)  # fmt: skip
def test_what_is_no_day_or_not_one_tells_none(address: str) -> None:
    assert day_in_address(address) is None


@given(st.text(alphabet="/-.0123456789apr:?"))
def test_no_address_raises(address: str) -> None:
    found = day_in_address("https://news.example/" + address)
    assert found is None or isinstance(found, date)


def test_a_page_without_a_date_has_that_of_its_address() -> None:
    url = "https://www.theguardian.example/law/2014/apr/30/bridge"
    assert nd.read_html(PAGE, url=url).published == date(2014, 4, 30)
    own = PAGE.replace("<body>", '<head><link rel="canonical" href="' + url + '"></head><body>')
    assert nd.read_html(own).published == date(2014, 4, 30)


def test_what_the_page_or_the_text_says_comes_first() -> None:
    url = "https://news.example/2014/04/30/bridge"
    meta = '<head><meta property="article:published_time" content="2014-05-02T10:00:00Z"></head>'
    page = nd.read_html(PAGE.replace("<body>", meta + "<body>"), url=url)
    assert page.published == datetime.fromisoformat("2014-05-02T10:00:00+00:00")
    (article,) = nd.clean([nd.Article("", f"Published: May 1, 2014 | {TEXT}", url=url)])
    assert article.published == date(2014, 5, 1)


def test_records_of_any_form_have_the_day_of_their_address(tmp_path: Path) -> None:
    url = "https://news.example/2014/04/30/bridge"
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{TEXT}", "url": "{url}"}}\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text(f'text,link\n"{TEXT}",{url}\n', encoding="utf-8")
    read = nd.read(tmp_path).articles
    assert [article.published for article in nd.clean(read)] == [date(2014, 4, 30)] * 2


def test_what_somebody_makes_or_calls_clean_gets_no_date() -> None:
    given_one = nd.Article("a", TEXT, url="https://news.example/2014/04/30/bridge", cleaned=True)
    assert given_one.published is None
    assert nd.clean([given_one]) == [given_one]
