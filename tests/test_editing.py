"""What an editor's words and labels are taken for: many of them, odd ones, and what they split."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest import pipeline
from newsdigest.events.constraints import resolve

from .conftest import Newsdigest

_PLACES = st.integers(0, 11)


@given(st.lists(st.tuples(_PLACES, _PLACES), max_size=20))
def test_what_is_the_same_as_one_that_is_the_same_is_together(pairs: list[tuple[int, int]]) -> None:
    voices = [nd.Article(f"{number}", "A text.") for number in range(12)]
    together, _ = resolve(nd.Constraints(tuple((f"{a}", f"{b}") for a, b in pairs)), voices, ())
    reached = {number: {number} for number in range(12)}
    for _ in pairs:  # no chain is longer
        for a, b in pairs:
            reached[a] |= reached[b]
            reached[b] |= reached[a]
    expected = {tuple(sorted(own)) for own in reached.values() if len(own) > 1}
    assert list(map(tuple, together)) == sorted(expected)


def test_thousands_of_words_on_thousands_of_reports_are_taken() -> None:
    count = 20_000
    voices = [nd.Article(f"{number:05d}", "A text.") for number in range(count)]
    same = tuple((f"{n:05d}", f"{n + 2:05d}") for n in reversed(range(count - 2)))
    together, apart = resolve(nd.Constraints(same, (("00000", "00001"),)), voices, ())
    assert together == [list(range(0, count, 2)), list(range(1, count, 2))]
    assert apart == [(0, 1)]


def test_labelled_articles_in_a_damaged_file_are_told_by_path_and_reason(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl.gz"
    record = {"text": "The old bridge in Riverton was closed on Monday.", "cluster": "1"}
    whole = gzip.compress("\n".join([json.dumps(record)] * 500).encode())
    middle = len(whole) // 2
    for content, reason in (
        (whole[:middle], "ended before"),
        (whole[:20] + b"\xff" * 20 + whole[40:], "Error -3"),
        (b"no gzip", "Not a gzipped file"),
    ):
        gold.write_bytes(content)
        with pytest.raises(nd.UsageError, match=reason) as raised:
            pipeline.read_labelled(gold)
        assert str(gold) in str(raised.value)
        ran = newsdigest("evaluate", gold)
        assert (ran.code, "Traceback" in ran.err) == (2, False)
        assert reason in " ".join(ran.err.split())


@pytest.mark.parametrize("labels", [["x"], ["x", "x", "y"], []])
def test_labels_that_are_not_one_for_each_article_are_refused(labels: list[str]) -> None:
    articles = [nd.Article("a", "A bridge was closed."), nd.Article("b", "A school was opened.")]
    with pytest.raises(nd.UsageError, match=f"2 articles need as many labels, not {len(labels)}"):
        pipeline.evaluate(articles, labels)


def test_a_chapter_that_the_editor_splits_from_an_event_is_told_to_be_of_its_time() -> None:
    base = "The old bridge in Riverton was closed after cracks were found in a pillar of it."
    details = {
        "a1": (1, "Engineers of the county inspect the damage, and a ferry runs every hour."),
        "a2": (9, "Schools on the northern bank begin late, as buses take a long detour."),
        "b1": (5, "Shopkeepers along the river fear for their customers until the spring."),
    }
    articles = [
        nd.Article(name, f"{base} {text}", published=date(2024, 5, day))
        for name, (day, text) in details.items()
    ]
    word = nd.Constraints(same=(("a1", "a2"),), different=(("a1", "b1"), ("a2", "b1")))
    found = {event.articles[0].id: event for event in nd.cluster_events(articles, None, word)}
    story = found["b1"].storyline
    assert story is not None
    assert [chapter.event_id for chapter in story.chapters] == [found["a1"].id, found["b1"].id]
    assert story.chapters[1].reason.startswith(f"while event {found['a1'].id} went on, alike by ")
