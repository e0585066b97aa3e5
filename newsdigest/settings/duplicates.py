"""When two texts count as the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from .checks import one_of, share, whole

Linkage = Literal["representative", "component"]
Engine = Literal["auto", "fast", "numpy", "datasketch"]

LINKAGES: tuple[Linkage, ...] = get_args(Linkage)
ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True, slots=True)
class DuplicateSettings:
    """When two texts count as the same.

    Attributes:
        threshold: exact Jaccard similarity of the shingle sets, 0 to 1, from which on two
            articles are near-duplicates.
        containment: share of the shorter article's shingles, 0 to 1, that stand in the longer one
            from which on it counts as that article cut short.
        ngram: words in a shingle, 1 to 64.
        num_perm: slots in a MinHash signature, 16 to 4096.
        seed: seed of the MinHash permutations.
        linkage: "representative" (every copy is within the threshold of the kept article) or
            "component" (chains of near-duplicates are one group).
        engine: "auto" (compiled kernels where they are installed and pay, else numpy), "fast"
            (compiled kernels, from the extra ``newsdigest[fast]``), "numpy", or "datasketch"
            (MinHash and MinHashLSH of that package). The first three give the same result.
        workers: threads; 0 means one for each core. The result doesn't depend on it.
    """

    threshold: float = 0.8
    containment: float = 0.95
    ngram: int = 5
    num_perm: int = 128
    seed: int = 1
    linkage: Linkage = "representative"
    engine: Engine = "auto"
    workers: int = 0

    def __post_init__(self) -> None:
        share(self, "threshold", "containment")
        whole(self, "ngram", 1, 64)
        whole(self, "num_perm", 16, 4096)
        whole(self, "seed", 0, (1 << 32) - 1)
        whole(self, "workers", 0)
        one_of(self, "linkage", LINKAGES)
        one_of(self, "engine", ENGINES)
