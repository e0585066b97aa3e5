"""The public function of the stage: near-duplicate groups, each pair in them verified exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..records import Article, DuplicateGroup, Pair
from ..records.groups import Kind
from ..settings import DuplicateSettings
from .candidates import candidate_pairs
from .shingles import shingles


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much of two shingle sets is shared: of both, and of the smaller one."""

    jaccard: float
    containment: float
    by_containment: bool

    def pair(self, a: str, b: str) -> Pair:
        kind: Kind = "containment" if self.by_containment else "jaccard"
        return Pair(min(a, b), max(a, b), self.jaccard, self.containment, kind)


_SAME = _Likeness(1.0, 1.0, by_containment=False)
_Edges = dict[int, dict[int, _Likeness]]


def find_duplicates(
    articles: Iterable[Article], settings: DuplicateSettings | None = None
) -> list[DuplicateGroup]:
    """Groups the articles that carry the same text, wholly or cut short.

    Candidates come from MinHash and LSH; only pairs whose exact Jaccard similarity or containment
    reaches its threshold are joined. Under "representative" linkage every copy is such a pair
    with the kept article, so a chain of small edits does not join its ends. Articles of fewer
    words than a shingle are nobody's duplicate.

    Returns:
        The groups of two or more, ordered by the id of the kept article; the kept article is the
        one with most near-duplicates, then the earliest, the longest, the first by id. ``pairs``
        holds the kept article with each copy, and what else was found alike among them.
    """
    settings = settings or DuplicateSettings()
    by_set: dict[frozenset[int], list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.id):
        if found := shingles(article.text, settings.ngram):
            by_set[found].append(article)
    # Articles of one set are one class, so that a million equal ones stay linear.
    classes = [sorted(members, key=_rank) for members in by_set.values()]
    edges = _verified(list(by_set), settings)
    groups = [_build(reached, classes, edges) for reached in _group(classes, edges, settings)]
    return sorted(groups, key=lambda group: group.kept.id)


def _rank(article: Article) -> tuple[date, int, str]:
    return (article.day or date.max, -len(article.text), article.id)


def _verified(sets: Sequence[frozenset[int]], settings: DuplicateSettings) -> _Edges:
    """The candidate pairs that hold when compared shingle by shingle, in both directions."""
    edges: _Edges = defaultdict(dict)
    for i, j in candidate_pairs(sets, settings):
        shared = len(sets[i] & sets[j])
        jaccard = round(shared / len(sets[i] | sets[j]), 6)
        containment = round(shared / min(len(sets[i]), len(sets[j])), 6)
        alike = jaccard >= settings.threshold
        if alike or containment >= settings.containment:
            edges[i][j] = edges[j][i] = _Likeness(jaccard, containment, not alike)
    return edges


def _group(
    classes: Sequence[Sequence[Article]], edges: _Edges, settings: DuplicateSettings
) -> list[list[int]]:
    """Groups of classes of two articles or more, each with the class of the kept article first."""

    def order(index: int) -> tuple[int, tuple[date, int, str]]:
        degree = sum(len(classes[one]) for one in (index, *edges.get(index, ())))
        return (-degree, _rank(classes[index][0]))

    taken: set[int] = set()
    groups = []
    for hub in sorted(range(len(classes)), key=order):
        if hub in taken:
            continue
        reached = _reach(hub, edges, taken, whole=settings.linkage == "component")
        taken.update(reached)
        if sum(len(classes[one]) for one in reached) > 1:
            groups.append(reached)
    return groups


def _reach(hub: int, edges: _Edges, taken: set[int], *, whole: bool) -> list[int]:
    """The hub and its free neighbours; theirs in turn as well if the whole component counts."""
    reached, queue = [hub], [hub]
    while queue:
        for other in sorted(edges.get(queue.pop(), ())):
            if other not in reached and other not in taken:
                reached.append(other)
                if whole:
                    queue.append(other)
    return reached


def _build(
    reached: Sequence[int], classes: Sequence[Sequence[Article]], edges: _Edges
) -> DuplicateGroup:
    kept, *same = classes[reached[0]]
    pairs = {_SAME.pair(kept.id, copy.id) for copy in same}
    for index in reached:
        first, *rest = classes[index]
        if index != reached[0]:
            pairs |= {_SAME.pair(first.id, copy.id) for copy in rest}
        for other, likeness in edges.get(index, {}).items():
            if other in reached:
                pairs.add(likeness.pair(first.id, classes[other][0].id))
    copies = [article for index in reached for article in classes[index] if article is not kept]
    return DuplicateGroup(
        kept,
        tuple(sorted(copies, key=lambda article: article.id)),
        tuple(sorted(pairs, key=lambda pair: (pair.a, pair.b))),
    )
