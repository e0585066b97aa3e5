"""What an editor's words and labels are taken for: many of them, odd ones, and what they split."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.events.constraints import resolve

_PLACES = st.integers(0, 11)


@given(st.lists(st.tuples(_PLACES, _PLACES), max_size=20))
def test_what_is_the_same_as_one_that_is_the_same_is_together(pairs: list[tuple[int, int]]) -> None:
    voices = [nd.Article(f"{number}", "A text.") for number in range(12)]
    together, _ = resolve(nd.Constraints(tuple((f"{a}", f"{b}") for a, b in pairs)), voices, ())
    reached = {number: {number} for number in range(12)}
    for _ in pairs:  # no chain is longer
        for a, b in pairs:
            reached[a] |= reached[b]
            reached[b] |= reached[a]
    expected = {tuple(sorted(own)) for own in reached.values() if len(own) > 1}
    assert list(map(tuple, together)) == sorted(expected)


def test_thousands_of_words_on_thousands_of_reports_are_taken() -> None:
    count = 20_000
    voices = [nd.Article(f"{number:05d}", "A text.") for number in range(count)]
    same = tuple((f"{n:05d}", f"{n + 2:05d}") for n in reversed(range(count - 2)))
    together, apart = resolve(nd.Constraints(same, (("00000", "00001"),)), voices, ())
    assert together == [list(range(0, count, 2)), list(range(1, count, 2))]
    assert apart == [(0, 1)]
