"""The editor's word: articles that must be one event, and articles that must not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..errors import UsageError
from ..records import Article, Constraints, DuplicateGroup


def without_separated(
    groups: Sequence[DuplicateGroup], constraints: Constraints
) -> list[DuplicateGroup]:
    """The duplicate groups without the copies that the editor sets apart from another member.

    A copy that is set apart speaks for itself again; a group of one is no group.
    """
    left = []
    for group in groups:
        ids = {article.id for article in group.articles}
        apart = {max(a, b, key=lambda x: (x != group.kept.id, x))
                 for a, b in constraints.different if {a, b} <= ids and a != b}  # fmt: skip
        if not apart:
            left.append(group)
            continue
        copies = tuple(copy for copy in group.copies if copy.id not in apart)
        pairs = tuple(pair for pair in group.pairs if not {pair.a, pair.b} & apart)
        if copies:
            left.append(replace(group, copies=copies, pairs=pairs))
    return left


def resolve(
    constraints: Constraints, voices: Sequence[Article], groups: Iterable[DuplicateGroup]
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """The constraints by the index of the voices: what is together, and which pairs are apart.

    Raises:
        UsageError: if an id is not in the batch, or articles are to be one event and two.
    """
    index = {voice.id: number for number, voice in enumerate(voices)}
    for group in groups:
        index |= {copy.id: index[group.kept.id] for copy in group.copies}
    home = list(range(len(voices)))
    for a, b in constraints.same:
        low, high = sorted((home[_index(a, index)], home[_index(b, index)]))
        home = [low if one == high else one for one in home]
    together: dict[int, list[int]] = {}
    for number, first in enumerate(home):
        together.setdefault(first, []).append(number)
    apart = []
    for a, b in constraints.different:
        i, j = sorted((_index(a, index), _index(b, index)))
        if home[i] == home[j]:
            raise UsageError(f"{a} and {b} are to be one event and two")
        apart.append((i, j))
    return [group for group in together.values() if len(group) > 1], sorted(set(apart))


def _index(name: str, index: Mapping[str, int]) -> int:
    if name not in index:
        raise UsageError(f"no article with the id {name!r}")
    return index[name]
