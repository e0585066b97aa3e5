"""Events depend on the set of articles: order, copies, hash seeds, threads change nothing."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix, csr_matrix, random_array

import newsdigest as nd
from benchmarks.made_events import make
from benchmarks.made_news import news
from newsdigest.events.candidates import cosines, nearest
from newsdigest.events.features import Features
from newsdigest.events.highest import highest
from newsdigest.events.shared import shared_terms
from newsdigest.events.times import Times

from .conftest import Newsdigest

ENOUGH = 20_000  # articles from which on the compiled loops work, where numba is


@pytest.fixture(scope="module")
def mixed(seeds: list[nd.Article]) -> list[nd.Article]:
    """Some 150 articles: dated and not, copies, topics that recur, other scripts, odd ones."""
    made = nd.clean([nd.Article.from_dict(one.record) for one in news(90)])
    undated = [replace(a, id=f"u{a.id}", published=None) for a in make(11).articles]
    odd = [
        nd.Article("zh-1", "北京举行国防会议，讨论无人机合作。" * 3, language="zh"),
        nd.Article("zh-2", "国防会议在北京举行，双方讨论无人机。" * 3, language="zh"),
        nd.Article("vi", "Hội nghị quốc phòng bàn về máy bay không người lái.", language="vi"),
        nd.Article("short", "Two words"),
        nd.Article("empty", ""),
        nd.Article("far", "A review of the year 1999.", title="Review", published=None),
    ]
    return [*made, *undated, *odd, *seeds]


@pytest.fixture(scope="module")
def expected(mixed: list[nd.Article]) -> str:
    return told(nd.cluster_events(mixed))


def told(events: list[nd.Event]) -> str:
    """Everything that is told of events, links, bounds and storylines included."""
    return json.dumps([event.to_dict() for event in events], default=str)


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_no_order_changes_anything_that_is_told(
    mixed: list[nd.Article], expected: str, chance: random.Random
) -> None:
    assert told(nd.cluster_events(chance.sample(mixed, len(mixed)))) == expected


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_copies_join_the_events_of_their_originals_and_change_no_other(
    mixed: list[nd.Article], chance: random.Random
) -> None:
    long = [a for a in mixed if len(a.text) > 400]
    twins = {f"{a.id}~twin": a for a in chance.sample(long, 12)}
    more = [*mixed, *(replace(a, id=name) for name, a in twins.items())]
    before = {frozenset(a.id for a in event) for event in nd.cluster_events(mixed)}
    after = [{a.id for a in event} for event in nd.cluster_events(chance.sample(more, len(more)))]
    assert {frozenset(ids - twins.keys()) for ids in after} == before
    assert all(any({name, a.id} <= ids for ids in after) for name, a in twins.items())


@pytest.mark.parametrize(("hash_seed", "threads"), [("0", "1"), ("1", "2"), ("2", "2")])
def test_hash_seeds_and_threads_change_nothing(
    newsdigest: Newsdigest, mixed: list[nd.Article], tmp_path: Path, hash_seed: str, threads: str
) -> None:
    records = [a.to_dict() for a in random.Random(hash_seed).sample(mixed, len(mixed)) if a.text]
    path = tmp_path / "mixed.jsonl"
    path.write_text("".join(json.dumps(r, default=str) + "\n" for r in records), "utf-8")
    names = ("OMP", "OPENBLAS", "NUMBA")
    ran = newsdigest(
        "cluster", path, "--no-clean", "--format", "json",
        PYTHONHASHSEED=hash_seed, **{f"{name}_NUM_THREADS": threads for name in names},
    )  # fmt: skip
    assert ran.code == 0, ran.err
    found = [event["articles"] for event in json.loads(ran.out)]
    here = nd.cluster_events([a for a in mixed if a.text])
    assert found == [[a.id for a in event] for event in here]


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=12, max_size=12), min_size=1), st.integers(1, 9)
)
def test_a_compiled_loop_finds_the_highest_values_that_numpy_finds(
    rows: list[list[int]], count: int
) -> None:
    matrix = csr_matrix(np.array(rows, np.float32))
    plain, lengths = highest(matrix, count, 0)
    for found in zip(highest(matrix, count, ENOUGH), (plain, lengths), strict=True):
        np.testing.assert_array_equal(*found)
    for row, line in enumerate(rows):
        mine = plain[(plain >= matrix.indptr[row]) & (plain < matrix.indptr[row + 1])]
        best = sorted((-value, column) for column, value in enumerate(line) if value)[:count]
        assert matrix.indices[mine].tolist() == sorted(column for _, column in best)


def test_compiled_loops_find_the_cosines_and_the_shared_terms_that_scipy_finds() -> None:
    rng = np.random.default_rng(1)
    few = random_array((200, 600), density=0.3, format="csr", rng=rng, dtype=np.float32)
    few = csr_matrix(few)
    few.sort_indices()
    many = csr_matrix(
        (few.data, few.indices, np.r_[few.indptr, np.full(ENOUGH - 200, few.nnz)]), (ENOUGH, 600)
    )
    i, j = (np.sort(rng.integers(0, 200, 500)).astype(np.int32) for _ in range(2))
    np.testing.assert_array_equal(cosines(few, i, j), cosines(many, i, j))
    names = [f"term {n}" for n in range(300)]
    told = (shared_terms(Features(matrix, names), i, j) for matrix in (few, many))
    assert next(told) == next(told)


def test_the_compiled_search_finds_the_candidates_that_scipys_product_has() -> None:
    from newsdigest.events import loops

    rng = np.random.default_rng(2)
    articles, terms, most = 150_000, 50, 20  # more articles than are added up at a time
    owners = np.sort(rng.choice(articles, 3000, replace=False))
    rows, columns = np.repeat(owners, 8), rng.integers(0, terms, 24_000)
    for levels in (3, 1000):  # of few weights, many sums are equal
        weights = rng.integers(1, levels, len(rows)).astype(np.float32) / 7
        matrix = coo_matrix((weights, (rows, columns)), (articles, terms)).tocsr()
        by_term = matrix.T.tocsr()
        some = np.concatenate([owners[::10], np.setdiff1d(np.arange(9), owners)]).astype(np.int32)
        product = matrix[some] @ by_term
        places, lengths = highest(product, most, 0)
        found, counts = np.zeros((len(some), most), np.int32), np.zeros(len(some), np.int64)
        parts = [(part.indptr, part.indices, part.data) for part in (matrix, by_term)]
        loops.candidates(some, *parts[0], *parts[1], articles, found, counts)
        np.testing.assert_array_equal(counts, lengths)
        expected = np.split(product.indices[places], np.cumsum(lengths)[:-1])
        for mine, count, theirs in zip(found, counts, expected, strict=True):
            assert sorted(mine[:count].tolist()) == sorted(theirs.tolist())


def test_warmup_compiles_what_a_large_batch_needs() -> None:
    from newsdigest.events import loops

    names = ("candidates", "cosines", "highest", "shared_terms")
    nd.warmup()
    before = [len(getattr(loops, name).signatures) for name in names]
    matrix = csr_matrix(np.ones((ENOUGH, 3), np.float32))
    pair = np.zeros(1, np.int32), np.ones(1, np.int32)
    highest(matrix, 2, ENOUGH)
    cosines(matrix, *pair)
    shared_terms(Features(matrix, ["a", "b", "c"]), *pair)
    spread = csr_matrix(np.eye(3, dtype=np.float32)[np.arange(ENOUGH) % 3])
    days = np.arange(ENOUGH, dtype=float)
    for window in (None, 1):
        nearest(spread, Times(days, days, np.ones(ENOUGH, bool)), 2, window)
    assert [len(getattr(loops, name).signatures) for name in names] == before
