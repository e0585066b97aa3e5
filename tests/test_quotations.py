"""Quotations in digests: whole, wherever the reports have anything else to tell."""

from __future__ import annotations

import pytest

import newsdigest as nd
from newsdigest.digests.quotations import quotes_balance

CLOSED = (
    "The harbour bridge was closed on Tuesday after engineers found cracks in two of its piers."
)
SAID = (
    "“We found cracks in two piers of the harbour bridge. Nobody may cross it before the spring,” "
    "the mayor said on Tuesday."
)


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ('"We go," he said.', True),
        ('He said "we go.', False),
        ("“We go,” he said.", True),
        ("We go,” he said.", False),
        ("„Wir gehen“, sagte er.", True),
        ("„Wir gehen, sagte er.", False),
        ("”Vi går”, sade han.", True),
        ("Vi går”, sade han.", False),
        ("«On y va», dit-il.", True),
        ("«On y va, dit-il.", False),
        ("Nobody said a word.", True),
    ],
)
def test_a_quotation_ends_where_it_began(text: str, balanced: bool) -> None:
    assert quotes_balance(text) is balanced


@pytest.mark.parametrize("reports", [1, 2])
def test_a_quotation_of_two_sentences_is_told_whole(reports: int) -> None:
    articles = [nd.Article(f"{n}", f"{SAID}\n\n{CLOSED}", language="en") for n in range(reports)]
    told = [sentence.text for sentence in nd.summarize(articles, words=60).sentences]
    assert SAID in told


def test_both_sentences_of_a_quotation_count_for_a_bound_in_sentences() -> None:
    settings = nd.Settings(digests=nd.DigestSettings(words=None, sentences=1))
    event = [nd.Article(f"{n}", f"{SAID}\n\n{CLOSED} {n}.", language="en") for n in range(2)]
    (told,) = nd.summarize(event, settings=settings).sentences
    assert told.text == CLOSED


@pytest.mark.parametrize("reports", [1, 2])
@pytest.mark.parametrize(
    ("words", "sentences", "told"),
    [
        (None, 1, "“We found cracks in two piers of the harbour bridge."),
        (None, 2, "“We found cracks in two piers of the harbour bridge. Nobody may cross it."),
        (4, 1, "“We found cracks in"),
        (12, 2, "“We found cracks in two piers of the harbour bridge. Nobody may"),
    ],
)
def test_where_there_is_nothing_else_a_quotation_is_cut_to_the_bound_in_sentences(
    words: int | None, sentences: int, told: str, reports: int
) -> None:
    text = (
        "“We found cracks in two piers of the harbour bridge. Nobody may cross it. It is not safe "
        "for anybody to do so,” the mayor said on Tuesday."
    )
    options = nd.DigestSettings(words=words, sentences=sentences)
    articles = [nd.Article(f"{n}", text, language="en") for n in range(reports)]
    (sentence,) = nd.summarize(articles, settings=nd.Settings(digests=options)).sentences
    assert sentence.text == told == text[sentence.start : sentence.end]
    assert sentence.cut


@pytest.mark.parametrize("reports", [1, 2])
def test_half_a_quotation_is_told_only_if_there_is_nothing_else(reports: int) -> None:
    half = "“We found cracks in two of the piers of the harbour bridge, the mayor said on Tuesday."

    def told(text: str) -> list[str]:
        articles = [nd.Article(f"{n}", text, language="en") for n in range(reports)]
        return [sentence.text for sentence in nd.summarize(articles, words=20).sentences]

    assert told(half) == [half]
    assert told(f"{half}\n{CLOSED}") == [CLOSED]


@pytest.mark.parametrize("words", range(40, 251, 30))
def test_no_digest_of_the_seeds_holds_half_a_quotation(words: int, seeds: list[nd.Article]) -> None:
    for event in nd.cluster_events(nd.clean(seeds)):
        for sentence in nd.summarize(event, words=words).sentences:
            assert quotes_balance(sentence.text)
