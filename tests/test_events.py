"""Events: the same happening in other words, near in time, whatever the order and the copies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest as nd
from benchmarks.made_events import make
from benchmarks.measures import b_cubed


def clusters(events: list[nd.Event]) -> set[frozenset[str]]:
    return {frozenset(article.id for article in event) for event in events}


def test_made_events_are_found() -> None:
    corpus = make(30)
    index = {article.id: i for i, article in enumerate(corpus.articles)}
    found = [[index[a.id] for a in event] for event in nd.cluster_events(corpus.articles)]
    assert b_cubed(corpus.events, found) > 0.98


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_order_and_copies_change_nothing(chance: random.Random) -> None:
    articles = make(4).articles
    expected = clusters(nd.cluster_events(articles))
    copied = chance.choice([article for article in articles if "copy" not in article.id])
    twin = replace(copied, id=f"{copied.id}-twin")
    more = [*articles, twin]
    chance.shuffle(more)
    found = nd.cluster_events(more)
    assert {group - {twin.id} for group in clusters(found)} == expected
    (home,) = [event for event in found if twin.id in {a.id for a in event}]
    assert copied.id in {article.id for article in home}
    assert len(home.reports) == 3


def test_reports_far_apart_in_time_are_never_one_event(seeds: list[nd.Article]) -> None:
    first, second = seeds[1], seeds[3]
    for days, together in ((0, True), (2, True), (200, False)):
        moved = replace(second, published=date(2023, 6, 5) + timedelta(days=days))
        assert (len(nd.cluster_events([first, moved])) == 1) == together


def test_an_event_id_depends_on_contents_not_on_places(seeds: list[nd.Article]) -> None:
    moved = [replace(article, path=f"elsewhere/{article.path}") for article in seeds]
    assert [e.id for e in nd.cluster_events(moved)] == [e.id for e in nd.cluster_events(seeds)]
    other = [replace(seeds[0], text=seeds[0].text + " More."), *seeds[1:]]
    assert {e.id for e in nd.cluster_events(other)} != {e.id for e in nd.cluster_events(seeds)}


def test_each_link_carries_its_evidence(seeds: list[nd.Article]) -> None:
    (event,) = [event for event in nd.cluster_events(seeds) if len(event) == 3]
    assert len(event.links) == 3
    for link in event.links:
        assert 0 < link.score <= 1
        assert 0 < link.cosine <= 1
        assert "defence" in dict(link.terms)
        assert any("they share most of" in line for line in link.evidence)


@pytest.mark.parametrize(
    "articles",
    [
        [],
        [nd.Article("a", "")],
        [nd.Article("a", "One word"), nd.Article("b", "!!!"), nd.Article("c", "12 34")],
        [nd.Article("a", "the and of"), nd.Article("b", "the and of")],
        [nd.Article("a", "Old news here.", published=date(1900, 1, 1)),
         nd.Article("b", "Old news here.", published=date(2100, 1, 1))],
        [nd.Article("a", "大桥已经关闭，车辆必须绕行。"), nd.Article("b", "It was closed.")],
    ],
    ids=["none", "empty", "short", "stop words", "far dates", "languages"],
)  # fmt: skip
def test_odd_batches_give_sensible_events(articles: list[nd.Article]) -> None:
    events = nd.cluster_events(articles)
    assert sorted(a.id for event in events for a in event) == [a.id for a in articles]


def test_a_thousand_reports_of_one_event_are_one() -> None:
    base = make(1, reports=1).articles[0]
    same = [replace(base, id=f"{number:04d}") for number in range(1000)]
    (event,) = nd.cluster_events(same)
    assert len(event) == 1000
    assert len(event.reports) == 1


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("The dialogue was held in November 2023 in Delhi.", date(2023, 11, 1)),
        ("It happened on 5 June 2023, and again on June 7, 2023.", date(2023, 6, 7)),
        ("Trade grew to over $20 billion in 2020 from nearly zero in 2008.", date(2020, 1, 1)),
        ("A framework for 2025-2035 was drafted.", None),
        ("The plant will open in March 2031.", None),
        ("They aim to be done by December 2030.", None),
        ("The year 2050 film was shown; room 2019 was full.", None),
        ("The contract of the striker expires in 2025.", None),
        ("She is weighing a potential run for president in 2024.", None),
        ("The game is set in 2077 in a city of the coast.", None),
        ("The rule runs through June 2025.", None),
        ("The scheme, beginning in 2031, is for the young.", None),
        ("There is no date here.", None),
    ],
)
def test_a_text_is_not_older_than_the_past_that_it_speaks_of(
    text: str, earliest: date | None
) -> None:
    found = nd.interval(nd.Article("a", text))
    assert (found.earliest, found.latest) == (earliest, None)
    assert bool(found.evidence) == (earliest is not None)


@pytest.mark.parametrize("line", ["date 2023-06-05 ", "\n Published: June 5, 2023 | "])
def test_the_date_before_a_text_that_was_not_cleaned_is_its_date(line: str) -> None:
    found = nd.interval(nd.Article("a", f"{line}The roadmap of 2020 was finalised."))
    assert (found.earliest, found.latest) == (date(2023, 6, 5), date(2023, 6, 5))
    assert "before the text" in found.evidence[0]


def test_the_sample_documents_fall_alike_without_cleaning(seeds: list[nd.Article]) -> None:
    raw = nd.read("seeds/").articles
    assert clusters(nd.cluster_events(raw)) == clusters(nd.cluster_events(seeds))


def test_explain_knows_copies_too(seeds: list[nd.Article]) -> None:
    copy = replace(seeds[1], id="zz")
    explanation = nd.explain([*seeds, copy], "zz", "001")
    assert explanation.together
    assert any("100% of their shingles" in line for line in explanation.lines)


def strangers(count: int, shared: int) -> list[nd.Article]:
    """Pages of 60 words of their own each; every two have some of a page's words in common."""
    chance = random.Random(4)

    def words(number: int) -> list[str]:
        letters = "bcdfghklmnprstvz"
        return ["".join(chance.choices(letters, k=7)) for _ in range(number)]

    pages = []
    for pair in range(count // 2):
        common = words(shared)
        for side in "ab":
            own = common + words(60 - shared)
            chance.shuffle(own)
            pages.append(nd.Article(f"{pair:02d}{side}", " ".join(own), language="en"))
    return pages


def test_among_pages_of_all_kinds_a_weak_likeness_makes_no_event() -> None:
    pages = strangers(60, 9)
    assert len(nd.cluster_events(pages)) == 60
    # It is that rule alone which keeps them apart.
    lenient = nd.EventSettings(least_likeness=0)
    assert len(nd.cluster_events(pages, settings=lenient)) < 40
    told = nd.explain(pages, "00a", "00b").lines[-1]
    assert "no two of them are alike by 0.20" in told
    assert "100% of the articles have nobody much like them" in told


def test_reports_of_one_event_are_found_among_pages_of_all_kinds(seeds: list[nd.Article]) -> None:
    found = clusters(nd.cluster_events([*seeds, *strangers(120, 9)]))
    assert clusters(nd.cluster_events(seeds)) <= found


def test_a_weak_likeness_makes_an_event_where_nearly_all_articles_have_company() -> None:
    pages, corpus = strangers(6, 9), make(60)
    assert len(nd.cluster_events([*pages, *corpus.articles])) < len(
        nd.cluster_events(corpus.articles)
    ) + len(pages)
