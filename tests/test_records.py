"""Records are frozen, travel through JSON and come back, and read what other tools write."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WORDS = TEXT.filter(lambda text: any(c.isprintable() and not c.isspace() for c in text))
TEN = datetime(2023, 6, 5, 10, tzinfo=UTC)
MOMENTS = (
    st.none()
    | st.dates(date(1800, 1, 1), date(2100, 12, 31))
    | st.datetimes(datetime(1800, 1, 2), datetime(2100, 12, 30))
    | st.datetimes(datetime(1800, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC))
)


def optional(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | text


ARTICLES = st.builds(
    nd.Article,
    id=WORDS,
    text=WORDS,
    title=optional(WORDS),
    published=MOMENTS,
    source=optional(WORDS),
    url=optional(WORDS),
    language=optional(WORDS),
    byline=optional(WORDS),
    agency=optional(WORDS),
    path=optional(WORDS),
)


@given(ARTICLES)
def test_an_article_travels_through_json_and_comes_back(article: nd.Article) -> None:
    assert nd.Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


def test_a_cleaned_article_travels_with_its_evidence(seeds: list[nd.Article]) -> None:
    for article in seeds:
        assert nd.Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


def test_before_cleaning_text_and_original_are_one() -> None:
    assert nd.Article("a", "A text.").original == "A text."


def test_records_cannot_be_changed() -> None:
    article = nd.Article("a", "A text.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "Another."  # type: ignore[misc]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"text": "T.", "date": "2023-06-05"}, date(2023, 6, 5)),
        ({"body": "T.", "published_at": "2023-06-05T10:00:00Z"}, TEN),
        ({"content": "T.", "publish_date": "June 5, 2023"}, date(2023, 6, 5)),
        ({"maintext": "T.", "date": "5 June 2023, 10:30 am IST"}, date(2023, 6, 5)),
        ({"text": "T.", "date": 1685923200}, datetime(2023, 6, 5, tzinfo=UTC)),
        ({"text": "T.", "date": 1685923200000}, datetime(2023, 6, 5, tzinfo=UTC)),
        ({"text": "T.", "date": "Mon, 05 Jun 2023 10:00:00 +0000"}, TEN),
        ({"text": "T.", "date": "None"}, None),
        ({"text": "T.", "date": "2024-13-45"}, None),
        ({"text": "T.", "date": "2024-13-45T99:99:99Z"}, None),
        ({"text": "T.", "date": "2999-01-01"}, None),
        ({"text": "T.", "date": "31 June 2023"}, None),
        ({"text": "T.", "date": "yesterday"}, None),
    ],
)  # fmt: skip
def test_dates_come_in_many_forms_and_a_date_that_is_none_is_none(
    record: dict[str, object], expected: date | None
) -> None:
    article = nd.Article.from_dict(record)
    assert article.text == "T."
    assert article.published == expected


@pytest.mark.parametrize(
    "record",
    [{}, {"text": ""}, {"text": "  \n"}, {"text": None}, {"text": 5}, {"text": ["a", 5]},
     {"text": "T.", "title": {"a": 1}}, {"text": "T.", "cleaned": True, "removed": 5},
     {"text": "T.", "cleaned": True, "removed": [{}]}],
)  # fmt: skip
def test_what_cannot_be_an_article_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(nd.RecordError):
        nd.Article.from_dict(record)


def test_fields_of_a_wrong_type_are_refused_by_name() -> None:
    with pytest.raises(nd.RecordError, match=r"published must be a date.*from_dict"):
        nd.Article("a", "T.", published="2023-06-05")  # type: ignore[arg-type]
    with pytest.raises(nd.RecordError, match="text must be a string"):
        nd.Article("a", None)  # type: ignore[arg-type]


def test_a_record_without_an_id_gets_one_from_its_content() -> None:
    first = nd.Article.from_dict({"text": "One."})
    assert first.id == nd.Article.from_dict({"body": "One."}).id
    assert first.id != nd.Article.from_dict({"text": "Two."}).id


def test_days_are_counted_in_utc() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert nd.Article("a", "T.", published=datetime(2023, 6, 5, 2, tzinfo=india)).day == date(
        2023, 6, 4
    )
    assert nd.Article("a", "T.", published=datetime(2023, 6, 5, 2)).day == date(2023, 6, 5)
    assert nd.Article("a", "T.", published=date(2023, 6, 5)).day == date(2023, 6, 5)


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [
        (nd.Interval(date(2023, 6, 5), date(2023, 6, 5)), nd.Interval(date(2023, 11, 1)), 149),
        (nd.Interval(date(2020, 1, 1)), nd.Interval(date(2023, 11, 1)), 0),
        (nd.Interval(date(2020, 1, 1)), nd.Interval(None, date(2019, 12, 30)), 2),
        (nd.Interval(), nd.Interval(date(2023, 11, 1)), None),
    ],
)
def test_intervals_know_the_days_between_them(
    left: nd.Interval, right: nd.Interval, gap: int | None
) -> None:
    assert left.gap(right) == right.gap(left) == gap


def test_settings_refuse_values_that_mean_nothing() -> None:
    for call in (
        lambda: nd.DigestSettings(words=0),
        lambda: nd.DuplicateSettings(threshold=1.5),
        lambda: nd.DuplicateSettings(linkage="chain"),  # type: ignore[arg-type]
        lambda: nd.EventSettings(threshold=-1),
        lambda: nd.ReadingSettings(max_bytes=0),
        lambda: nd.find_duplicates([], threshold=2),
        lambda: nd.digest([], words=-1),
        lambda: nd.digest([], method="magic"),  # type: ignore[arg-type]
    ):
        with pytest.raises(nd.UsageError):
            call()


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en-US", "en"), ("en_GB", "en"), ("eng", "en"),
        ("English", "en"), ("zh-Hant-TW", "zh"), ("nb", "no"), ("fil", "fil"), ("und", ""),
        ("", ""), ("en/../../x", "en"), ("e\0n", ""), ("x" * 300, ""), ("ſv", ""), ("?", ""),
    ],
)  # fmt: skip
def test_a_language_is_known_by_any_tag_that_names_it(tag: str, code: str) -> None:
    article = nd.Article("a", "Some text.", language=tag)
    assert article.language == code
    assert nd.Article.from_dict({"text": "Some text.", "lang": tag}).language == code
    assert dataclasses.replace(article, title="x").language == code


def test_no_field_holds_what_no_encoding_can() -> None:
    names = ("id", "text", "title", "source", "url", "byline", "agency", "path")
    values: dict[str, Any] = {name: f"{name} \ud83d é" for name in names}
    article = nd.Article(**values)
    for name in names:
        assert getattr(article, name) == f"{name} ? é"
    assert article.original == article.text


def test_an_article_is_shown_in_a_line_however_long_its_text_is() -> None:
    article = nd.Article(
        "a", "The bridge was closed on Monday. " * 900, title="Bridge", cleaned=True
    )
    shown = repr(article)
    assert len(shown) < 200
    assert shown.startswith("Article(id='a', text='The bridge was closed on Monday. ")
    assert "(29700 characters), title='Bridge'" in shown


ANY: Any = nd  # to call what types forbid


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda a: ANY.find_duplicates(a, settings=nd.EventSettings()), "DuplicateSettings or"),
        (lambda a: ANY.clean(a, settings=nd.DuplicateSettings()), "CleaningSettings or Settings"),
        (
            lambda a: ANY.cluster_events(a, settings=nd.DigestSettings()),
            "EventSettings or Settings",
        ),
        (lambda a: ANY.representatives(a), "expected an Event, not list"),
        (lambda _: ANY.interval("x"), "expected Articles, not str"),
        (lambda _: ANY.read_html(None), "text or bytes, not NoneType"),
        (lambda _: ANY.Constraints(same=("002", "004")), "same must be pairs of ids"),
        (lambda _: ANY.Constraints(different=(("a", 1),)), "different must be pairs of ids"),
    ],
)
def test_what_a_function_cannot_take_is_told_in_words(call: Any, told: str) -> None:
    with pytest.raises(nd.UsageError, match=told):
        call([nd.Article("a", "The bridge was closed.")])


def test_a_stage_takes_its_own_settings_and_those_of_all() -> None:
    texts = ["one two three four five six seven", "one two three four five six eight"]
    whole = nd.Settings(duplicates=nd.DuplicateSettings(threshold=0.4))
    for settings in (whole, whole.duplicates):
        assert len(nd.find_duplicates(texts, settings=settings)) == 1
