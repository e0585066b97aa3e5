"""Cleaning: what it takes has a reason, what it leaves is whole lines of the original."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd

PROSE = (
    "The harbour bridge was closed on Tuesday after engineers found cracks in two of its piers.",
    "Traffic will be led over the northern crossing until the repairs are done, the city said.",
)
CHROME = (
    "Recent Posts", "4 mins ago", "Also Read: Another story altogether", "Share this", "Agencies",
    "By Jane Doe", "World", "Jane Doe", "Bridge Closed For Repairs", "date 2023-06-05 ", "",
    "Published: June 5, 2023", "Photo: Jane Doe", "  indented", "\tTab",
)  # fmt: skip
PAGES = st.lists(st.sampled_from([*PROSE, *CHROME]) | st.text(max_size=30), max_size=14).map(
    "\n".join
)


def clean(text: str) -> nd.Article:
    (article,) = nd.clean([nd.Article("a", text)])
    return article


@given(PAGES)
def test_what_is_left_is_lines_of_the_original_in_order(page: str) -> None:
    article = clean(page)
    assert article.original == page
    position = 0
    for line in filter(None, article.text.split("\n")):
        assert line == line.strip()
        position = page.index(line, position) + len(line)
    assert "\n\n\n" not in article.text
    for removed in article.removed:
        assert page[removed.start : removed.end] == removed.text


@given(PAGES)
def test_cleaning_what_is_cleaned_changes_nothing(page: str) -> None:
    article = clean(page)
    assert nd.clean([article]) == [article]


@pytest.mark.parametrize(
    ("line", "reason", "field", "value"),
    [
        ("date 2023-06-05", "date prefix", "published", date(2023, 6, 5)),
        ("Published: June 5, 2023", "date line", "published", date(2023, 6, 5)),
        ("By Jane Doe", "byline", "byline", "Jane Doe"),
        ("World", "section label", "title", ""),
    ],
)
def test_what_stands_above_the_body_moves_into_the_fields(
    line: str, reason: str, field: str, value: object
) -> None:
    article = clean("\n\n".join([line, *PROSE]))
    assert article.text == "\n\n".join(PROSE)
    assert [removed.reason for removed in article.removed] == [reason]
    assert getattr(article, field) == value


def test_a_field_that_the_record_has_is_left_as_it_is() -> None:
    page = "\n\n".join(["date 2023-06-05", *PROSE])
    (article,) = nd.clean([nd.Article("a", page, published=date(2020, 1, 1))])
    assert article.published == date(2020, 1, 1)


@pytest.mark.parametrize("text", ["", "  \n", "One line", "\n\n".join(PROSE), "Poem one\nPoem two"])
def test_a_text_without_chrome_is_left_whole(text: str) -> None:
    assert clean(text).text == text.strip()
    assert not clean(text).removed


def test_a_date_that_is_none_is_no_date() -> None:
    assert clean("date 2023-13-45 " + PROSE[0]).published is None
