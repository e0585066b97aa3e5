"""To and from datasketch: MinHash objects, and an LSH index as the slow, known engine."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import UsageError
from ..settings import DuplicateSettings
from .arrays import I64, U32, U64
from .banding import BandPlan, pack_pairs, unique
from .canonical import words
from .hashing import shingle_hash32
from .recipe import Recipe
from .signing import SignatureArray, recipe_of

if TYPE_CHECKING:
    from datasketch import LeanMinHash, MinHash, MinHashLSH

#: Added to the seed of fss signatures, so that datasketch refuses to compare them with others.
FSS_SEED = 0x46535331


def to_datasketch(signatures: U32, *, lean: bool = True) -> list[LeanMinHash] | list[MinHash]:
    """Signatures as datasketch's objects.

    Rows of ``scheme="affine32"`` equal, bit for bit, the MinHash that datasketch makes of the
    same shingles with ``hashfunc=shingle_hash32`` and the same seed. Rows of "fss" get a scheme
    and a seed under which datasketch won't mix them with any of its own.

    Args:
        signatures: what ``signatures()`` returned, or whole rows of it, (n, num_perm).
        lean: whether to make LeanMinHash (smaller, frozen) or MinHash (can be updated).

    Raises:
        UsageError: if the array doesn't say how it was made, or MinHash is asked of "fss".
    """
    from datasketch import LeanMinHash, MinHash

    recipe = recipe_of(signatures)
    seed, scheme = _label(recipe)
    rows = np.asarray(signatures)
    if lean:
        return [LeanMinHash(seed=seed, hashvalues=row, scheme=scheme) for row in rows]
    if recipe.scheme == "fss":
        raise UsageError(
            "datasketch can't add to 'fss' signatures; sign with scheme='affine32', or ask for "
            "LeanMinHash objects (lean=True)"
        )
    empty = MinHash(recipe.num_perm, seed, hashfunc=shingle_hash32, scheme="affine32")
    return [
        MinHash(
            seed=seed,
            hashfunc=shingle_hash32,
            hashvalues=row,
            permutations=empty.permutations,
            scheme="affine32",
        )
        for row in rows
    ]


def from_datasketch(sketches: Iterable[MinHash], *, ngram: int = 5) -> SignatureArray:
    """Signatures from objects that datasketch made with ``hashfunc=shingle_hash32``.

    Args:
        sketches: MinHash or LeanMinHash objects of one size and seed.
        ngram: words in the shingles that they were made of, which they don't know themselves.

    Raises:
        UsageError: if they are of another scheme than "affine32", or of several kinds.
    """
    given = list(sketches)
    kinds = {(sketch.scheme, sketch.seed, len(sketch)) for sketch in given}
    if len(kinds) != 1:
        raise UsageError("expected at least one MinHash, all of one scheme, seed and size")
    scheme, seed, size = kinds.pop()
    if scheme != "affine32":
        raise UsageError(
            f"scheme {scheme!r} can't be compared with signatures of this package; make the "
            "MinHash with scheme='affine32', the default of datasketch 2"
        )
    rows = np.stack([np.asarray(sketch.hashvalues, np.uint32) for sketch in given])
    return SignatureArray(rows, Recipe("affine32", size, ngram, seed))


def fill_lsh(index: MinHashLSH, keys: Sequence[Hashable], signatures: U32) -> None:
    """Inserts signatures under their keys into a ``MinHashLSH`` of the same size.

    Raises:
        UsageError: if sizes or schemes differ.
    """
    if len(keys) != len(signatures):
        raise UsageError(f"{len(keys)} keys for {len(signatures)} signatures")
    try:
        with index.insertion_session() as session:
            for key, sketch in zip(keys, to_datasketch(signatures), strict=True):
                session.insert(key, sketch)
    except ValueError as error:
        raise UsageError(f"datasketch refused the signatures: {error}") from error


def lsh_pairs(
    texts: Sequence[str], active: I64, settings: DuplicateSettings, plan: BandPlan
) -> U64:
    """Candidate pairs as datasketch finds them: its hashes, its MinHash, its MinHashLSH."""
    from datasketch import MinHash, MinHashLSH

    index: Any = MinHashLSH(num_perm=settings.num_perm, params=(plan.bands, plan.width))
    sets = [_shingles(texts[row], settings.ngram) for row in active]
    made = MinHash.bulk(sets, num_perm=settings.num_perm, seed=settings.seed)
    found = []
    for row, sketch in zip(active.tolist(), made, strict=True):
        others = np.array(index.query(sketch), np.int64)
        found.append(pack_pairs(others, np.full(len(others), row)))
        index.insert(row, sketch)
    return unique(found)


def _shingles(text: str, ngram: int) -> list[bytes]:
    found = words(text)
    starts = range(len(found) - ngram + 1)
    return [" ".join(found[start : start + ngram]).encode() for start in starts]


def _label(recipe: Recipe) -> tuple[int, str]:
    """The seed and the scheme that datasketch is told."""
    if recipe.scheme == "affine32":
        return recipe.seed, "affine32"
    # An index of datasketch tells schemes apart, but not seeds; a MinHash tells both.
    return FSS_SEED + recipe.seed, "legacy"
