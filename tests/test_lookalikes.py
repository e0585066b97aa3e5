"""Letters that are another's capital or small form in Unicode alone: ı, ſ, the Kelvin sign, İ.

A pattern that ignores case takes them for i, s and k; a table of words by their lower case does not
know what it took.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.dates import MONTHS, parse_date
from newsdigest.language.quantities import BEFALLEN, DURATIONS, SPELLED_WORDS, amounts
from newsdigest.language.quantities.numbers import CURRENCIES, SCALES

LOOKALIKES = {"i": "ıİ", "s": "ſ", "k": "\u212a"}
WORDS = sorted(
    {*MONTHS, *CURRENCIES, *SCALES, *SPELLED_WORDS, *BEFALLEN, *DURATIONS}
    | {"percentage points", "per cent", "pounds", "dollars", "minutes", "miles", "kilometers"}
    | {"at least", "more than", "as many as", "estimated", "including", "Sunday", "advisory"}
)


def strange(word: str) -> list[str]:
    """A word with each of its letters that has lookalikes replaced, one by one."""
    return [
        word[:place] + other + word[place + 1 :]
        for place, letter in enumerate(word)
        for other in LOOKALIKES.get(letter.lower(), "")
    ]


STRANGE = [one for word in WORDS for one in strange(word)]
FRAMES = (
    "At least 5 {} people were killed on Sunday.",
    "The storm cost 5 {} and 6 million {} more.",
    "{} people were killed by {} 12, police said.",
    "It came in {} 2023, on {} 5, 2023, or on 5 {} 2023.",
    "He was arrested at 5 p.m. {} and jailed for nine {}.",
)


def said(word: str) -> list[str]:
    return [
        frame.format(*[form] * 3) for form in (word, word[0] + word[1:].upper()) for frame in FRAMES
    ]


@pytest.mark.parametrize("word", STRANGE)
def test_no_letter_of_another_script_stops_the_reading_of_quantities(word: str) -> None:
    for text in said(word):
        for amount in amounts(text):
            assert amount.low <= amount.high
    assert all(amount.kind != "money" for amount in amounts(f"It cost 5 {word} more."))


@pytest.mark.parametrize("name", [one for month in MONTHS for one in strange(month)])
def test_a_month_with_a_letter_of_another_script_is_no_month(name: str) -> None:
    assert parse_date(f"{name} 5, 2023") is None
    assert parse_date(f"5 {name} 2023") is None


def test_case_and_wide_spaces_are_no_matter_in_dates_and_quantities() -> None:
    assert parse_date("MONDAY, JUNE\u00a05TH, 2023 AT 10:30 P.M. EST") == date(2023, 6, 5)
    found = amounts("MORE THAN 5\u00a0Million DOLLARS for at least TWELVE\u00a0People")
    assert [amount.shown for amount in found] == ["over USD 5 million", "at least 12"]


@given(st.lists(st.sampled_from(STRANGE), min_size=3, max_size=12))
def test_no_letter_of_another_script_stops_a_run(words: list[str]) -> None:
    opened = "The river rose above its banks near the old town on Sunday evening."
    texts = [
        " ".join([opened, *(text for word in words[k::2] for text in said(word))]) for k in range(2)
    ]
    report = nd.digest([nd.Article(str(k), text, language="en") for k, text in enumerate(texts)])
    assert report.digests
