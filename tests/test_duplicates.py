"""Near-duplicates: the same text is found and grouped, whatever order, engine and threads."""

from __future__ import annotations

import itertools
import json
import logging
import random
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest
from benchmarks.corpus import chains, identical, news, template
from newsdigest.duplicates import (
    NearDuplicates,
    find_duplicates,
    plan_bands,
    scan_duplicates,
    shared_passages,
    signatures,
    warmup,
)
from newsdigest.errors import UsageError
from newsdigest.records import Article, DuplicateGroup
from newsdigest.settings import DuplicateSettings

ENGINES: list[Any] = ["fast", "numpy"]
WORDS = [f"word{number}" for number in range(2000)]


def text_of(seed: int, size: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=size))


def edited(text: str, *places: int) -> str:
    found = text.split()
    for place in places:
        found[place] = f"edit{place}"
    return " ".join(found)


def ids(groups: list[DuplicateGroup]) -> list[list[str]]:
    return [[article.id for article in group.articles] for group in groups]


def shingles(text: str, ngram: int = 5) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower())
    return {tuple(found[i : i + ngram]) for i in range(len(found) - ngram + 1)}


def jaccard(one: str, other: str) -> float:
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def test_copies_are_grouped_behind_the_article_that_is_kept() -> None:
    articles = [
        Article("b", text_of(1)),
        Article("c", text_of(2)),
        Article("a", edited(text_of(1), 60)),
        Article("d", text_of(1).upper().replace(" ", "\n")),
    ]
    (group,) = find_duplicates(articles)
    # Of the two that are equally near to all and equally long, the lesser id.
    assert [article.id for article in group.articles] == ["b", "a", "d"]
    assert find_duplicates(articles[::-1]) == [group]


def test_of_as_many_neighbours_the_earliest_is_kept_then_the_longest_then_by_id() -> None:
    base = text_of(1)
    early = Article("z", base, published=date(2023, 6, 5))
    late = Article("a", base + " and more words", published=date(2023, 6, 6))
    undated = Article("b", base + " and many more words yet")
    assert find_duplicates([undated, late, early])[0].kept == early
    assert find_duplicates([undated, late])[0].kept == late
    assert find_duplicates([undated, Article("c", base)])[0].kept == undated
    assert find_duplicates([Article("y", base), Article("x", base)])[0].kept.id == "x"


def test_articles_of_one_id_are_told_apart_by_their_contents() -> None:
    base = text_of(1)
    articles = [Article("x", base, published=date(2023, 6, day)) for day in (7, 5, 6)]
    assert find_duplicates(articles) == find_duplicates(articles[::-1])
    assert find_duplicates(articles)[0].kept.published == date(2023, 6, 5)


def test_a_pair_gives_its_exact_jaccard_and_containment() -> None:
    one, other = text_of(1), edited(text_of(1), 60)
    (pair,) = find_duplicates([Article("x", one), Article("y", other)])[0].pairs
    assert (pair.a, pair.b, pair.kind) == ("x", "y", "jaccard")
    assert pair.jaccard == round(jaccard(one, other), 6)
    shared = len(shingles(one) & shingles(other))
    assert pair.containment == round(shared / min(len(shingles(one)), len(shingles(other))), 6)


@pytest.mark.parametrize("engine", [*ENGINES, "datasketch"])
def test_a_report_cut_short_is_found_by_containment(engine: Any) -> None:
    whole = text_of(5, 400)
    cut = " ".join(whole.split()[:150])
    found = find_duplicates(
        [Article("cut", cut, published=date(2020, 1, 1)), Article("whole", whole)],
        DuplicateSettings(engine=engine),
    )
    assert ids(found) == [["whole", "cut"]]
    assert found[0].pairs[0].kind == "containment"
    assert found[0].pairs[0].containment == 1.0
    assert found[0].pairs[0].jaccard < 0.8


@pytest.mark.parametrize("linkage", ["representative", "component"])
def test_an_excerpt_does_not_join_the_two_reports_that_contain_it(linkage: Any) -> None:
    notice = text_of(1, 60)
    reports = [
        Article(name, text_of(seed, 300) + " " + notice) for name, seed in (("a", 2), ("b", 3))
    ]
    found = find_duplicates([*reports, Article("c", notice)], DuplicateSettings(linkage=linkage))
    assert len(found) == 1
    assert [article.id for article in found[0].copies] == ["c"]


