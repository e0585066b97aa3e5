"""From verified pairs of rows to groups of articles, by arrays up to the last step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ..records import DuplicateGroup, Pair
from ..settings import Linkage
from .arrays import F64, I64, Bools
from .grouping import Nodes, link
from .inputs import Corpus
from .results import Verified
from .verification import Compared


class _Texts(NamedTuple):
    """The different texts (nodes) that have a copy or a near one, and the rows that carry them.

    ``rows``: all rows that carry one; ``nodes``: the node of each; ``best``: each node's row to
    keep; ``ranks``: how far behind others that row is when one must be kept.
    """

    rows: I64
    nodes: I64
    best: I64
    ranks: I64


class _Pairs(NamedTuple):
    """Pairs of rows, the lesser first, and the row that is kept for both."""

    first: I64
    second: I64
    jaccard: F64
    containment: F64
    alike: Bools
    kept: I64


class GroupedRows(NamedTuple):
    """Groups of two or more as arrays, all ordered by the row that is kept.

    ``rows``: the members; ``owners``: the kept row of each; ``pairs``: the pairs inside groups.
    """

    rows: I64
    owners: I64
    pairs: _Pairs


def grouped(corpus: Corpus, verified: Verified, linkage: Linkage) -> list[DuplicateGroup]:
    """The groups of two or more, ordered by the id of the kept article."""
    rows, owners, pairs = group_rows(verified, linkage, corpus.ranks)
    keepers = np.unique(owners)
    # Everything is ordered by the kept row: a group is a slice.
    members = _slices(owners, keepers)
    listed = rows.tolist(), *(part.tolist() for part in pairs[:5])
    return [
        _group(corpus, keeper, listed, *spans)
        for keeper, *spans in zip(
            keepers.tolist(), members, _slices(pairs.kept, keepers), strict=True
        )
    ]


def group_rows(verified: Verified, linkage: Linkage, ranks: Callable[[I64], I64]) -> GroupedRows:
    """The groups as rows; ``ranks`` tells which of some rows to keep, see :func:`inputs.ranked`."""
    texts, edges = _texts(ranks, verified)
    weights = np.bincount(texts.nodes, minlength=len(texts.best))
    kept = link(Nodes(weights, texts.ranks), edges, verified.alike, linkage)
    pairs = _pairs(texts, edges, verified.alike, kept)
    order = np.lexsort((pairs.second, pairs.first, pairs.kept))
    pairs = _Pairs._make(part[order] for part in pairs)
    owners = texts.best[kept][texts.nodes]
    order = np.lexsort((texts.rows, owners))
    rows, owners = texts.rows[order], owners[order]
    _, sizes = np.unique(owners, return_counts=True)
    several = np.repeat(sizes > 1, sizes)
    return GroupedRows(rows[several], owners[several], pairs)


def _texts(ranked: Callable[[I64], I64], verified: Verified) -> tuple[_Texts, Compared]:
    """The texts, and the edges between their nodes."""
    led, edges = verified.leaders, verified.edges
    copies = np.flatnonzero(led != np.arange(len(led)))
    rows = np.unique(np.concatenate((edges.first, edges.second, led[copies], copies)))
    leaders, nodes = np.unique(led[rows], return_inverse=True)
    ranks = ranked(rows)
    order = np.lexsort((ranks, nodes))
    firsts = order[np.searchsorted(nodes[order], np.arange(len(leaders)))]
    between = edges._replace(
        first=np.searchsorted(leaders, edges.first), second=np.searchsorted(leaders, edges.second)
    )
    return _Texts(rows, nodes, rows[firsts], ranks[firsts]), between


def _pairs(texts: _Texts, edges: Compared, alike: Bools, kept: I64) -> _Pairs:
    """The pairs inside groups: the verified edges, and each exact copy with an article.

    That is the kept article, if its likeness to the copied text is known, as it always is under
    representative linkage; else the first of the copied text.
    """
    inside = np.flatnonzero(kept[edges.first] == kept[edges.second])
    first, second = edges.first[inside], edges.second[inside]
    known = np.full(len(kept), -1)
    known[second[kept[first] == first]] = inside[kept[first] == first]
    known[first[kept[second] == second]] = inside[kept[second] == second]
    again = texts.best[texts.nodes] != texts.rows
    nodes, copies = texts.nodes[again], texts.rows[again]
    edge = known[nodes]
    near = edge >= 0
    origin = np.where(near, texts.best[kept[nodes]], texts.best[nodes])
    ones = np.ones(len(copies))
    jaccard, containment, same = ones.copy(), ones.copy(), ones.astype(bool)
    jaccard[near], containment[near] = edges.jaccard[edge[near]], edges.containment[edge[near]]
    same[near] = alike[edge[near]]
    a = np.concatenate((texts.best[first], origin))
    b = np.concatenate((texts.best[second], copies))
    return _Pairs(
        np.minimum(a, b),
        np.maximum(a, b),
        np.concatenate((edges.jaccard[inside], jaccard)),
        np.concatenate((edges.containment[inside], containment)),
        np.concatenate((alike[inside], same)),
        texts.best[kept[np.concatenate((first, nodes))]],
    )


def _slices(owners: I64, keepers: I64) -> list[slice]:
    """Where the entries of each keeper stand among sorted owners."""
    starts = np.searchsorted(owners, keepers).tolist()
    ends = np.searchsorted(owners, keepers, side="right").tolist()
    return [slice(*span) for span in zip(starts, ends, strict=True)]


def _group(
    corpus: Corpus, keeper: int, listed: tuple[list[Any], ...], members: slice, pairs: slice
) -> DuplicateGroup:
    rows, *columns = listed
    articles = {row: corpus.article(row) for row in rows[members]}
    found = tuple(
        Pair(articles[a].id, articles[b].id, j, c, "jaccard" if same else "containment")
        for a, b, j, c, same in zip(*(column[pairs] for column in columns), strict=True)
    )
    kept = articles.pop(keeper)
    return DuplicateGroup(kept, tuple(articles.values()), found)
