"""Near-duplicates: verified exactly, kept under the best article, whatever the order."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest as nd

WORDS = [f"word{number}" for number in range(400)]


def article(name: str, words: list[str], day: date | None = None) -> nd.Article:
    return nd.Article(name, " ".join(words), published=day)


def edited(words: list[str], places: list[int]) -> list[str]:
    return [f"edit{i}" if i in places else word for i, word in enumerate(words)]


def test_an_edited_copy_is_found_with_its_exact_similarity() -> None:
    copy = edited(WORDS[:200], [100])
    (group,) = nd.find_duplicates([article("a", WORDS[:200]), article("b", copy)])
    (pair,) = group.pairs
    # One word of 200 stands in five of the 196 shingles.
    assert pair.jaccard == round(191 / 201, 6)
    assert pair.kind == "jaccard"
    assert (pair.a, pair.b) == ("a", "b")


def test_wire_copy_cut_short_is_found_by_containment() -> None:
    (group,) = nd.find_duplicates([article("long", WORDS[:200]), article("short", WORDS[:120])])
    assert group.pairs[0].kind == "containment"
    assert group.pairs[0].containment == 1.0


def test_what_is_too_short_is_nobodys_duplicate() -> None:
    texts = ["", "", "one", "one", "a b c d", "a b c d"]
    short = [nd.Article(f"{number}", text) for number, text in enumerate(texts)]
    assert nd.find_duplicates(short) == []


def test_the_earliest_of_equals_is_kept() -> None:
    days = {"a": date(2023, 6, 7), "b": date(2023, 6, 5), "c": None}
    (group,) = nd.find_duplicates([article(n, WORDS[:100], day) for n, day in days.items()])
    assert group.kept.id == "b"
    assert {copy.id for copy in group.copies} == {"a", "c"}


def test_a_chain_of_small_edits_does_not_join_its_ends() -> None:
    chain = [article(f"{n}", edited(WORDS[:200], list(range(0, n * 40, 10)))) for n in range(5)]
    groups = nd.find_duplicates(chain, threshold=0.7)
    alike = {frozenset((p.a, p.b)) for g in groups for p in g.pairs if p.jaccard >= 0.7}
    for group in groups:
        for copy in group.copies:
            assert frozenset((group.kept.id, copy.id)) in alike


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_changes_nothing(chance: random.Random) -> None:
    articles = [
        article(f"{n}-{k}", edited(WORDS[n * 20 : n * 20 + 150], list(range(k))))
        for n in range(4) for k in range(4)
    ]  # fmt: skip
    expected = nd.find_duplicates(articles)
    chance.shuffle(articles)
    assert nd.find_duplicates(articles) == expected


def test_many_identical_articles_take_no_longer_than_their_number() -> None:
    same = [article(f"{n:05d}", WORDS[:50]) for n in range(5000)]
    (group,) = nd.find_duplicates(same)
    assert len(group.copies) == 4999
    assert len(group.pairs) == 4999