@pytest.mark.parametrize("engine", [*ENGINES, "datasketch"])
def test_empty_and_short_articles_are_nobodys_duplicate(engine: Any) -> None:
    texts = [
        "",
        "",
        "word",
        "word",
        " \n",
        "…",
        "four words are few",
        "four words are few",
        "😀 😀",
    ]
    assert find_duplicates(texts, DuplicateSettings(engine=engine)) == []
    assert find_duplicates([], DuplicateSettings(engine=engine)) == []
    assert find_duplicates([text_of(1)], DuplicateSettings(engine=engine)) == []


def test_a_chain_of_small_edits_does_not_join_its_ends() -> None:
    texts = [text_of(1, 200)]
    for step in range(1, 8):
        texts.append(edited(texts[-1], *range(step * 20, step * 20 + 3)))
    assert jaccard(texts[0], texts[1]) > 0.8 > jaccard(texts[0], texts[-1])
    for group in find_duplicates(texts):
        for copy in group.copies:
            assert jaccard(group.kept.text, copy.text) >= 0.8
    chained = find_duplicates(texts, DuplicateSettings(linkage="component"))
    assert [len(group.articles) for group in chained] == [8]


def test_what_cannot_be_seen_does_not_hide_a_copy() -> None:
    text = text_of(1)
    padded = "\u200b".join(text)
    lookalike = text.replace("o", "о").replace("e", "е")
    wide = "".join(chr(ord(c) + 0xFEE0) if c > " " else c for c in text)
    (group,) = find_duplicates([text, padded, lookalike, wide])
    assert len(group.articles) == 4
    assert all(pair.jaccard == 1.0 for pair in group.pairs)


@pytest.mark.parametrize(
    "alphabet",
    ["日本語新聞記事東京会議政府発表", "ข่าววันนี้รัฐบาลประกาศ", "हिन्दी समाचार आज ", "أخبار اليوم في "],
)
def test_copies_are_found_in_other_scripts(alphabet: str) -> None:
    rng = random.Random(4)
    one, other = ("".join(rng.choices(alphabet, k=900)) for _ in range(2))
    assert ids(find_duplicates([one, other, one[:880]])) == [["0", "2"]]


corpora = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.integers(0, 59), max_size=4), st.integers(30, 60)),
    max_size=14,
).map(lambda made: [" ".join(edited(text_of(s, 60), *e).split()[:n]) for s, e, n in made])


@settings(max_examples=60, deadline=None)
@given(corpora, st.randoms(), st.sampled_from(["representative", "component"]))
def test_the_result_depends_on_neither_order_engine_nor_threads(
    texts: list[str], shuffler: random.Random, linkage: Any
) -> None:
    articles = [Article(f"{number:02}", text) for number, text in enumerate(texts)]
    shuffled = articles.copy()
    shuffler.shuffle(shuffled)
    one = find_duplicates(articles, DuplicateSettings(engine="numpy", workers=1, linkage=linkage))
    other = find_duplicates(shuffled, DuplicateSettings(engine="fast", workers=3, linkage=linkage))
    assert one == other
    assert one == sorted(one, key=lambda group: group.kept.id)


@settings(max_examples=60, deadline=None)
@given(corpora)
def test_every_pair_is_verified_and_near_certain_to_be_found(texts: list[str]) -> None:
    chosen = DuplicateSettings(linkage="component", engine="numpy")
    groups = find_duplicates(texts, chosen)
    for pair in (pair for group in groups for pair in group.pairs):
        true = jaccard(texts[int(pair.a)], texts[int(pair.b)])
        assert pair.jaccard == round(true, 6)
        assert (pair.jaccard >= 0.8) == (pair.kind == "jaccard")
    together = {i for group in groups for i in itertools.combinations(sorted(ids([group])[0]), 2)}
    for a, b in itertools.combinations(range(len(texts)), 2):
        # At .9, the bands miss one pair in ten thousand million.
        if jaccard(texts[a], texts[b]) >= 0.9:
            assert tuple(sorted((str(a), str(b)))) in together


