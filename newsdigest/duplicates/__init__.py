"""Near-duplicates: articles that carry the same text, found from raw text and verified exactly.

The names are looked up when they are used: importing this package loads neither numpy nor any
other dependency, and numba is only ever loaded to run its kernels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import loader

if TYPE_CHECKING:
    from .banding import BandPlan, plan_bands
    from .bridge import fill_lsh, from_datasketch, to_datasketch
    from .detection import DuplicateScan, find_duplicates, scan_candidates, scan_duplicates
    from .estimator import NearDuplicates
    from .hashing import shingle_hash32
    from .lookup import LookupKeys, likely_pairs, lookup_keys
    from .passages import Passage, shared_passages
    from .recipe import Recipe
    from .results import PairTable
    from .signing import SignatureArray, estimated_jaccard, signatures
    from .storage import load_signatures, save_signatures
    from .warming import warmup

__all__ = [
    "BandPlan",
    "DuplicateScan",
    "LookupKeys",
    "NearDuplicates",
    "PairTable",
    "Passage",
    "Recipe",
    "SignatureArray",
    "estimated_jaccard",
    "fill_lsh",
    "find_duplicates",
    "from_datasketch",
    "likely_pairs",
    "load_signatures",
    "lookup_keys",
    "plan_bands",
    "save_signatures",
    "scan_candidates",
    "scan_duplicates",
    "shared_passages",
    "shingle_hash32",
    "signatures",
    "to_datasketch",
    "warmup",
]

_HOMES = {
    "banding": ("BandPlan", "plan_bands"),
    "bridge": ("fill_lsh", "from_datasketch", "to_datasketch"),
    "detection": ("DuplicateScan", "find_duplicates", "scan_candidates", "scan_duplicates"),
    "estimator": ("NearDuplicates",),
    "hashing": ("shingle_hash32",),
    "lookup": ("LookupKeys", "likely_pairs", "lookup_keys"),
    "passages": ("Passage", "shared_passages"),
    "recipe": ("Recipe",),
    "results": ("PairTable",),
    "signing": ("SignatureArray", "estimated_jaccard", "signatures"),
    "storage": ("load_signatures", "save_signatures"),
    "warming": ("warmup",),
}
__getattr__ = loader(__name__, {name: home for home, names in _HOMES.items() for name in names})


def __dir__() -> list[str]:
    return sorted(__all__)
