"""What an editor, a window, a granularity and a label ask of the clustering, and what it says."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import newsdigest as nd
from benchmarks.made_stream import stream
from newsdigest.events.candidates import nearest
from newsdigest.events.estimator import EventClusterer
from newsdigest.events.features import features
from newsdigest.events.intervals import contradictions
from newsdigest.events.linkage import Rules, average_linkage
from newsdigest.events.measures import agreement
from newsdigest.events.times import Times

from .conftest import SEEDS, Newsdigest

ROADMAP = {"000", "001", "003"}


def clusters(events: list[nd.Event]) -> set[frozenset[str]]:
    return {frozenset(article.id[:3] for article in event) for event in events}


def test_the_editor_has_the_last_word(seeds: list[nd.Article]) -> None:
    word = nd.Constraints(same=(("002", "004"),), different=(("000", "001"),))
    found = clusters(nd.cluster_events(seeds, constraints=word))
    assert any({"002", "004"} <= event for event in found)
    assert not any({"000", "001"} <= event for event in found)


def test_a_word_on_a_copy_counts_for_its_group_and_can_part_it(seeds: list[nd.Article]) -> None:
    copy = replace(seeds[1], id="zzz")
    joined = nd.cluster_events([*seeds, copy], constraints=nd.Constraints(same=(("zzz", "002"),)))
    assert any({"001", "zzz", "002"} <= event for event in clusters(joined))
    parted = nd.Constraints(different=(("zzz", "001"), ("zzz", "003"), ("zzz", "000")))
    found = nd.cluster_events([*seeds, copy], constraints=parted)
    assert frozenset(ROADMAP) in clusters(found)
    assert not any(event.groups for event in found)


def test_an_explanation_tells_the_editors_word(seeds: list[nd.Article]) -> None:
    joined = nd.explain(seeds, "002", "004", constraints=nd.Constraints(same=(("002", "004"),)))
    assert "the editor has joined them" in joined.lines
    parted = nd.explain(seeds, "000", "001", constraints=nd.Constraints((), (("000", "001"),)))
    assert not parted.together
    assert "the editor sets them apart" in parted.lines


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (nd.Constraints(same=(("000", "nobody"),)), "no article has an id"),
        (nd.Constraints((("000", "001"), ("001", "002")), (("002", "000"),)), "one event and two"),
    ],
)
def test_a_word_that_means_nothing_is_refused(
    seeds: list[nd.Article], word: nd.Constraints, said: str
) -> None:
    with pytest.raises(nd.UsageError, match=said):
        nd.cluster_events(seeds, constraints=word)


def test_the_editors_word_on_the_command_line(newsdigest: Newsdigest) -> None:
    ran = newsdigest(
        "cluster", SEEDS, "--same", "002", "004", "--different", "000", "001",
        "--different", "000", "003", "--format", "json",
    )  # fmt: skip
    assert ran.code == 0
    events = [{name[:3] for name in event["articles"]} for event in json.loads(ran.out)]
    assert {"001", "003"} in events
    assert newsdigest("cluster", SEEDS, "--same", "002").code == 2
    assert newsdigest("cluster", SEEDS, "--same", "00", "002").code == 2


def test_the_sample_documents_are_one_story_of_three_chapters(report: nd.Report) -> None:
    storylines = {digest.event.storyline for digest in report.digests}
    (storyline,) = storylines
    assert storyline
    assert [chapter.earliest for chapter in storyline.chapters] == [
        date(2023, 6, 5), date(2023, 11, 1), date(2025, 2, 7),
    ]  # fmt: skip
    assert {c.event_id for c in storyline.chapters} == {d.event.id for d in report.digests}
    assert all("defence" in chapter.reason for chapter in storyline.chapters[1:])


def test_a_story_is_wider_than_an_event(seeds: list[nd.Article]) -> None:
    (story,) = nd.cluster_events(seeds, nd.EventSettings(granularity="story"))
    assert len(story) == 5
    assert story.storyline is None


def test_a_window_finds_what_comparing_all_finds() -> None:
    made = stream(600)
    whole = nd.cluster_events(made.articles)
    seen = nd.cluster_events(made.articles, nd.EventSettings(window=7))
    f1 = [
        agreement(made.events, [[int(a.id) for a in event] for event in found]).b_cubed_f1
        for found in (whole, seen)
    ]
    assert min(f1) > 0.9


def test_a_window_compares_what_is_in_it_and_nothing_else() -> None:
    articles = stream(110).articles
    articles[7] = replace(articles[7], published=None)
    times = Times.of([nd.interval(article) for article in articles])
    matrix = features(articles, nd.EventSettings()).matrix
    found = nearest(matrix, times, 110, window=2)
    every = nearest(matrix, times, 110)
    inside = ~(times.gaps(every.i, every.j) > 2)
    assert np.array_equal(found.i, every.i[inside])
    assert np.array_equal(found.j, every.j[inside])


def test_the_linkage_is_the_plain_one_where_all_pairs_are_there() -> None:
    from scipy.cluster.hierarchy import fcluster, linkage

    chance = random.Random(3)
    for count in (2, 5, 12, 20):
        pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
        score = np.array([round(chance.random(), 6) for _ in pairs])
        i, j = np.array(pairs, np.int32).T
        times = Times.of([nd.Interval()] * count)
        found = average_linkage(times, i, j, score, Rules(0.5))
        labels = fcluster(linkage(1 - score, "average"), 0.5, "distance")
        expected = {frozenset(np.flatnonzero(labels == one).tolist()) for one in set(labels)}
        assert {frozenset(members) for members in found} == expected


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("NEW DELHI, June 5, 2023 (Reuters) - Talks were held.", (2023, 6, 5), (2023, 6, 6)),
        ("PARIS, March 3 (AFP) - It fell. It had risen in 2019.", (2019, 3, 3), None),
        ("PARIS, Feb. 30, 2023 (AFP) - No such day.", None, None),
        ("It was founded in 1999. Some 2030 seats will be sold in 2031.", (1999, 1, 1), None),
    ],
)
def test_a_dateline_tells_the_time(
    text: str, earliest: tuple[int, int, int] | None, latest: tuple[int, int, int] | None
) -> None:
    found = nd.interval(nd.Article("a", text))
    assert found.earliest == (date(*earliest) if earliest else None)
    assert found.latest == (date(*latest) if latest else None)


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Trade fell in 2023. The two met on Monday, June 5, in Delhi.", date(2023, 6, 5)),
        ("Exports rose in May 2023, it said on Monday (June 5th).", date(2023, 6, 5)),
        ("Exports rose in May 2023. The strike of Monday, March 6, was longer.", date(2023, 5, 1)),
        ("Trade fell in 2023. They will meet on Monday, June 5, in Delhi.", date(2023, 1, 1)),
        ("Trade fell in 2023. They met on Tuesday, June 5.", date(2023, 1, 1)),
        ("They met on Monday, June 5. Last month they had not.", None),
        ("Trade fell in 2023. He spoke on Thursday, February 30.", date(2023, 1, 1)),
    ],
)
def test_a_day_with_its_weekday_tells_its_year(text: str, earliest: date | None) -> None:
    found = nd.interval(nd.Article("a", text))
    assert found.earliest == earliest
    if earliest == date(2023, 6, 5):
        assert found.evidence[-1].endswith("is of 2023")


def test_a_text_that_knows_what_came_after_its_date_is_noted() -> None:
    article = nd.Article("a", "It was held in November 2023.", published=date(2023, 6, 5))
    (problem,) = contradictions([article])
    assert problem.severity == "note"
    assert "November 2023" in problem.reason
    assert not list(contradictions([replace(article, published=date(2023, 11, 20))]))


def test_events_are_measured_against_labels(newsdigest: Newsdigest, tmp_path: Path) -> None:
    found = agreement(["x", "x", "y"], [[0, 1, 2]])
    assert found.b_cubed_precision == pytest.approx(5 / 9)
    assert found.b_cubed_recall == 1.0
    assert found.pairwise_f1 == pytest.approx(0.5)
    gold = tmp_path / "gold.jsonl"
    records = [{"text": a.text, "cluster": a.id[:2]} for a in nd.read(SEEDS).articles]
    gold.write_text("\n".join(map(json.dumps, [*records, {"text": "No event."}])))
    ran = newsdigest("evaluate", gold, "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["articles"] == 5
    assert newsdigest("evaluate", tmp_path / "none.jsonl").code == 2
    piped = newsdigest("evaluate", "-", "--format", "json", stdin=gold.read_bytes() + b"\n{bad")
    assert (piped.code, piped.out) == (3, ran.out)
    assert "standard input:7: not valid JSON" in piped.err


def test_the_estimator_labels_articles_and_texts(seeds: list[nd.Article]) -> None:
    model = EventClusterer()
    assert model.fit_predict(seeds).tolist() == [0, 0, 1, 0, 2]
    assert model.n_events_ == 3
    assert EventClusterer(granularity="story").fit([a.text for a in seeds]).n_events_ >= 1


@pytest.mark.parametrize("days", [0, 1])
def test_reports_of_one_template_are_told_apart_by_nothing_but_their_numbers(days: int) -> None:
    line = "Shares closed at {} points on the exchange as traders weighed rates and oil prices. "
    articles = [
        nd.Article(str(n), line.format(100 + n) * 3, published=date(2023, 6, 5 + n * days))
        for n in range(3)
    ]
    assert sorted(a.id for event in nd.cluster_events(articles) for a in event) == ["0", "1", "2"]


def test_far_and_foreign_times_do_no_harm() -> None:
    base = stream(40).articles
    days = (date(1900, 1, 1), date(2099, 12, 31))
    odd = [replace(a, published=days[n % 2]) for n, a in enumerate(base)]
    moved = [replace(a, published=a.day + timedelta(days=1) if a.day else None) for a in base]
    assert sum(map(len, nd.cluster_events(odd))) == 40
    assert sum(map(len, nd.cluster_events(moved, nd.EventSettings(window=0)))) == 40


def test_the_editors_word_comes_from_a_file_too(newsdigest: Newsdigest, tmp_path: Path) -> None:
    file = tmp_path / "word.txt"
    file.write_text('# the editor\nsame 002 "004"  # one visit\n\ndifferent 000 001\n')
    assert nd.read_constraints(file) == nd.Constraints((("002", "004"),), (("000", "001"),))
    ran = newsdigest("cluster", SEEDS, "--constraints", file, "--format", "json")
    events = [{name[:3] for name in event["articles"]} for event in json.loads(ran.out)]
    assert any({"002", "004"} <= event for event in events)
    assert not any({"000", "001"} <= event for event in events)
    file.write_text("same 002\n")
    assert newsdigest("digest", SEEDS, "--constraints", file).code == 2
    assert newsdigest("explain", SEEDS, "--event", "001", "--constraints", file).code == 2


def test_an_event_is_explained_by_its_id_or_by_an_article(
    newsdigest: Newsdigest, seeds: list[nd.Article]
) -> None:
    found = nd.explain_event(seeds, "001")
    assert {name[:3] for name in found.articles} == ROADMAP
    assert found == nd.explain_event(seeds, found.event_id)
    said = "\n".join(found.lines)
    assert "not before 1 January 2020 (mentions “in 2020”)" in said
    assert "nearest article left out: 004" in said
    assert (
        newsdigest("explain", SEEDS, "--event", "001").out
        == newsdigest("explain", SEEDS, "--event", found.event_id).out
    )
    assert newsdigest("explain", SEEDS, "--event", "nobody").code == 2
    assert newsdigest("explain", SEEDS).code == 2


def test_an_explanation_quotes_what_both_say(seeds: list[nd.Article]) -> None:
    assert any(line.startswith("both say: “") for line in nd.explain(seeds, "001", "003").lines)
    assert not any(line.startswith("both say") for line in nd.explain(seeds, "000", "002").lines)


def test_listing_events_tells_contradicting_dates(newsdigest: Newsdigest, tmp_path: Path) -> None:
    record = {"text": "It was held in November 2023.", "date": "2023-06-05", "id": "a"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    ran = newsdigest("cluster", tmp_path / "a.jsonl")
    assert ran.code == 0
    assert "note: " in ran.err
    assert "November 2023" in ran.err


def test_what_two_reports_have_in_common_with_others_counts() -> None:
    made = stream(120)
    with_it = nd.cluster_events(made.articles)
    without = nd.cluster_events(made.articles, nd.EventSettings(company_weight=0.0))
    assert {link.score for e in with_it for link in e.links} != {
        link.score for e in without for link in e.links
    }


def test_the_adjusted_mutual_information_is_scikit_learns() -> None:
    from sklearn.metrics import adjusted_mutual_info_score

    chance = random.Random(4)
    for count, kinds in ((2, 1), (3, 3), (40, 5), (200, 90), (300, 300)):
        labels = [chance.randrange(kinds) for _ in range(count)]
        ours = [chance.randrange(kinds) for _ in range(count)]
        groups = [[k for k in range(count) if ours[k] == one] for one in sorted(set(ours))]
        found = agreement(labels, groups).adjusted_mutual_information
        assert found == pytest.approx(adjusted_mutual_info_score(labels, ours), abs=1e-9)
    same = list(range(30))
    assert agreement(same, [[k] for k in same]).adjusted_mutual_information == 1.0


def test_letters_that_look_like_others_make_no_month() -> None:
    letters = {"i": "\u0131", "s": "\u017f", "k": "\u212a", "I": "\u0130"}
    for month in ("April", "August", "JULI", "September", "Monday, August 7"):
        odd = "".join(letters.get(letter, letter) for letter in month)
        text = f"LONDON, {odd} 5, 2023 (Reuters) - In {odd} 2023, on Monday, {odd} 5, it rained."
        event, *_ = nd.cluster_events([nd.Article("a", text, language="en")])
        assert event.earliest is None or event.earliest.year == 2023


def test_how_a_record_spells_its_language_changes_nothing() -> None:
    texts = [
        "The harbour ferry sank off the northern coast on Tuesday and 12 people were killed.",
        "The ferry sank off the northern coast near the harbour on Tuesday; 19 people were killed.",
    ]

    def told(language: str) -> list[tuple[int, int]]:
        articles = [nd.Article(str(n), text, language=language) for n, text in enumerate(texts)]
        return [(len(d.event), len(d.differences)) for d in nd.digest(articles, clean=False)]

    assert told("en") == told("en-US") == told("EN_gb") == told("English")
    assert told("en") == [(2, 1)]


def test_an_event_of_datelines_goes_from_the_first_to_the_last() -> None:
    told = "The two ministers signed the border treaty in the old town hall on the river."
    articles = [
        nd.Article(f"{day}", f"GENEVA, May {day}, 2023 (Reuters) - {told} Day {day} went well.")
        for day in (10, 5)
    ]
    (event,) = nd.cluster_events(articles, constraints=nd.Constraints(same=(("5", "10"),)))
    assert (event.earliest, event.latest) == (date(2023, 5, 5), date(2023, 5, 11))


@pytest.mark.parametrize("window", [0, 7, 500])
def test_a_window_hides_from_nobody_what_the_topic_alone_makes_alike(
    seeds: list[nd.Article], window: int
) -> None:
    found = nd.cluster_events(seeds, nd.EventSettings(window=window))
    assert sorted(len(event) for event in found) == [1, 1, 3]