@settings(max_examples=40, deadline=None)
@given(corpora)
def test_every_copy_reaches_a_threshold_with_the_article_that_is_kept(texts: list[str]) -> None:
    for group in find_duplicates(texts):
        near = {tuple(sorted((pair.a, pair.b))) for pair in group.pairs}
        for copy in group.copies:
            assert tuple(sorted((group.kept.id, copy.id))) in near


@pytest.mark.parametrize("engine", [*ENGINES, "datasketch"])
@pytest.mark.parametrize(("linkage", "least"), [("component", 0.998), ("representative", 0.99)])
def test_recall_on_planted_edits(engine: Any, linkage: Any, least: float) -> None:
    corpus = news(600 if engine == "datasketch" else 3000, seed=11)
    true = {
        (a, b)
        for family in corpus.families()
        for a, b in itertools.combinations(sorted(family), 2)
        if jaccard(corpus.texts[a], corpus.texts[b]) >= 0.8
    }
    groups = find_duplicates(corpus.texts, DuplicateSettings(engine=engine, linkage=linkage))
    members = (sorted(int(a.id) for a in group.articles) for group in groups)
    found = {pair for group in members for pair in itertools.combinations(group, 2)}
    assert len(true & found) >= least * len(true)
    assert len(true) > len(corpus.texts) / 30


def test_many_identical_articles_are_one_group_of_linear_size() -> None:
    (group,) = find_duplicates(identical(20_000).texts, DuplicateSettings(engine="numpy"))
    assert group.kept.id == "0"
    assert len(group.copies) == len(group.pairs) == 19_999


def test_one_template_filled_in_many_times_takes_no_quadratic_number_of_comparisons() -> None:
    texts = template(3000, rate=0.003).texts
    scan = scan_duplicates(texts, DuplicateSettings(engine="fast", linkage="component"))
    assert len(scan.pairs) < 60 * len(texts)
    assert max(len(group.articles) for group in scan.groups) == len(texts)


def test_chains_from_the_generator_keep_to_the_threshold() -> None:
    corpus = chains(300)
    for group in find_duplicates(corpus.texts):
        assert len({int(corpus.family[int(article.id)]) for article in group.articles}) == 1
        assert all(jaccard(group.kept.text, copy.text) >= 0.8 for copy in group.copies)


def test_a_scan_gives_pairs_as_arrays_of_input_positions_and_the_borderline_ones() -> None:
    base = text_of(1, 200)
    far = edited(base, *range(50, 72))
    articles = [Article("z", base), Article("m", far), Article("a", base), Article("b", "x " * 9)]
    scan = scan_duplicates(articles)
    assert (scan.pairs.i.tolist(), scan.pairs.j.tolist()) == ([0], [2])
    assert scan.pairs.jaccard.tolist() == scan.pairs.containment.tolist() == [1.0]
    assert scan.pairs.alike.tolist() == [True]
    assert {(i, j) for i, j in zip(scan.borderline.i, scan.borderline.j, strict=True)} <= {
        (0, 1),
        (1, 2),
    }
    assert all(0.7 <= value < 0.8 for value in scan.borderline.jaccard)
    assert len(scan.borderline) >= 1
    assert scan.copies == 1
    assert "4 articles: 1 group, 1 copy" in scan.explain()
    assert "bands of" in scan.explain()
    record = json.loads(json.dumps(scan.to_dict()))
    assert record["groups"][0]["copies"] == ["z"]
    assert record["pairs"]["i"] == [0]
    assert record["plan"]["recall"] > 0.995


@given(st.floats(0.05, 1), st.sampled_from([16, 64, 128, 256]))
def test_the_bands_reach_the_recall_they_promise_wherever_slots_allow(
    threshold: float, num_perm: int
) -> None:
    plan = plan_bands(threshold, num_perm)
    assert plan.bands * plan.width <= num_perm
    assert plan.recall(threshold) >= 0.995 or plan.width == 1
    assert plan.recall(threshold / 2) <= plan.recall(threshold) <= plan.recall(1.0) == 1.0


