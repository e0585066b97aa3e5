"""The five sample documents become three digests: one meeting of three reports, and two others."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.settings import Method

from .conftest import ROOT, SEEDS, Newsdigest, partition

EVENTS = {frozenset(("000", "001", "003")), frozenset(("002",)), frozenset(("004",))}
EXPECTED = ROOT / "tests" / "data" / "seeds_expected"
CHROME = (
    "Recent Posts", "mins ago", "hour ago", "Also Read", "Agencies", "Richa Kaushik", "Kejriwal",
    "Mahakumbh", "Test match", "date 2023",
)  # fmt: skip


def june_2023(report: nd.Report) -> nd.Digest:
    return next(digest for digest in report.digests if len(digest.event) == 3)


def digests_json(report: nd.Report) -> str:
    """The digests as the JSON output has them, without the paths."""
    digests = report.to_dict()["digests"]
    for digest in digests:
        for article in digest["articles"]:
            del article["path"]
    return json.dumps(digests)


def test_the_meeting_and_the_two_other_events_are_told_apart(report: nd.Report) -> None:
    assert partition(report) == EVENTS
    assert not report.problems


def test_every_order_of_the_documents_gives_the_same_digests(report: nd.Report) -> None:
    articles = nd.read(SEEDS).articles
    expected = digests_json(report)
    for order in itertools.permutations(articles):
        assert digests_json(nd.digest(order)) == expected


def test_the_paths_by_name_and_a_copy_of_the_folder_give_the_same_digests(
    report: nd.Report, tmp_path: Path
) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(SEEDS, copy)
    by_name = sorted(SEEDS.glob("*.txt"), reverse=True)
    assert digests_json(nd.digest(by_name)) == digests_json(report)
    assert digests_json(nd.digest(copy)) == digests_json(report)


@pytest.mark.parametrize(("hash_seed", "threads"), [("0", "1"), ("1", "2"), ("2", "1"), ("3", "2")])
def test_hash_seeds_and_blas_threads_change_nothing(
    newsdigest: Newsdigest, report: nd.Report, hash_seed: str, threads: str
) -> None:
    ran = newsdigest(
        "digest", SEEDS, "--format", "json",
        PYTHONHASHSEED=hash_seed, OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads,
    )  # fmt: skip
    assert ran.code == 0
    assert json.loads(ran.out)["digests"] == report.to_dict()["digests"]


def test_no_digest_contains_site_chrome(report: nd.Report) -> None:
    sentences = "\n".join(s.text for digest in report for s in digest.sentences)
    for text in (nd.render(report, "md"), nd.render(report, "txt"), sentences):
        for phrase in CHROME:
            assert phrase not in text
        assert "Arlington National Cemetery" not in [line.strip(" -") for line in text.split("\n")]


def test_cleaned_documents_are_as_expected(seeds: list[nd.Article]) -> None:
    for article in seeds:
        assert article.text + "\n" == (EXPECTED / article.path).read_text("utf-8")


def test_what_the_chrome_told_stands_in_the_fields(seeds: list[nd.Article]) -> None:
    a000, a001, a002, a003, a004 = seeds
    assert [a.published for a in seeds] == [
        None, date(2023, 6, 5), None, date(2023, 6, 5), date(2025, 2, 7),
    ]  # fmt: skip
    assert a002.title == "India Invites US Defence Companies For Co-Development And Co-Production"
    assert a002.byline == "Richa Kaushik"
    assert a004.agency == "Agencies"
    assert not any((a.title, a.byline, a.agency) != ("", "", "") for a in (a000, a001, a003))


def test_what_was_removed_can_be_asked_for(seeds: list[nd.Article]) -> None:
    for article in seeds:
        for removed in article.removed:
            assert article.original[removed.start : removed.end] == removed.text
            assert removed.reason
    assert "4 mins ago" in [removed.text for removed in seeds[2].removed]


def test_the_times_are_those_that_the_texts_give(seeds: list[nd.Article]) -> None:
    intervals = [nd.interval(article) for article in seeds]
    assert [(i.earliest, i.latest) for i in intervals] == [
        (date(2020, 1, 1), None),
        (date(2023, 6, 5), date(2023, 6, 5)),
        (date(2023, 11, 1), None),
        (date(2023, 6, 5), date(2023, 6, 5)),
        (date(2025, 2, 7), date(2025, 2, 7)),
    ]
    assert "November 2023" in intervals[2].evidence[0]


@pytest.mark.parametrize("how", ["metadata", "a first line"])
def test_the_date_may_come_as_metadata_or_as_a_first_line(how: str) -> None:
    articles = []
    for article in nd.read(SEEDS).articles:
        prefix = re.match(r"\s*date (\d{4}-\d\d-\d\d)\s*", article.text)
        if prefix is None:
            articles.append(article)
            continue
        day, rest = date.fromisoformat(prefix[1]), article.text[prefix.end() :]
        if how == "metadata":
            articles.append(nd.Article(article.id, rest, published=day))
        else:
            line = f"Published: {day:%B} {day.day}, {day.year}"
            articles.append(nd.Article(article.id, f"{line}\n\n{rest}"))
    assert partition(nd.digest(articles)) == EVENTS


def test_each_sentence_stands_in_its_article_character_for_character(report: nd.Report) -> None:
    for digest in report.digests:
        texts = {article.id: article.text for article in digest.event}
        for sentence in digest.sentences:
            assert sentence.text == texts[sentence.article_id][sentence.start : sentence.end]


@pytest.mark.parametrize("method", ["coverage", "tfidf", "lexrank"])
@pytest.mark.parametrize("words", [1, 5, 30, 60, 120, 400])
def test_a_digest_keeps_within_its_words_and_says_nothing_twice(
    seeds: list[nd.Article], method: Method, words: int
) -> None:
    for digest in nd.digest(seeds, words, method).digests:
        assert 0 < digest.words <= words
        said = [sentence.text for sentence in digest.sentences]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("words", [100, 120, 200])
def test_the_meeting_is_told_by_all_three_reports_in_order(
    seeds: list[nd.Article], words: int
) -> None:
    digest = june_2023(nd.digest(seeds, words))
    assert {sentence.article_id[:3] for sentence in digest.sentences} == {"000", "001", "003"}
    order = [article.id for article in digest.event.articles]
    places = [(order.index(s.article_id), s.start) for s in digest.sentences]
    assert places == sorted(places)


def test_a_sentence_names_the_other_reports_that_say_the_same(seeds: list[nd.Article]) -> None:
    digest = june_2023(nd.digest(seeds, 1000))
    shared = next(s for s in digest.sentences if "discussed the regional security" in s.text)
    assert {shared.article_id[:3], *(name[:3] for name in shared.also_in)} == {"001", "003"}
    assert f"also in: {shared.also_in[0]}" in nd.render(nd.Report((digest,)), "txt")


def test_headlines_are_titles_or_clauses_of_the_lead(report: nd.Report) -> None:
    headlines = [digest.headline for digest in report.digests]
    assert "India Invites US Defence Companies For Co-Development And Co-Production" in headlines
    assert all(3 <= len(headline.split()) <= 17 for headline in headlines)


def test_the_newest_event_comes_first_and_the_undated_last(report: nd.Report) -> None:
    assert [digest.event.latest for digest in report.digests] == [
        date(2025, 2, 7), date(2023, 6, 5), None,
    ]  # fmt: skip


def test_explain_says_what_decided(newsdigest: Newsdigest) -> None:
    together = newsdigest("explain", SEEDS, "--pair", "000", "001")
    assert together.code == 0
    assert "are one event" in together.out
    assert "roadmap" in together.out
    assert "5 June 2023 (published 2023-06-05)" in together.out
    apart = newsdigest("explain", SEEDS, "--pair", "000", "002")
    assert apart.code == 0
    assert "are two events" in apart.out
    assert "not before 1 November 2023 (mentions “November 2023”)" in apart.out
    assert "at least 149 days apart" in apart.out


def test_a_copy_under_another_name_is_folded_not_counted(seeds: list[nd.Article]) -> None:
    copy = replace(seeds[1], id="copy", source="Another site")
    digest = june_2023_with_copy(nd.digest([*seeds, copy]))
    assert len(digest.event.articles) == 4
    assert len(digest.event.reports) == 3
    records = digest.to_dict()["articles"]
    folded = [record for record in records if record["duplicate_of"]]
    assert len(folded) == 1
    assert {folded[0]["id"], folded[0]["duplicate_of"]} == {"copy", seeds[1].id}
    cited = {s.article_id for s in digest.sentences} | {
        name for s in digest.sentences for name in s.also_in
    }
    assert folded[0]["id"] not in cited


def june_2023_with_copy(report: nd.Report) -> nd.Digest:
    return next(digest for digest in report.digests if len(digest.event) == 4)
