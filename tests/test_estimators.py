"""The scikit-learn faces do what the functions do, within a pipeline too."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pandas
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline

import newsdigest as nd

from .conftest import SEEDS


def test_the_stripper_gives_what_clean_gives() -> None:
    articles = nd.read(SEEDS).articles
    cleaned = nd.clean(articles)
    stripper = nd.ChromeStripper()
    assert stripper.fit(articles).transform(articles) == cleaned
    texts = [article.text for article in articles]
    assert stripper.transform(texts) == [article.text for article in cleaned]


def test_parameters_are_stored_as_given_and_do_something() -> None:
    stripper = nd.ChromeStripper(keep={"caption"}, drop_lines=["^Singh also met"])
    assert clone(stripper).get_params() == stripper.get_params()
    page = (SEEDS / "002_ee63bdb051441ea7.txt").read_text("utf-8")
    (text,) = stripper.fit_transform([page])
    assert "Arlington National Cemetery\n" in text
    assert "Singh also met" not in text


def test_learning_takes_what_a_site_repeats() -> None:
    prose = "The {} was closed on {} after engineers found cracks in it, the city council said."
    days = ("Monday", "Tuesday", "Wednesday", "Thursday")
    things = ("bridge", "school", "tunnel", "station")
    articles = [
        nd.Article(
            f"{i}",
            "\n\n".join([prose.format(thing, day), "Nordheim Herald, the voice of the valley."]),
            source="herald",
        )
        for i, (thing, day) in enumerate(zip(things, days, strict=True))
    ]
    learned = nd.ChromeStripper(learn=True).fit(articles)
    assert learned.transform(articles) == nd.clean(articles, nd.CleaningSettings(learn=True))


def test_they_work_in_a_pipeline() -> None:
    texts = [article.text for article in nd.read(SEEDS).articles]
    matrix = make_pipeline(nd.ChromeStripper(), TfidfVectorizer()).fit_transform(texts)
    assert matrix.shape[0] == 5
    labels = nd.NearDuplicates(0.1).fit_predict(texts)
    assert labels[1] == labels[3]
    assert len(set(labels)) == 4


def test_a_pipeline_of_bare_texts_keeps_what_cleaning_takes_off_them() -> None:
    texts = [article.text for article in nd.read(SEEDS).articles]
    cleaned = nd.ChromeStripper().transform(texts)
    for given in (texts, pandas.Series(texts), pickle.loads(pickle.dumps(cleaned))):
        labels = make_pipeline(nd.ChromeStripper(), nd.EventClusterer()).fit_predict(given)
        assert list(labels) == [0, 0, 1, 0, 2]
    assert list(nd.EventClusterer().fit_predict(cleaned)) == [0, 0, 1, 0, 2]


def test_a_threshold_of_events_is_that_of_few_articles_too() -> None:
    articles = nd.clean(nd.read(SEEDS).articles)
    for threshold, events in ((None, 3), (1.0, 5)):
        clusterer = nd.EventClusterer(threshold).fit(articles)
        assert clusterer.n_events_ == events


@pytest.mark.parametrize(
    "ask",
    [
        lambda: nd.clean(["a text"]),  # type: ignore[list-item]
        lambda: nd.clean("a text"),  # type: ignore[arg-type]
        lambda: nd.learn_site_lines([{"text": "a text"}]),  # type: ignore[list-item]
        lambda: nd.cluster_events([{"text": "a text"}]),  # type: ignore[list-item]
        lambda: nd.summarize(["a text"]),  # type: ignore[list-item]
        lambda: nd.read(5),
        lambda: nd.digest(None),
        lambda: nd.ChromeStripper().fit_transform("one text"),
        lambda: nd.EventClusterer().fit_predict("one text"),
        lambda: nd.ExtractiveSummarizer().fit_transform("one text"),
        lambda: nd.NearDuplicates().fit_predict("one text"),
        lambda: nd.ChromeStripper().fit_transform(pandas.DataFrame({"text": ["A text."]})),
        lambda: nd.EventClusterer().fit_predict(pandas.DataFrame({"text": ["A text."]})),
        lambda: nd.ExtractiveSummarizer().fit_transform(pandas.DataFrame({"text": ["A text."]})),
    ],
)
def test_what_is_no_list_of_articles_is_refused_in_words(ask: Callable[[], object]) -> None:
    with pytest.raises(nd.UsageError, match=r"expected|a source is"):
        ask()


@pytest.mark.parametrize("ask", [nd.clean, nd.find_duplicates, nd.cluster_events, nd.summarize])
def test_what_was_read_is_handed_on_by_its_articles(ask: Callable[[Any], object]) -> None:
    reading = nd.read(SEEDS)
    assert ask(reading.articles) is not None
    with pytest.raises(nd.UsageError, match=r"not Reading; hand over its \.articles"):
        ask(reading)


def test_tables_are_for_read() -> None:
    frame = pandas.DataFrame({"text": ["A council voted.", "A ferry sank."]})
    assert len(nd.read(frame).articles) == 2
    with pytest.raises(nd.UsageError, match="read\\(\\) makes them of its rows"):
        nd.clean(frame)
    doubled = pandas.DataFrame([["a", "b"]], columns=["text", "text"])
    with pytest.raises(nd.UsageError, match="not a table that can be read"):
        nd.read(doubled)


@pytest.mark.parametrize(
    "estimator", [nd.ChromeStripper(), nd.NearDuplicates(), nd.EventClusterer()]
)
def test_scikit_learn_is_told_that_texts_go_in(estimator: Any) -> None:
    tags = estimator.__sklearn_tags__().input_tags
    assert (tags.string, tags.one_d_array, tags.two_d_array) == (True, True, False)


def test_a_parameter_that_means_nothing_is_told_when_fitting() -> None:
    for estimator in (
        nd.ChromeStripper(keep={"nonsense"}),
        nd.ChromeStripper(drop_lines=["("]),
        nd.NearDuplicates(threshold=7),
        nd.EventClusterer(threshold=7),
        nd.ExtractiveSummarizer(words=0),
    ):
        with pytest.raises(nd.UsageError):
            estimator.fit(["A text of a few words."])


def test_what_is_no_text_is_told_by_its_kind() -> None:
    numbers: Any = [1, 2]
    for step in (
        nd.ChromeStripper().transform,
        nd.NearDuplicates().fit,
        nd.EventClusterer().fit,
        nd.ExtractiveSummarizer().transform,
    ):
        with pytest.raises(nd.UsageError, match="not int"):
            step(numbers)
