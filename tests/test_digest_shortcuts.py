"""What the digests stage takes a quicker way to is what the plain way gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
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
