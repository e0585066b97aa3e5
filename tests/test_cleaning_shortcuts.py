"""What cleaning finds by a shortcut is what it finds the long way."""

from __future__ import annotations

import re
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdigest.cleaning.body import is_all_body, judge
from newsdigest.cleaning.bylines import agency_of
from newsdigest.cleaning.look import Looker
from newsdigest.cleaning.packing import PackedWords
from newsdigest.cleaning.rules import reason_of
from newsdigest.cleaning.segmentation import best_run
from newsdigest.cleaning.sheet import Sheet
from newsdigest.cleaning.terms import terms_in_heads
from newsdigest.cleaning.wording import _WORD_KINDS

PROSE = (
    "The two ministers agreed on Monday to build a bridge across the river before the year ends.",
    "Officials told reporters that it would cost about 40 million dollars, most of it promised.",
    "Die Minister haben am Montag beschlossen, im kommenden Jahr eine Brücke zu bauen.",
    "Residents have waited for it since the old one was washed away in a flood long ago.",
)
SCRAPS = (
    "Home",
    "Related",
    "By Ann Bell",
    "4 mins ago",
    "(Reuters)",
    "Photo: AP",
    "Share this on Facebook",
    "We may earn a commission if you buy something through the links of our site.",
    "Mayor Ann Bell",
    "Bridges: a list",
)
LINES = st.lists(st.one_of(st.sampled_from(PROSE), st.sampled_from(SCRAPS)), min_size=1, max_size=9)


@settings(deadline=None, max_examples=200)
@given(texts=LINES, known=st.sets(st.sampled_from(PROSE), max_size=1))
@example(texts=list(PROSE), known=set())
def test_a_page_told_to_be_all_body_is_judged_to_be(texts: list[str], known: set[str]) -> None:
    looker = Looker()
    rows = looker.table.rows(texts)
    if is_all_body(texts, rows, known):
        assert not any(judge(looker.table.page(texts, rows, known)))


def test_most_prose_is_told_to_be_all_body() -> None:
    assert is_all_body(PROSE, Looker().table.rows(PROSE))
    assert not is_all_body(PROSE, Looker().table.rows(PROSE), known={PROSE[0]})


@settings(deadline=None, max_examples=200)
@given(
    words=st.lists(
        st.one_of(
            st.sampled_from(sorted(_WORD_KINDS)),
            st.text(st.sampled_from("theand'© \0éК中K"), min_size=1, max_size=20),
        ),
        min_size=1,
        max_size=30,
    )
)
@example(words=["the\0", "THE", "\u212anow", "announced" * 2, "a" * 17])
def test_packed_words_are_found_as_a_dict_finds_them(words: list[str]) -> None:
    lines = [line for word in words for line in " ".join(word.split()).split("\n") if line]
    if not lines:
        return
    sheet = Sheet(lines)
    found = PackedWords(_WORD_KINDS).kinds_of(sheet.low, sheet.word_starts, sheet.word_ends)
    looked_up = [_WORD_KINDS.get(word, 0) for word in "\n".join(lines).lower().split()]
    assert found.tolist() == looked_up


def test_words_that_cannot_be_packed_are_refused() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        PackedWords({"a" * 17: 1})
    with pytest.raises(ValueError, match="latin-1"):
        PackedWords({"中": 1})


def test_many_words_are_packed_without_a_clash() -> None:
    kinds = {f"w{number}": number % 255 + 1 for number in range(500)}
    sheet = Sheet([" ".join(kinds)])
    found = PackedWords(kinds).kinds_of(sheet.low, sheet.word_starts, sheet.word_ends)
    assert found.tolist() == list(kinds.values())


@pytest.mark.parametrize(
    "line",
    [
        "Contributed to this report: Ann Bell",
        "ALSO READ: a story",
        "Photo Credit: Ann Bell",
        "A bridge (AP Photo/Ann Bell)",
        "Sign Up for our newsletter",
        "TASS",
        "(Input from agencies)",
        "The Associated Press",
        "A bridge",
    ],
)
def test_a_rule_reads_lines_that_are_ascii_as_it_reads_others(line: str) -> None:
    # A capital of another script at the end takes a line the long way.
    assert reason_of(line, False, False) == reason_of(line.upper(), False, False)
    assert bool(agency_of(line)) == bool(agency_of(line + "…"))
    if reason_of(line, False, False) in ("related", "prompt"):
        assert reason_of(line + " Ж", False, False) == reason_of(line, False, False)


@given(st.lists(st.floats(-9, 9, width=32), max_size=40))
def test_the_best_run_is_that_of_the_sums(scores: list[float]) -> None:
    sums = np.array([0.0, *accumulate(scores)]).round(6)
    high = int((sums - np.minimum.accumulate(sums)).argmax())
    assert best_run(scores) == (int(sums[: high + 1].argmin()), high)


def test_terms_are_counted_behind_letters_whose_lower_case_is_two() -> None:
    sheet = Sheet(["İ cookie", "a cookie", "Privacy ÉTÉ, CONFIDENTIALITÉ"])
    low, starts = sheet.low_spelled()
    assert re.sub(rb"[^a-z\n]", b"", low).split(b"\n")[0] == b"icookie"
    assert terms_in_heads(low, starts, 300)["legal"].tolist() == [1, 1, 2]
