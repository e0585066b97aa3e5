"""Linkage: which of the verified pairs make one group, and which article of it is kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..settings import Linkage
from .arrays import I64, U64, Bools
from .banding import pack_pairs, unique
from .verification import Compared

#: Texts in a component up to which all its pairs are compared.
SMALL_COMPONENT = 32


class Nodes(NamedTuple):
    """What linkage knows of each text (identical articles are one text).

    ``weights``: how many articles carry it. ``ranks``: which to keep of two with as many
    neighbours: the lesser rank.
    """

    weights: I64
    ranks: I64


class Cover(NamedTuple):
    """For each node, the nodes that it can stand for: ``targets[offsets[i]:offsets[i + 1]]``."""

    offsets: I64
    targets: I64


def link(nodes: Nodes, edges: Compared, alike: Bools, linkage: Linkage) -> I64:
    """The node that is kept for each node (itself, if for none other).

    Args:
        nodes: the texts.
        edges: verified pairs of nodes.
        alike: whether an edge is one of Jaccard, which holds both ways; the longer article of a
            pair of containment stands for the shorter, never the other way round.
        linkage: "representative": every node within the threshold of the kept one, the node with
            most verified neighbours kept first; "component": chains count as one.
    """
    cover = _cover(len(nodes.ranks), edges, alike)
    spread = np.repeat(np.arange(len(nodes.ranks)), np.diff(cover.offsets))
    neighbours = np.bincount(spread, nodes.weights[cover.targets], minlength=len(nodes.ranks))
    neighbours = neighbours.astype(np.int64) + nodes.weights - 1
    order = np.lexsort((nodes.ranks, -neighbours))
    if linkage == "component":
        return _components(order, edges, alike)
    return _representatives(order, cover)


def _cover(count: int, edges: Compared, alike: Bools) -> Cover:
    """Who can stand for whom, by the sizes in each pair."""
    longer = edges.sizes[:, 0] >= edges.sizes[:, 1]
    forth, back = alike | longer, alike | ~longer
    sources = np.concatenate((edges.first[forth], edges.second[back]))
    targets = np.concatenate((edges.second[forth], edges.first[back]))
    order = np.lexsort((targets, sources))
    offsets = np.concatenate(([0], np.cumsum(np.bincount(sources, minlength=count))))
    return Cover(offsets, targets[order])


def _representatives(order: I64, cover: Cover) -> I64:
    kept = np.full(len(order), -1, np.int64)
    for node in order.tolist():
        if kept[node] >= 0:
            continue
        kept[node] = node
        targets = cover.targets[cover.offsets[node] : cover.offsets[node + 1]]
        if len(targets):
            kept[targets[kept[targets] < 0]] = node
    return kept


def _components(order: I64, edges: Compared, alike: Bools) -> I64:
    labels = component_labels(len(order), *_joined(edges, alike))
    # The first node of each component, in the order of preference, is the one that is kept.
    seen, first = np.unique(labels[order], return_index=True)
    best = np.empty(int(labels.max(initial=0)) + 1, np.int64)
    best[seen] = order[first]
    return best[labels]


def _joined(edges: Compared, alike: Bools) -> tuple[I64, I64]:
    """Edges that join components: all of Jaccard, and for each contained article its best one.

    Joining an article to everything that contains it would make one event's long reports one
    group through any short notice that all of them quote.
    """
    cut = edges.where(~alike)
    longer = cut.sizes[:, 0] >= cut.sizes[:, 1]
    small = np.where(longer, cut.second, cut.first)
    large = np.where(longer, cut.first, cut.second)
    order = np.lexsort((large, -cut.jaccard, -cut.containment, small))
    _, best = np.unique(small[order], return_index=True)
    chosen = order[best]
    first = np.concatenate((edges.first[alike], large[chosen]))
    return first, np.concatenate((edges.second[alike], small[chosen]))


def component_labels(count: int, first: I64, second: I64) -> I64:
    """The number of the connected component of each of ``count`` nodes."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(first), np.int8)
    graph = coo_array((ones, (first, second)), shape=(count, count))
    labels: I64 = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def missing_pairs(compared: Compared, alike: Bools, count: int) -> U64:
    """Pairs inside small components that were not compared yet, packed and sorted.

    Where a few articles hang together, all of their pairs are worth comparing: a pair that the
    bands missed would count against an article that ought to be kept.
    """
    first, second = compared.first[alike], compared.second[alike]
    nodes, ends = np.unique(np.concatenate((first, second)), return_inverse=True)
    if not len(nodes):
        return np.empty(0, np.uint64)
    labels = component_labels(len(nodes), ends[: len(first)], ends[len(first) :])
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels)
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    small = sizes[labels[order]] <= SMALL_COMPONENT
    found = []
    for step in range(1, SMALL_COMPONENT):
        later = np.flatnonzero(small & (place >= step))
        if not len(later):
            break
        found.append(pack_pairs(nodes[order[later - step]], nodes[order[later]]))
    wanted = unique(found)
    known = pack_pairs(compared.first, compared.second)
    return wanted[~np.isin(wanted, known, assume_unique=True)]
