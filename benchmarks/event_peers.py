"""Other ways to cluster news, each at every threshold of a range: what newsdigest is held against.

Each takes articles and yields one clustering a threshold, so that the best of them may count: the
peers choose their threshold per set with the labels in hand, which newsdigest does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import newsdigest as nd
from newsdigest.language.words import stems

Clusters = list[list[int]]
_DENSE = 5000  # articles up to which a method that needs all pairs at once is run


def components(articles: Sequence[nd.Article]) -> Iterator[Clusters]:
    """Connected components of the graph of TF-IDF cosines above a threshold."""
    from scipy.sparse.csgraph import connected_components

    similar = _similar(articles)
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        graph = similar.copy()
        graph.data[graph.data < threshold] = 0
        graph.eliminate_zeros()
        yield _by_label(connected_components(graph, directed=False)[1])


def average(articles: Sequence[nd.Article]) -> Iterator[Clusters]:
    """Average linkage of TF-IDF cosines (scikit-learn's)."""
    from sklearn.cluster import AgglomerativeClustering

    if len(articles) > _DENSE:
        raise MemoryError
    matrix = _tfidf(articles)
    distance = 1 - (matrix @ matrix.T).toarray().clip(0, 1)
    for threshold in (0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.35, 0.4):
        model = AgglomerativeClustering(
            None, metric="precomputed", linkage="average", distance_threshold=1 - threshold
        )
        yield _by_label(model.fit_predict(distance))


def louvain(articles: Sequence[nd.Article]) -> Iterator[Clusters]:
    """Louvain communities (Blondel et al. 2008, networkx's) of the graph of TF-IDF cosines."""
    import networkx

    similar = _similar(articles)
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.4):
        graph = similar.copy()
        graph.data[graph.data < threshold] = 0
        graph.eliminate_zeros()
        found = networkx.community.louvain_communities(
            networkx.from_scipy_sparse_array(graph), seed=1
        )
        yield [sorted(community) for community in found]


def leiden(articles: Sequence[nd.Article]) -> Iterator[Clusters]:
    """Leiden communities (Traag et al. 2019, igraph's) of the graph of TF-IDF cosines."""
    import igraph

    edges = _similar(articles).tocoo()
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.4):
        kept = (edges.data >= threshold) & (edges.row < edges.col)
        pairs = list(zip(edges.row[kept].tolist(), edges.col[kept].tolist(), strict=True))
        graph = igraph.Graph(len(articles), pairs)
        weights = edges.data[kept].tolist()
        found = graph.community_leiden("modularity", weights=weights, n_iterations=5)
        yield _by_label(found.membership)


def hdbscan(articles: Sequence[nd.Article]) -> Iterator[Clusters]:
    """HDBSCAN (Campello et al. 2013) on 100 dimensions of TF-IDF; noise is alone."""
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    if len(articles) > _DENSE:
        raise MemoryError
    matrix = _tfidf(articles)
    size = min(100, min(matrix.shape) - 1)
    points = normalize(TruncatedSVD(size, random_state=1).fit_transform(matrix))
    labels = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(points)
    yield _by_label([-1 - n if label < 0 else label for n, label in enumerate(labels)])


PEERS: dict[str, Callable[[Sequence[nd.Article]], Iterator[Clusters]]] = {
    "TF-IDF components, tuned": components,
    "TF-IDF average, tuned": average,
    "Louvain, tuned": louvain,
    "Leiden, tuned": leiden,
    "HDBSCAN on TF-IDF-SVD": hdbscan,
}


def _tfidf(articles: Sequence[nd.Article]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(analyzer=stems, sublinear_tf=True)
    return model.fit_transform(f"{article.title}\n{article.text}" for article in articles)


def _similar(articles: Sequence[nd.Article]) -> Any:
    """The cosines from 0.15 on, without the diagonal."""
    from scipy.sparse import vstack

    matrix = _tfidf(articles)
    columns, blocks = matrix.T.tocsr(), []
    for start in range(0, matrix.shape[0], 500):
        block = (matrix[start : start + 500] @ columns).tocsr()
        block.data[block.data < 0.15] = 0
        block.eliminate_zeros()
        blocks.append(block)
    similar = vstack(blocks).tolil()
    similar.setdiag(0)
    return similar.tocsr()


def _by_label(labels: Sequence[Any]) -> Clusters:
    clusters: dict[Any, list[int]] = defaultdict(list)
    for index, label in enumerate(labels):
        clusters[label].append(index)
    return list(clusters.values())
