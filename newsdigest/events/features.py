"""TF-IDF of articles in two blocks: the whole text with its opening stressed, and the opening.

Reports of one happening agree in their first sentences more than in their background paragraphs,
so the opening counts twice: by a weight that falls with the position, and as a block of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language.background import background
from ..records import Article
from ..settings import EventSettings
from .tokens import TokenChunk, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Counts = tuple[Floats, Ints, NDArray[np.int64]]

_FALL = 100  # tokens over which the weight of a position falls to 1/e
_STRESS = 2.0  # what the first token weighs beyond the last


@dataclass(frozen=True, slots=True)
class Features:
    """The articles as rows of length 1, so that a product of rows is their cosine.

    ``matrix`` has shape (articles, 2 * terms), with sorted indices; ``names`` tells each term as it
    is written; column ``c`` is of term ``c % terms``. A row is 0 for an article without words.
    """

    matrix: csr_matrix
    names: list[str]


def features(articles: Sequence[Article], settings: EventSettings) -> Features:
    """Weighs the terms of the articles; see :class:`Features`."""
    vocabulary = Vocabulary()
    parts = [counts(chunk, settings.lead) for chunk in vocabulary.chunks(articles)]
    width = max(1, len(vocabulary))
    rows_of = rows_by_language(vocabulary.languages)
    shares = {name: shares_of(name, vocabulary.column) for name in rows_of}
    blocks = []
    for block in zip(*parts, strict=True):
        matrix = stack(block, width)
        common = frequencies(matrix, rows_of)
        weights = {
            name: inverse_frequency(common[name], len(rows), shares[name], settings.prior)
            for name, rows in rows_of.items()
        }
        scale(matrix, rows_of, weights)
        blocks.append(matrix)
    return Features(join(blocks), vocabulary.spellings() or [""])


def counts(chunk: TokenChunk, lead: int) -> tuple[Counts, Counts]:
    """The counts of a chunk's articles in both blocks, as :func:`stack` takes them."""
    return _counts(*_whole(chunk), _by_position), _counts(*_lead(chunk, lead), _alike)


def _whole(chunk: TokenChunk) -> tuple[Ints, Ints]:
    """Each article's title twice, then its text: the columns, and how many of each article."""
    return _interleave(
        (chunk.titles, chunk.title_lengths),
        (chunk.titles, chunk.title_lengths),
        (chunk.bodies, chunk.body_lengths),
    )


def _lead(chunk: TokenChunk, tokens: int) -> tuple[Ints, Ints]:
    """Each article's title, then the first tokens of its text."""
    import numpy as np

    first = _places(chunk.body_lengths) < tokens
    shortened = (chunk.bodies[first], np.minimum(chunk.body_lengths, tokens))
    return _interleave((chunk.titles, chunk.title_lengths), shortened)


def _interleave(*parts: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Sets the parts of each article one behind the other."""
    import numpy as np

    owners = [np.repeat(np.arange(len(lengths)), lengths) for _, lengths in parts]
    order = np.argsort(np.concatenate(owners), kind="stable")
    columns = np.concatenate([columns for columns, _ in parts])[order]
    return columns, np.sum([lengths for _, lengths in parts], axis=0).astype(np.int32)


def _places(lengths: Ints) -> NDArray[np.int64]:
    """0, 1, 2 ... within each article."""
    import numpy as np

    ends = np.cumsum(lengths, dtype=np.int64)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def _by_position(places: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    return 1 + _STRESS * np.exp(-places / _FALL)


def _alike(places: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    return np.ones(len(places))


def _counts(
    columns: Ints, lengths: Ints, weight: Callable[[NDArray[np.int64]], NDArray[np.float64]]
) -> Counts:
    """The weighted counts of terms, logarithmed, as (data, indices, length of each row)."""
    import numpy as np
    from scipy.sparse import coo_matrix

    rows = np.repeat(np.arange(len(lengths)), lengths)
    shape = (len(lengths), int(columns.max(initial=0)) + 1)
    counted = coo_matrix((weight(_places(lengths)), (rows, columns)), shape=shape).tocsr()
    counted.sort_indices()
    data = (1 + np.log(counted.data)).astype(np.float32)
    return data, counted.indices.astype(np.int32), np.diff(counted.indptr)


def stack(parts: Sequence[Counts], width: int) -> csr_matrix:
    """The counts of several chunks as one matrix of ``width`` terms."""
    import numpy as np
    from scipy.sparse import csr_matrix

    data, indices, lengths = (np.concatenate(column) for column in zip(*parts, strict=True))
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((data, indices, pointers), shape=(len(lengths), width))


def rows_by_language(languages: Sequence[str]) -> dict[str, Ints]:
    """The rows of each language."""
    import numpy as np

    names = np.array(languages)
    return {str(name): np.flatnonzero(names == name).astype(np.int32) for name in np.unique(names)}


def frequencies(matrix: csr_matrix, rows_of: dict[str, Ints]) -> dict[str, NDArray[np.int64]]:
    """In how many articles of each language a term stands."""
    import numpy as np

    return {
        language: np.bincount(matrix.indices[_entries(matrix, rows)], minlength=matrix.shape[1])
        for language, rows in rows_of.items()
    }


def _entries(matrix: csr_matrix, rows: Ints) -> NDArray[np.bool_]:
    """Which of the entries of a matrix are in some rows."""
    import numpy as np

    own = np.zeros(matrix.shape[0], bool)
    own[rows] = True
    return np.repeat(own, np.diff(matrix.indptr))


def scale(matrix: csr_matrix, rows_of: dict[str, Ints], weights: Mapping[str, Floats]) -> None:
    """Multiplies the counts with each language's IDF and makes the rows of one length, in place."""
    import numpy as np

    lengths = np.diff(matrix.indptr)
    for language, rows in rows_of.items():
        mine = _entries(matrix, rows)
        matrix.data[mine] *= weights[language][matrix.indices[mine]]
    squares = np.bincount(
        np.repeat(np.arange(len(lengths)), lengths), matrix.data**2, minlength=len(lengths)
    )
    norms = np.sqrt(np.where(squares > 0, squares, 1.0)) * math.sqrt(2)
    matrix.data /= np.repeat(norms, lengths).astype(np.float32)


def shares_of(
    language: str, column_of: Callable[[str], int | None]
) -> list[tuple[int, float]] | None:
    """The columns that the background table knows, each with its share; None without a table."""
    table = background(language)
    if not table:
        return None
    found = ((column_of(stem), share) for stem, share in table.items())
    return [(column, share) for column, share in found if column is not None]


def inverse_frequency(
    frequency: NDArray[np.int64],
    articles: int,
    shares: Iterable[tuple[int, float]] | None,
    prior: float,
) -> Floats:
    """Inverse document frequency among the articles of a language, with its background as prior.

    Counted over a handful of articles IDF means nothing; ``prior`` articles of general news, in
    which a stem stands as often as the background table says, are counted with them.
    """
    import numpy as np

    weighed = frequency.astype(float)
    extra = prior if shares is not None else 0.0
    for column, share in shares or ():
        weighed[column] += extra * share
    idf = np.log((1 + extra + articles) / (1 + weighed)) + 1
    return idf.astype(np.float32)


def join(blocks: Sequence[csr_matrix]) -> csr_matrix:
    """Sets the blocks side by side, each row of which keeps its indices sorted."""
    from scipy.sparse import hstack

    joined = hstack(blocks, format="csr")
    joined.has_canonical_format = True
    return joined