def test_columns_of_data_frames_are_read() -> None:
    arrow = pytest.importorskip("pyarrow")
    texts = [text_of(1), None, text_of(1)]
    for column in (arrow.array(texts), arrow.chunked_array([texts[:1], texts[1:]])):
        assert ids(find_duplicates(column)) == [["0", "2"]]
        assert ids(newsdigest.find_duplicates(column)) == [["0", "2"]]
        assert signatures(column).shape == (3, 128)
    with pytest.raises(UsageError, match="column of strings"):
        find_duplicates(arrow.array([1, 2]))


class _Column:
    """A column as pandas and polars have them, in a process without pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise AssertionError("not without pyarrow")

    def to_list(self) -> list[str | None]:
        return [text_of(1), None, text_of(1)]


def test_columns_are_read_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert ids(find_duplicates(_Column())) == [["0", "2"]]
    monkeypatch.delattr(_Column, "to_list")
    with pytest.raises(UsageError, match="pip install pyarrow"):
        find_duplicates(_Column())


@pytest.mark.parametrize(
    "wrong", ["one text", b"bytes", 7, [1, 2], ["text", None], [Article("a", "b"), "c"]]
)
def test_what_is_no_corpus_is_refused(wrong: Any) -> None:
    for find in (find_duplicates, newsdigest.find_duplicates):
        with pytest.raises(UsageError, match="expected"):
            find(wrong)


def test_settings_that_mean_nothing_are_refused() -> None:
    wrong: dict[str, Any]
    for wrong in ({"engine": "rust"}, {"workers": -1}, {"seed": -1}, {"num_perm": 10_000}):
        with pytest.raises(UsageError, match=next(iter(wrong))):
            DuplicateSettings(**wrong)


def test_without_numba_the_result_is_the_same_and_a_large_corpus_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    texts = news(300, seed=2).texts
    expected = find_duplicates(texts, DuplicateSettings(engine="fast"))
    monkeypatch.setattr("newsdigest.duplicates.engines.has_numba", lambda: False)
    monkeypatch.setattr("newsdigest.duplicates.warming.has_numba", lambda: False)
    with caplog.at_level(logging.WARNING, "newsdigest"):
        assert find_duplicates(texts) == expected
        assert not caplog.records
        find_duplicates([""] * 20_001)
    assert "newsdigest[fast]" in caplog.text
    with pytest.raises(UsageError, match=r"newsdigest\[fast\]"):
        find_duplicates(texts, DuplicateSettings(engine="fast"))
    with pytest.raises(UsageError, match=r"newsdigest\[fast\]"):
        warmup()


def test_a_numba_that_does_not_load_costs_nothing_but_speed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "newsdigest.duplicates.kernels", None)
    monkeypatch.setattr("newsdigest.duplicates.engines.PAYS_WARM", 1)
    monkeypatch.setattr("newsdigest.duplicates.engines.PAYS_COLD", 1)
    assert ids(find_duplicates([text_of(1), text_of(1)])) == [["0", "1"]]
    assert "doesn't load" in caplog.text
    with pytest.raises(UsageError, match="numba that loads"):
        find_duplicates([text_of(1)], DuplicateSettings(engine="fast"))


def script(*arguments: str) -> str:
    root = Path(__file__).parent.parent
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def test_the_benchmark_runs_on_a_tiny_corpus(tmp_path: Path) -> None:
    out, corpus = tmp_path / "out.json", tmp_path / "corpus.jsonl"
    sizes = "--size=300 --few=30 --rounds=1 --index=500 --index-few=100 --whole=50"
    assert "newsdigest fss" in script("benchmarks.duplicates", *sizes.split(), f"--json={out}")
    tables = json.loads(out.read_text("utf-8"))["tables"]
    assert tables["Text to verified groups"][0]["precision_of_jaccard_pairs"] == 1.0
    script("benchmarks.corpus", "20", str(corpus), "--kind=chains")
    assert len(corpus.read_text("utf-8").splitlines()) == 20


def loaded(code: str) -> set[str]:
    names = ("numpy", "scipy", "sklearn", "nltk", "sumy", "numba", "datasketch", "pyarrow")
    asked = f"import sys\n{code}\nprint(*[n for n in {names!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_dependency() -> None:
    assert loaded("import newsdigest.duplicates") == set()


def test_a_hundred_articles_never_wait_for_a_compiler() -> None:
    code = (
        "from newsdigest.duplicates import find_duplicates, signatures\n"
        "texts = ['one two three four five six seven %d' % (n // 2) for n in range(100)]\n"
        "assert len(find_duplicates(texts)) == 50; signatures(texts)"
    )
    assert "numba" not in loaded(code)


def test_warmup_compiles_what_a_search_needs() -> None:
    from newsdigest.duplicates import kernels

    warmup()
    before = {name: len(getattr(kernels, name).signatures) for name in ("sign", "intersections")}
    find_duplicates(news(200, seed=3).texts, DuplicateSettings(engine="fast"))
    after = {name: len(getattr(kernels, name).signatures) for name in ("sign", "intersections")}
    assert before == after


def test_sentences_that_reports_share_are_passages() -> None:
    quote = "The ministers agreed to build eighteen drones in the new plant near the coast."
    one = Article("one", f"Something else opened this report of Monday. {quote} He left.")
    two = Article(
        "two", f"{quote.upper()}\nAn altogether different ending follows in this one here."
    )
    (passage,) = shared_passages([two, one])
    assert passage.article_ids == ("one", "two")
    assert [one.text[p.start : p.end] for p in passage.places if p.article_id == "one"] == [quote]
    assert passage == shared_passages([one, two])[0]
    assert shared_passages([one]) == []
    halves = shared_passages([one, two], split=lambda text, _: [(0, len(text))])
    assert halves == []


def test_passages_join_the_two_agency_reports_of_the_sample() -> None:
    folder = Path(__file__).parent.parent / "seeds"
    articles = [Article(path.stem[:3], path.read_text("utf-8")) for path in folder.glob("*.txt")]
    assert {passage.article_ids for passage in shared_passages(articles)} == {("001", "003")}


def test_the_estimator_labels_copies_alike_and_every_other_text_on_its_own() -> None:
    texts = [text_of(1), text_of(2), text_of(1) + " more", "", ""]
    estimator = NearDuplicates(threshold=0.9)
    assert estimator.fit_predict(texts).tolist() == [0, 1, 0, 2, 3]
    assert estimator.kept_.tolist() == [False, True, True, True, True]
    assert len(estimator.groups_) == len(estimator.pairs_) == 1
    assert estimator.get_params()["threshold"] == 0.9
    assert NearDuplicates().set_params(linkage="component").linkage == "component"


@pytest.mark.filterwarnings("ignore:Can't test estimator")
def test_the_estimator_keeps_to_the_rules_of_scikit_learn() -> None:
    from sklearn.base import clone
    from sklearn.utils.estimator_checks import check_estimator

    check_estimator(NearDuplicates())
    estimator = NearDuplicates(0.7, ngram=3)
    assert clone(estimator).get_params() == estimator.get_params()
    with pytest.raises(UsageError, match="threshold"):
        NearDuplicates(threshold=2).fit(["a"])
    assert np.array_equal(
        clone(estimator).fit(["a b c d"] * 2).labels_, estimator.fit(["a b c d"] * 2).labels_
    )


def test_strings_of_numpy_and_other_strings_are_strings() -> None:
    class Text(str):
        __slots__ = ()

    first, second, *_ = news(6).texts
    texts = [first, second, first]
    kinds = (list, np.array, lambda given: list(np.array(given)), lambda given: [*map(Text, given)])
    for kind in kinds:
        found = newsdigest.NearDuplicates().fit_predict(kind(texts)).tolist()
        assert found[0] == found[2] != found[1]


def test_scans_that_found_the_same_are_equal() -> None:
    texts = ["The council voted on Monday night to close the old harbour road."] * 2
    assert scan_duplicates(texts) == scan_duplicates(texts)
    assert scan_duplicates(texts) != scan_duplicates([*texts, "And another text, of six words."])
