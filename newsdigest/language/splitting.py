"""Splits many texts to words at once, each word as a number: what counting words begins with.

:func:`~newsdigest.language.words.words` makes a string of each word, and a dictionary looks each of
them up: half a microsecond a word. Here the letters of all texts lie in one array, and words are
told apart as numbers, eight letters at a time; only different words become strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .words import plain, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int32]
    Places = NDArray[np.int64]

_BATCH = 1 << 20  # characters that are split at a time; bounds the memory, never changes a result
_PIECE = 8  # bytes that are compared as one number
_LONG = 64  # bytes from which on a word is looked up as a string
_PART = "\n"  # stands between words that are already split, and between texts
_LETTER, _MARK = 1, 2


def split(texts: Sequence[str]) -> Iterator[tuple[list[str], Ints, Ints]]:
    """The words of some texts at a time, in order, as ``words`` has them.

    Yields:
        The different words in the order in which they first stand; the place in it of every word,
        one text behind the other; how many words each text has.
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) > _BATCH and batch:
            yield _split(batch)
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield _split(batch)


def _split(texts: Sequence[str]) -> tuple[list[str], Ints, Ints]:
    import numpy as np

    data, ends = _laid_out(texts)
    letters = np.frombuffer(data, np.uint8)
    starts, stops = _words(letters, [(begin, end) for begin, end, done in ends if done])
    lengths = np.diff(np.searchsorted(starts, [0, *(end for _, end, _ in ends)]))
    numbers = _numbered(data, letters, starts, stops - starts)
    first = np.full(int(numbers.max(initial=-1)) + 1, len(numbers))
    np.minimum.at(first, numbers, np.arange(len(numbers)))
    firsts = np.sort(first[first < len(numbers)])
    place = np.empty(len(first), np.int32)
    place[numbers[firsts]] = np.arange(len(firsts), dtype=np.int32)
    spans = zip(starts[firsts].tolist(), stops[firsts].tolist(), strict=True)
    found = [data[start:stop].decode("utf-8", "surrogatepass") for start, stop in spans]
    return found, place[numbers], lengths.astype(np.int32)


def _laid_out(texts: Sequence[str]) -> tuple[bytes, list[tuple[int, int, bool]]]:
    """All texts as bytes; where each begins and ends, and whether its words are parted already."""
    parts, ends, at = [], [], 1
    for text in texts:
        low = plain(text)
        done = not low.isascii()
        part = (_PART.join(words(text)) if done else low).encode("utf-8", "surrogatepass")
        parts.append(part)
        ends.append((at, at + len(part), done))
        at += len(part) + 1
    # What is compared may begin at the last letter.
    return b"".join((b"\n", b"\n".join(parts), b"\n" * (_PIECE + 1))), ends


def _words(letters: NDArray[np.uint8], parted: Sequence[tuple[int, int]]) -> tuple[Places, Places]:
    """Where words begin and end: runs of letters, and of marks with a letter on both sides."""
    import numpy as np

    kinds = _kinds()[letters]
    inside = kinds == _LETTER
    marks = np.flatnonzero(kinds == _MARK)
    inside[marks[(kinds[marks - 1] == _LETTER) & (kinds[marks + 1] == _LETTER)]] = True
    for start, end in parted:
        inside[start:end] = letters[start:end] != ord(_PART)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return edges[::2], edges[1::2]


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """What each byte of a lower-case text in ASCII is."""
    import numpy as np

    kinds = np.zeros(256, np.uint8)
    kinds[list(b"abcdefghijklmnopqrstuvwxyz0123456789_")] = _LETTER
    kinds[list(b"'&.-")] = _MARK
    return kinds


def _numbered(data: bytes, letters: NDArray[np.uint8], starts: Places, sizes: Places) -> Places:
    """A number for each word, the same for those that are equal; some numbers are of no word."""
    import numpy as np

    # Eight bytes as a number, from any place on.
    pieces: NDArray[Any] = np.ndarray((len(letters) - _PIECE + 1,), "<u8", data, strides=(1,))
    cut = np.array([(1 << 8 * size) - 1 for size in range(_PIECE + 1)], np.uint64)
    numbers, count = np.zeros(len(starts), np.int64), 0
    some = np.arange(len(starts))
    for place in range(0, _LONG, _PIECE):
        if place:
            some = some[sizes[some] > place]
        if not len(some):
            return numbers
        own = pieces[starts[some] + place] & cut[np.minimum(sizes[some] - place, _PIECE)]
        different, found = np.unique(own, return_inverse=True)
        total = len(different)
        if place:  # with what came before
            both, found = np.unique(numbers[some] * total + found, return_inverse=True)
            total = len(both)
        numbers[some] = found + count
        count += total
    long: dict[bytes, int] = {}
    for k in some[sizes[some] > _LONG].tolist():
        word = data[starts[k] : starts[k] + sizes[k]]
        numbers[k] = count + long.setdefault(word, len(long))
    return numbers
