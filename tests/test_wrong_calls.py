"""A wrong call of the library is told as one, by what it got and what it takes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import newsdigest as nd

from .conftest import SEEDS

wrong: Any = nd.EventSettings()  # settings, but of another stage

_CALLS: dict[str, tuple[Callable[[list[nd.Article]], object], str]] = {
    "a dict for a stage": (
        lambda _: nd.Settings(digests={"words": 9}),  # type: ignore[arg-type]
        "digests must be DigestSettings, not dict",
    ),
    "one stage's for another's": (
        lambda _: nd.Settings(digests=wrong),
        "digests must be DigestSettings, not EventSettings",
    ),
    "a dict for columns": (
        lambda _: nd.ReadingSettings(columns={"text": "story"}),  # type: ignore[arg-type]
        "columns must be Columns, not dict",
    ),
    "one reason for several": (
        lambda _: nd.CleaningSettings(keep="date"),  # type: ignore[arg-type]
        "keep takes several; put 'date' into a list",
    ),
    "one pattern for several": (
        lambda _: nd.CleaningSettings(drop_lines="Read more"),  # type: ignore[arg-type]
        "drop_lines takes several; put 'Read more' into a list",
    ),
    "digest": (lambda _: nd.digest(SEEDS, settings=wrong), "settings must be a Settings"),
    "summarize": (lambda some: nd.summarize(some, settings=wrong), "settings must be a Settings"),
    "explain": (lambda some: nd.explain(some, "a", "b", wrong), "settings must be a Settings"),
    "explain_event": (lambda some: nd.explain_event(some, "a", wrong), "must be a Settings"),
    "fetch": (lambda _: nd.fetch([], settings=wrong), "settings must be a Settings"),
    "render": (
        lambda some: nd.render(nd.digest(some), "atom", settings=wrong),
        "settings must be RenderingSettings or Settings",
    ),
    "pairs for constraints": (
        lambda some: nd.cluster_events(some, constraints=[("a", "b")]),  # type: ignore[arg-type]
        "constraints must be Constraints",
    ),
    "strings for articles": (
        lambda _: nd.shared_passages(["a text"]),  # type: ignore[list-item]
        "expected Articles, not str",
    ),
    "less than none": (
        lambda some: nd.representatives(nd.cluster_events(some)[0], k=-1),
        "k must be a whole number of at least 0, not -1",
    ),
    "half a sentence": (
        lambda some: nd.representatives(nd.cluster_events(some)[0], k=2.5),  # type: ignore[arg-type]
        "k must be a whole number of at least 0, not 2.5",
    ),
}


@pytest.fixture(scope="module")
def some() -> list[nd.Article]:
    return [
        nd.Article("a", "The old bridge was closed on Monday after engineers found cracks in it."),
        nd.Article("b", "Voters chose a new council on Sunday, by the smallest margin in years."),
    ]


@pytest.mark.parametrize("name", _CALLS)
def test_a_wrong_call_says_what_it_takes(some: list[nd.Article], name: str) -> None:
    call, told = _CALLS[name]
    with pytest.raises(nd.UsageError, match=told):
        call(some)


def test_a_record_that_is_no_dict_is_told() -> None:
    with pytest.raises(nd.RecordError, match="a record is a dict, not str"):
        nd.Article.from_dict("a text")  # type: ignore[arg-type]


def test_an_archive_takes_settings_and_dates_alone(tmp_path: Path) -> None:
    with pytest.raises(nd.UsageError, match="settings must be a Settings"):
        nd.Archive(tmp_path / "news.db", wrong)
    with nd.Archive(tmp_path / "news.db") as archive:
        with pytest.raises(nd.UsageError, match="settings must be a Settings"):
            archive.digest(settings=wrong)
        with pytest.raises(nd.UsageError, match="before must be a date, not '2023-01-01'"):
            archive.forget("2023-01-01")  # type: ignore[arg-type]
        assert archive.forget(datetime(2023, 1, 1, tzinfo=UTC)) == ()


def test_lists_serve_where_a_frozen_record_holds_several() -> None:
    pairs: Any = [["a", "b"]]
    for one in (
        nd.Constraints(same=pairs),
        nd.CleaningSettings(keep=["date"], drop_lines=["^More"]),  # type: ignore[arg-type]
    ):
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))
    assert nd.Constraints(same=pairs) == nd.Constraints(same=(("a", "b"),))


def test_settings_of_all_stages_serve_where_those_of_one_do(some: list[nd.Article]) -> None:
    report = nd.digest(some)
    settings = nd.Settings(rendering=nd.RenderingSettings(title="Bridges"))
    assert "<title>Bridges</title>" in nd.render(report, "atom", settings=settings)


def test_settings_of_all_stages_say_how_web_pages_are_cleaned(tmp_path: Path) -> None:
    prose = "The old bridge was closed on Monday after engineers found cracks in it. "
    page = f"<article><h1>Bridge</h1><p>{prose * 3}</p><p>Another line of it. {prose}</p></article>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    settings = nd.Settings(cleaning=nd.CleaningSettings(drop_lines=("^Another line",)))
    (read,) = nd.read(tmp_path, settings).articles
    (streamed,) = nd.iter_read(tmp_path, settings)
    assert isinstance(streamed, nd.Article)
    assert "Another line" not in read.text
    assert read.text == streamed.text
    assert "Another line" in nd.read(tmp_path).articles[0].text
