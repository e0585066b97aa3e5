"""The editor's word: articles that must be one event, and articles that must not be.

In a file, each line is ``same A B`` or ``different A B``, with two ids (or their starts) that have
no white space in them, or stand in quotes; empty lines and what follows ``#`` say nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import SourceNotFoundError, UsageError
from ..records import Article, Constraints, DuplicateGroup


def read_constraints(path: Path | str) -> Constraints:
    """Reads constraints from a file.

    Raises:
        SourceNotFoundError: if the file can't be read.
        UsageError: if a line is no constraint, with its number.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no text in UTF-8") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise SourceNotFoundError(f"can't read {path}: {reason}") from error
    said: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            words = [line]
        if len(words) == 3 and words[0] in said:
            said[words[0]].append((words[1], words[2]))
        elif words:
            raise UsageError(f'{path}, line {number}: not "same A B" or "different A B": {line!r}')
    return Constraints(tuple(said["same"]), tuple(said["different"]))


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
    home = _joined(len(voices), [(_index(a, index), _index(b, index)) for a, b in constraints.same])
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


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Of each number, the least that pairs join it with, directly or by others (union-find)."""
    home = list(range(count))

    def root(number: int) -> int:
        while home[number] != number:
            home[number] = home[home[number]]
            number = home[number]
        return number

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        home[high] = low
    return list(map(root, range(count)))


def _index(name: str, index: Mapping[str, int]) -> int:
    if name not in index:
        raise UsageError(f"no article with the id {name!r}")
    return index[name]
