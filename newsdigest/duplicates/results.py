"""From verified pairs of rows to groups of articles, and pairs as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ..records import DuplicateGroup, Pair
from ..records.groups import Kind
from ..settings import Linkage
from .arrays import F64, I64, Bools
from .grouping import Nodes, link
from .inputs import Corpus
from .verification import Compared


@dataclass(frozen=True, slots=True)
class PairTable:
    """Pairs as arrays of one length: positions in the input, ``i < j``, and how alike they are.

    ``alike`` tells the pairs that reach the Jaccard threshold; the others are there for their
    containment, or, in a table of borderline pairs, for neither.
    """

    i: I64
    j: I64
    jaccard: F64
    containment: F64
    alike: Bools

    def __len__(self) -> int:
        return len(self.i)


class Verified(NamedTuple):
    """The outcome of a search: exact copies' first rows, and the pairs that are joined."""

    leaders: I64
    edges: Compared
    alike: Bools


_Likeness = tuple[float, float, Kind]
_Edge = tuple[int, int, _Likeness]
_SAME: _Likeness = (1.0, 1.0, "jaccard")


@dataclass(slots=True)
class _Text:
    """A text and the articles (rows) that carry it; the one to keep of them stands first."""

    rows: list[int]


@dataclass(slots=True)
class _Group:
    """The nodes of a group, the kept one's number, and the numbers of its edges."""

    kept: int
    nodes: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)


def grouped(corpus: Corpus, verified: Verified, linkage: Linkage) -> list[DuplicateGroup]:
    """The groups of two or more, ordered by the id of the kept article."""
    rows = np.unique(np.concatenate((verified.edges.first, verified.edges.second, _led(verified))))
    texts = _texts(corpus, verified, rows)
    edges = verified.edges._replace(
        first=np.searchsorted(rows, verified.edges.first),
        second=np.searchsorted(rows, verified.edges.second),
    )
    preferred = sorted(range(len(texts)), key=lambda n: corpus.preference(texts[n].rows[0]))
    ranks = np.empty(len(texts), np.int64)
    ranks[preferred] = np.arange(len(texts))
    weights = np.array([len(text.rows) for text in texts], np.int64)
    kept = link(Nodes(weights, ranks), edges, verified.alike, linkage)
    groups = _gathered(kept, edges)
    listed = _listed(edges, verified.alike)
    made = [
        _made(corpus, group, texts, listed)
        for group in groups
        if len(group.nodes) > 1 or len(texts[group.kept].rows) > 1
    ]
    return [group for _, group in sorted(made, key=lambda numbered: numbered[0])]


def _led(verified: Verified) -> I64:
    """The rows that exact copies were folded into."""
    led: I64 = verified.leaders[verified.leaders != np.arange(len(verified.leaders))]
    return led


def _texts(corpus: Corpus, verified: Verified, rows: I64) -> list[_Text]:
    texts = [_Text([row]) for row in rows.tolist()]
    copies = np.flatnonzero(verified.leaders != np.arange(len(verified.leaders)))
    nodes = np.searchsorted(rows, verified.leaders[copies])
    for node, copy in zip(nodes.tolist(), copies.tolist(), strict=True):
        texts[node].rows.append(copy)
    for node in np.unique(nodes).tolist():
        best = min(texts[node].rows, key=corpus.preference)
        texts[node].rows.sort(key=lambda row: (row != best, row))
    return texts


def _gathered(kept: I64, edges: Compared) -> list[_Group]:
    groups: dict[int, _Group] = {}
    for node, keeper in enumerate(kept.tolist()):
        groups.setdefault(keeper, _Group(keeper)).nodes.append(node)
    inside = np.flatnonzero(kept[edges.first] == kept[edges.second])
    for edge, keeper in zip(inside.tolist(), kept[edges.first[inside]].tolist(), strict=True):
        groups[keeper].edges.append(edge)
    return list(groups.values())


def _listed(edges: Compared, alike: Bools) -> list[_Edge]:
    kinds: list[Kind] = ["jaccard" if same else "containment" for same in alike.tolist()]
    values = zip(edges.jaccard.tolist(), edges.containment.tolist(), kinds, strict=True)
    return list(zip(edges.first.tolist(), edges.second.tolist(), values, strict=True))


def _made(
    corpus: Corpus, group: _Group, texts: list[_Text], edges: list[_Edge]
) -> tuple[int, DuplicateGroup]:
    """A group with the row of its kept article."""
    kept, *rest = texts[group.kept].rows
    found: list[_Edge] = [(kept, row, _SAME) for row in rest]
    known: dict[int, _Likeness] = {}
    for number in group.edges:
        a, b, likeness = edges[number]
        found.append((texts[a].rows[0], texts[b].rows[0], likeness))
        if group.kept in (a, b):
            known[b if a == group.kept else a] = likeness
    for node in group.nodes:
        if node != group.kept and len(texts[node].rows) > 1:
            first, *others = texts[node].rows
            # Copies of a copy are as near to the kept article as that is.
            near = (kept, known[node]) if node in known else (first, _SAME)
            found += [(near[0], row, near[1]) for row in others]
    copies = sorted(row for node in group.nodes for row in texts[node].rows if row != kept)
    articles = {row: corpus.article(row) for row in (kept, *copies)}
    pairs = sorted((a, b, like) if a < b else (b, a, like) for a, b, like in found)
    return kept, DuplicateGroup(
        articles[kept],
        tuple(articles[row] for row in copies),
        tuple(Pair(articles[a].id, articles[b].id, *likeness) for a, b, likeness in pairs),
    )


def pair_table(corpus: Corpus, verified: Verified) -> PairTable:
    """Verified pairs, exact copies with the first of their kind among them, as arrays."""
    copies = np.flatnonzero(verified.leaders != np.arange(len(verified.leaders)))
    edges, ones = verified.edges, np.ones(len(copies))
    positions = np.asarray(corpus.positions, np.int64)
    first = positions[np.concatenate((verified.leaders[copies], edges.first))]
    second = positions[np.concatenate((copies, edges.second))]
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((high, low))
    return PairTable(
        low[order],
        high[order],
        np.concatenate((ones, edges.jaccard))[order],
        np.concatenate((ones, edges.containment))[order],
        np.concatenate((ones.astype(bool), verified.alike))[order],
    )
