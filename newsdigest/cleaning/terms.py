"""Which lines of a text hold which telling terms: one look for all of them at once.

Looking for seventy terms one after the other reads the text seventy times. Here numpy finds the
places where the first five characters of any of them stand, and only there they are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .sheet import Counts
from .vocabulary import ADDRESSES, DISCLOSURES, LEGAL, PHRASES, RELATIVE

_GROUPS: Mapping[str, Iterable[str]] = {
    "phrase": PHRASES,
    "legal": LEGAL,
    "disclosure": DISCLOSURES,
    "address": ADDRESSES,
    "time": RELATIVE,
}
_GRAM = 5


def terms_in_heads(low: bytes, starts: Counts, head: int) -> dict[str, Counts]:
    """How many different terms of each group each line has in its first ``head`` characters.

    ``low`` is the text in lower case and Latin-1, ``starts`` where its lines start.
    """
    by_gram, brief = _terms()
    places: list[int] = []
    numbers: list[int] = []
    for place in _candidates(low):
        for number, term in by_gram.get(low[place : place + _GRAM], ()):
            if low.startswith(term, place):
                places.append(place)
                numbers.append(number)
    for number, term in brief:
        place = low.find(term)
        while place >= 0:
            places.append(place)
            numbers.append(number)
            place = low.find(term, place + 1)
    return _per_line(np.array(places, np.intp), np.array(numbers, np.intp), starts, head)


def _per_line(places: Counts, numbers: Counts, starts: Counts, head: int) -> dict[str, Counts]:
    """Counts a term of a line once, however often the line has it."""
    if not len(places):
        return {group: np.zeros(len(starts), np.intp) for group in _GROUPS}
    lengths, group_of = _lengths_and_groups()
    lines = np.searchsorted(starts, places, "right") - 1
    inside = places - starts[lines] + lengths[numbers] <= head
    lines, numbers = np.divmod(
        np.unique(lines[inside] * len(lengths) + numbers[inside]), len(lengths)
    )
    cells = np.bincount(
        lines * len(_GROUPS) + group_of[numbers], minlength=len(starts) * len(_GROUPS)
    )
    return dict(zip(_GROUPS, cells.reshape(-1, len(_GROUPS)).T, strict=True))


def _candidates(low: bytes) -> list[int]:
    """Where the first characters of a term may stand, and little else."""
    codes = np.frombuffer(low, np.uint8).astype(np.uint16)
    if len(codes) < _GRAM:
        return []
    hashes = _hashes([codes[shift : len(codes) - _GRAM + 1 + shift] for shift in range(_GRAM)])
    places: list[int] = np.flatnonzero(_table().take(hashes)).tolist()
    return places


def _hashes(characters: Sequence[NDArray[np.uint16]]) -> NDArray[np.uint16]:
    """Hashes of the characters that stand one after the other, an array for each."""
    hashes = characters[0].copy()
    for following in characters[1:]:
        hashes *= 31
        hashes += following
    return hashes


@cache
def _terms() -> tuple[dict[bytes, list[tuple[int, bytes]]], list[tuple[int, bytes]]]:
    """The terms by their first characters, and those that are too brief for it."""
    by_gram: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
    brief: list[tuple[int, bytes]] = []
    for number, (_, term) in enumerate(_all_terms()):
        (by_gram[term[:_GRAM]] if len(term) >= _GRAM else brief).append((number, term))
    return dict(by_gram), brief


@cache
def _table() -> NDArray[np.bool_]:
    """Which hashes the beginnings of the terms have, shape (65536,)."""
    grams = np.frombuffer(b"".join(_terms()[0]), np.uint8).astype(np.uint16).reshape(-1, _GRAM)
    table = np.zeros(1 << 16, dtype=bool)
    table[_hashes(list(grams.T))] = True
    return table


@cache
def _lengths_and_groups() -> tuple[Counts, Counts]:
    """The length of each term, and the number of its group."""
    lengths = [len(term) for _, term in _all_terms()]
    groups = [group for group, _ in _all_terms()]
    return np.array(lengths, np.intp), np.array(groups, np.intp)


def _all_terms() -> list[tuple[int, bytes]]:
    groups = enumerate(_GROUPS.values())
    return [(number, term.encode("latin-1")) for number, terms in groups for term in terms]
