"""Recipe, everything that decides a signature's values, and the arrays that the engines take."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from ..errors import UsageError
from ..settings import DuplicateSettings
from . import canonical, hashing
from .arrays import U32

Scheme = Literal["fss", "affine32"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a signature is made by; only signatures of one recipe can be compared.

    Attributes:
        scheme: "fss" or "affine32".
        num_perm: slots, at least 16.
        ngram: words in a shingle.
        seed: seed of the slots' hash functions, 0 to 2^32 - 1.
        tokenizer: version of the rules that find the words and hash them.
    """

    scheme: Scheme = "fss"
    num_perm: int = 128
    ngram: int = 5
    seed: int = 1
    tokenizer: int = canonical.TOKENIZER

    @classmethod
    def of(cls, settings: DuplicateSettings) -> Recipe:
        """The recipe of a search with these settings."""
        return cls(num_perm=settings.num_perm, ngram=settings.ngram, seed=settings.seed)

    def __post_init__(self) -> None:
        if self.scheme not in SCHEMES:
            raise UsageError(f"scheme must be {' or '.join(SCHEMES)}, not {self.scheme!r}")
        # The same rules, in the same words, as for the settings.
        DuplicateSettings(num_perm=self.num_perm, ngram=self.ngram, seed=self.seed)

    def to_dict(self) -> dict[str, Any]:
        """The recipe as it stands in a saved file."""
        return asdict(self)

    def difference(self, other: Recipe) -> str:
        """What keeps signatures of two recipes apart: "seed 1, not 2"; empty if nothing does."""
        mine, theirs = self.to_dict(), other.to_dict()
        return "; ".join(f"{n} {v!r}, not {theirs[n]!r}" for n, v in mine.items() if v != theirs[n])


class Parameters(NamedTuple):
    """A recipe as the engines take it: ``permutations`` are the slots' functions."""

    ngram: int
    salt: np.uint64
    permutations: U32
    affine: bool


@lru_cache(maxsize=16)
def parameters(recipe: Recipe) -> Parameters:
    """The arrays of a recipe."""
    affine = recipe.scheme == "affine32"
    return Parameters(
        ngram=recipe.ngram,
        salt=np.uint64(salt(recipe)),
        permutations=(_permutations if affine else _orders)(recipe.num_perm, recipe.seed),
        affine=affine,
    )


def salt(recipe: Recipe) -> int:
    """What is added to a shingle before it is hashed: the seed of fss; nothing for affine32."""
    return 0 if recipe.scheme == "affine32" else hashing.splitmix(recipe.seed)


def _orders(size: int, _seed: int) -> U32:
    """The factors and offsets of the slots of fss; its seed is in the salt, shape (2, size)."""
    drawn = np.array([hashing.splitmix(place) for place in range(size)], np.uint64)
    factors = (drawn & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)
    return np.array([factors, (drawn >> np.uint64(32)).astype(np.uint32)])


def _permutations(size: int, seed: int) -> U32:
    """The factors and offsets that datasketch 2.x draws, in its order, shape (2, size)."""
    generator = np.random.RandomState(seed)
    factors = generator.randint(0, 1 << 31, size, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    offsets = generator.randint(0, 1 << 32, size, dtype=np.uint32)
    return np.array([factors, offsets])
