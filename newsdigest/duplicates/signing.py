"""Signatures of texts as an array that says how it was made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from ..errors import UsageError
from ..settings import DuplicateSettings
from ..settings import Engine as EngineName
from .arrays import U32
from .engines import choose, in_batches
from .inputs import texts_of
from .recipe import Recipe, Scheme


class SignatureArray(np.ndarray[Any, np.dtype[np.uint32]]):
    """Signatures, one a row, uint32 of shape (texts, num_perm), with their ``recipe``.

    Rows that are sliced off keep it; anything else that numpy makes of it is a plain array, or
    has None for a recipe.
    """

    recipe: Recipe | None

    def __new__(cls, rows: U32, recipe: Recipe) -> SignatureArray:
        """Rows that were made by a recipe, shared with the array given."""
        made = np.asarray(rows, np.uint32).view(cls)
        if made.ndim != 2 or made.shape[1] != recipe.num_perm:
            raise UsageError(f"expected rows of {recipe.num_perm} slots, not shape {made.shape}")
        made.recipe = recipe
        return made

    def __array_finalize__(self, source: Any) -> None:
        recipe = getattr(source, "recipe", None)
        whole = self.ndim == 2 and recipe is not None and self.shape[1] == recipe.num_perm
        self.recipe = recipe if whole and self.dtype == np.uint32 else None

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        """Results of arithmetic and comparison are no signatures."""
        return array[()] if return_scalar else np.asarray(array)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (np.asarray(self), self.recipe))


def _restored(rows: U32, recipe: Recipe | None) -> U32:
    return rows if recipe is None else SignatureArray(rows, recipe)


def recipe_of(signatures: U32) -> Recipe:
    """How signatures were made.

    Raises:
        UsageError: if the array doesn't say.
    """
    recipe = getattr(signatures, "recipe", None)
    if not isinstance(recipe, Recipe):
        raise UsageError(
            "this array doesn't say how it was signed; pass what signatures() or "
            "load_signatures() returned, or whole rows of it, or SignatureArray(rows, recipe)"
        )
    return recipe


def signatures(
    texts: Iterable[str] | Any,
    num_perm: int = 128,
    ngram: int = 5,
    scheme: Scheme = "fss",
    *,
    seed: int = 1,
    engine: EngineName = "auto",
    workers: int = 0,
) -> SignatureArray:
    """Signatures of the texts' word shingles; the share of equal slots estimates Jaccard.

    Args:
        texts: strings, Articles, or a column of strings (pyarrow, pandas, polars).
        num_perm: slots in a signature, at least 16.
        ngram: words in a shingle.
        scheme: "fss", Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup 2017,
            arXiv:1704.04370), of less variance than MinHash; or "affine32", MinHash (Broder 1997)
            bit for bit as datasketch 2.x computes it. Both are merged by elementwise minimum.
        seed: seed of the slots' hash functions.
        engine: "auto", "fast" or "numpy"; the values are the same.
        workers: threads; 0 means one for each core.

    Returns:
        uint32 of shape (len(texts), num_perm). A text of fewer words than ``ngram`` has 2^32 - 1
        in every slot.

    Raises:
        UsageError: if an argument means nothing here.
    """
    given = texts_of(texts)
    recipe = Recipe(scheme, num_perm, ngram, seed)
    DuplicateSettings(engine=engine, workers=workers)  # says what is wrong with them
    chosen = choose(engine, len(given))
    rows = np.empty((len(given), num_perm), np.uint32)

    def work(start: int, stop: int) -> None:
        chosen.sketch(given[start:stop], recipe, rows[start:stop], 0)

    in_batches(work, len(given), chosen.batch, workers)
    return SignatureArray(rows, recipe)


def estimated_jaccard(first: U32, second: U32) -> float:
    """The estimated Jaccard similarity of two signatures (1-d) of one recipe."""
    return float(np.count_nonzero(np.asarray(first) == np.asarray(second)) / len(first))
