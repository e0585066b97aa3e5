"""What the digests stage takes a quicker way to is what the plain way gives."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.digests import repeats as repeating
from newsdigest.digests.candidates import all_sentences
from newsdigest.digests.repeats import Told, repeats
from newsdigest.language import sentences

WORDS = (
    "the drone army will fly willing He said Government U.S. Mr. No. Jan. 5 a e.g. so. end! .. ("
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_plain_full_stops_end_sentences_where_the_rules_say_so(text: str) -> None:
    quick = nd.split_sentences(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_plainly_stops", lambda *_: None)
        assert nd.split_sentences(text) == quick


@given(
    st.lists(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6), min_size=2).map(
        lambda lines: "\n\n".join(" ".join(line) for line in lines)
    )
)
def test_what_repeats_one_of_the_told_repeats_them_together(text: str) -> None:
    found = all_sentences([nd.Article("a", text, language="en")])
    told = Told()
    for number, sentence in enumerate(found):
        assert told.says(sentence) == repeats(sentence, found[:number])
        told.add(sentence)


def test_drawing_on_every_report_asks_once_which_sentences_one_repeats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []
    overlap = repeating._overlap

    def counting(left: frozenset[int], right: frozenset[int]) -> float:
        compared.append(1)
        return overlap(left, right)

    monkeypatch.setattr(repeating, "_overlap", counting)
    chance = random.Random(1)
    lines = [  # the last five reports share few words with the others, and are chosen last
        " ".join(f"w{chance.randrange(900 if n % 25 < 20 else 90_000)}" for _ in range(15)).title()
        + "."
        for n in range(25 * 8)
    ]
    articles = [nd.Article(f"{k:02}", "\n".join(lines[k::25]), language="en") for k in range(25)]
    digest = nd.summarize(
        nd.Event("e", tuple(articles)),
        settings=nd.Settings(digests=nd.DigestSettings(words=800, differences=False)),
    )
    assert len({sentence.article_id for sentence in digest.sentences}) == 25
    # Words and pairs of each two sentences, not once more for each that could make way.
    assert len(compared) <= 2 * len(lines) * len(digest.sentences)
