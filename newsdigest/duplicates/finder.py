"""The public function of the stage: near-duplicate groups, each pair in them verified exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from ..records import Article, DuplicateGroup, Pair
from ..settings import DuplicateSettings
from .candidates import candidate_pairs
from .shingles import shingles

_Edges = dict[int, dict[int, Pair]]


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
        one with most near-duplicates, then the earliest, the longest, the first by id.
    """
    settings = settings or DuplicateSettings()
    ordered = sorted(articles, key=lambda article: article.id)
    sets = [shingles(article.text, settings.ngram) for article in ordered]
    exact: dict[frozenset[int], list[int]] = defaultdict(list)
    for index, one in enumerate(sets):
        if one:
            exact[one].append(index)
    edges = _verified([members[0] for members in exact.values()], ordered, sets, settings)
    for members in exact.values():
        _join_equal(members, ordered, edges)
    groups = _group(ordered, edges, settings)
    return sorted(groups, key=lambda group: group.kept.id)


def _verified(
    firsts: Sequence[int],
    articles: Sequence[Article],
    sets: Sequence[frozenset[int]],
    settings: DuplicateSettings,
) -> _Edges:
    """The candidate pairs that hold when compared shingle by shingle, in both directions."""
    edges: _Edges = defaultdict(dict)
    for a, b in candidate_pairs([sets[i] for i in firsts], settings):
        i, j = firsts[a], firsts[b]
        pair = _compare(articles[i].id, articles[j].id, sets[i], sets[j], settings)
        if pair:
            edges[i][j] = edges[j][i] = pair
    return edges


def _compare(
    a: str, b: str, left: frozenset[int], right: frozenset[int], settings: DuplicateSettings
) -> Pair | None:
    shared = len(left & right)
    jaccard = round(shared / len(left | right), 6)
    containment = round(shared / min(len(left), len(right)), 6)
    if jaccard >= settings.threshold:
        return Pair(a, b, jaccard, containment, "jaccard")
    if containment >= settings.containment:
        return Pair(a, b, jaccard, containment, "containment")
    return None


def _join_equal(members: Sequence[int], articles: Sequence[Article], edges: _Edges) -> None:
    """Joins articles of equal shingles to the first: a star, so a million of them stay linear."""
    first = members[0]
    for other in members[1:]:
        pair = Pair(articles[first].id, articles[other].id, 1.0, 1.0)
        edges[first][other] = edges[other][first] = pair


def _group(
    articles: Sequence[Article], edges: _Edges, settings: DuplicateSettings
) -> list[DuplicateGroup]:
    taken: set[int] = set()
    groups: list[DuplicateGroup] = []
    for hub in sorted(edges, key=lambda index: _rank(articles[index], len(edges[index]))):
        if hub in taken:
            continue
        reached = _reach(hub, edges, taken, whole=settings.linkage == "component")
        if len(reached) > 1:
            taken.update(reached)
            groups.append(_build(hub, reached, articles, edges))
    return groups


def _rank(article: Article, degree: int) -> tuple[int, date, int, str]:
    return (-degree, article.day or date.max, -len(article.text), article.id)


def _reach(hub: int, edges: _Edges, taken: set[int], *, whole: bool) -> list[int]:
    """The hub and its free neighbours; theirs in turn as well if the whole component counts."""
    reached, queue = {hub}, [hub]
    while queue:
        for other in edges[queue.pop()]:
            if other not in reached and other not in taken:
                reached.add(other)
                if whole:
                    queue.append(other)
    return sorted(reached)


def _build(
    hub: int, reached: Sequence[int], articles: Sequence[Article], edges: _Edges
) -> DuplicateGroup:
    members = set(reached)
    pairs = {
        (pair.a, pair.b): pair
        for index in reached
        for other, pair in edges[index].items()
        if other in members
    }
    copies = tuple(articles[index] for index in reached if index != hub)
    return DuplicateGroup(articles[hub], copies, tuple(pairs[key] for key in sorted(pairs)))
