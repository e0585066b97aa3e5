"""What opens a digest and heads an event: no sentence that only the one before it explains."""

from __future__ import annotations

from datetime import date

import pytest

import newsdigest as nd

LEAD = "Rescuers pulled twelve sailors from the sunken ferry off the northern coast on Tuesday."
DEEP = "A boiler of the ferry burst before its crew could reach the only lifeboat, the owner said."
BEHIND = "The wind blew hard. Nobody saw it. Rain fell all night. "  # too short to be told


def event(*texts: str) -> nd.Event:
    return nd.Event(
        "e",
        tuple(
            nd.Article(str(n), text, language="en", published=date(2024, 5, 1 + n))
            for n, text in enumerate(texts)
        ),
    )


def told(*texts: str, words: int = 60) -> list[str]:
    return [sentence.text for sentence in nd.summarize(event(*texts), words=words).sentences]


def test_a_sentence_from_the_depth_of_a_report_does_not_open_a_digest() -> None:
    assert told(BEHIND + DEEP, LEAD) == [LEAD, DEEP]


def test_first_sentences_stand_in_order_of_time() -> None:
    assert told(DEEP, LEAD) == [DEEP, LEAD]
    assert told(LEAD, DEEP) == [LEAD, DEEP]


@pytest.mark.parametrize(
    "leaning",
    [
        "(She had been a cook aboard for years and wanted to retire in the early autumn.)",
        "His old boiler had burst before the crew could reach the only lifeboat, the owner said.",
        "Their boiler had burst before anybody could reach the only lifeboat, the owner said.",
        "But he had left his cabin before the boiler burst, the owner of the harbour said.",
        "“A boiler burst before anybody could reach the lifeboat,” the owner of the harbour said.",
        "I saw how a boiler burst before anybody could reach the only lifeboat aboard.",
    ],
)
def test_what_leans_on_another_sentence_neither_opens_a_digest_nor_heads_an_event(
    leaning: str,
) -> None:
    assert told(leaning, LEAD) == [LEAD, leaning]
    headline = nd.summarize(event(leaning, LEAD), words=60).headline
    assert headline.startswith("Rescuers pulled twelve sailors")
    assert told(leaning) == [leaning]  # where there is nothing else, it must do


def test_a_quoted_name_is_no_quotation() -> None:
    named = '"Aurora" owners said a boiler burst before the crew could reach the only lifeboat.'
    assert told(named, LEAD) == [named, LEAD]


def test_a_sentence_that_leans_on_the_opening_goes_with_it() -> None:
    leaning = "They were brought ashore by helicopter, shivering and without their shoes."
    assert told(BEHIND + DEEP, f"{LEAD} {leaning}") == [LEAD, leaning, DEEP]
