"""Two engines with one face: numba kernels where they are installed and pay, numpy elsewhere.

Both give the same values, bit for bit; only their speed differs, so the choice of the engine, of
the number of threads and of the batch size never shows in a result.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np

from ..errors import UsageError
from ..settings import Engine as EngineName
from . import vectors
from .arrays import I64, U8, U32, U64
from .packing import character_table, pack
from .recipe import Recipe, parameters
from .stamps import kernels_changed

if TYPE_CHECKING:
    from .kernels import Scratch

logger = logging.getLogger("newsdigest")

#: Articles from which compiled kernels pay: when numba has them on disk, and when it has not.
PAYS_WARM, PAYS_COLD = 2_500, 20_000

_Result = TypeVar("_Result")


class Sketched(NamedTuple):
    """A batch of signed articles.

    ``rows``: signatures, (articles, num_perm). ``counts``: shingles, repeats included.
    ``prints``: sums of the shingle hashes (0 without a sampling limit). ``samples``: the hashes
    below the limit; those of article i end at ``sample_ends[i]``.
    """

    rows: U32
    counts: I64
    prints: U64
    samples: U64
    sample_ends: I64


class Engine(Protocol):
    """What an engine does; all methods are safe to call from several threads."""

    batch: int

    def sketch(self, texts: Sequence[str], recipe: Recipe, rows: U32, limit: int) -> Sketched:
        """Signs texts into ``rows`` and samples the shingle hashes below ``limit``."""

    def distinct(self, texts: Sequence[str], ngram: int) -> tuple[U64, I64]:
        """The distinct shingles of the texts as one array, and where each text's end."""

    def intersections(self, shingles: U64, offsets: I64, first: I64, second: I64) -> I64:
        """How many shingles each two articles share."""

    def band_keys(self, rows: U32, width: int, bits: int, keys: U64) -> None:
        """Writes band hashes above row numbers to ``keys``, (bands, articles)."""

    def agreements(self, rows: U32, first: I64, second: I64) -> I64:
        """In how many slots each two signatures agree."""


class NumpyEngine:
    """Array operations over batches: no compiler, some hundred microseconds an article."""

    batch = 256

    def sketch(self, texts: Sequence[str], recipe: Recipe, rows: U32, limit: int) -> Sketched:
        """Signs texts into ``rows`` and samples the shingle hashes below ``limit``."""
        values = parameters(recipe)
        shingled = vectors.shingle(pack(texts), values.ngram, values.salt)
        (vectors.affine32_rows if values.affine else vectors.fss_rows)(shingled, values, rows)
        sampled = shingled.hashes < np.uint64(limit)
        taken = np.bincount(shingled.owners[sampled], minlength=len(texts))
        return Sketched(
            rows,
            np.bincount(shingled.owners, minlength=len(texts)),
            vectors.prints(shingled, len(texts)) if limit else np.zeros(len(texts), np.uint64),
            shingled.hashes[sampled],
            np.cumsum(taken),
        )

    def distinct(self, texts: Sequence[str], ngram: int) -> tuple[U64, I64]:
        """The distinct shingles of the texts as one array, and where each text's end."""
        return vectors.distinct(vectors.shingle(pack(texts), ngram, np.uint64(0)), len(texts))

    intersections = staticmethod(vectors.intersections)
    band_keys = staticmethod(vectors.band_keys)
    agreements = staticmethod(vectors.agreements)


class NumbaEngine:
    """Compiled kernels: some microseconds an article, without the GIL."""

    # Enough articles to make up for a call from Python, few enough to stay in the cache.
    batch = 512

    def __init__(self) -> None:
        # Fresh memory for every batch would cost more page faults than hashing costs time.
        self._held = threading.local()

    def sketch(self, texts: Sequence[str], recipe: Recipe, rows: U32, limit: int) -> Sketched:
        """Signs texts into ``rows`` and samples the shingle hashes below ``limit``."""
        from . import kernels

        data, offsets, plain = pack(texts)
        # Each shingle is a word more, and each word at least a byte.
        samples = self._samples(len(data) + 2 if limit else 2)
        out = _Signed(
            rows,
            np.empty(len(texts), np.int64),
            np.zeros(len(texts), np.uint64),
            samples,
            np.empty(len(texts), np.int64),
            np.uint64(limit),
        )
        memory = self._scratch(offsets)
        end = kernels.sign(data, offsets, plain, _lookup(plain), parameters(recipe), memory, out)
        return Sketched(rows, out.counts, out.prints, out.samples[:end].copy(), out.sample_ends)

    def distinct(self, texts: Sequence[str], ngram: int) -> tuple[U64, I64]:
        """The distinct shingles of the texts as one array, and where each text's end."""
        from . import kernels

        data, offsets, plain = pack(texts)
        out = _Distinct(np.empty(len(data) + 2, np.uint64), np.empty(len(texts), np.int64))
        memory = self._scratch(offsets)
        end = kernels.distinct(data, offsets, plain, _lookup(plain), ngram, memory, out)
        return out.shingles[:end].copy(), out.ends

    def intersections(self, shingles: U64, offsets: I64, first: I64, second: I64) -> I64:
        """How many shingles each two articles share."""
        from . import kernels

        found = np.empty(len(first), np.int64)
        kernels.intersections(shingles, offsets, first, second, found)
        return found

    def band_keys(self, rows: U32, width: int, bits: int, keys: U64) -> None:
        """Writes band hashes above row numbers to ``keys``, (bands, articles)."""
        from . import kernels

        kernels.band_keys(rows, width, bits, keys)

    def agreements(self, rows: U32, first: I64, second: I64) -> I64:
        """In how many slots each two signatures agree."""
        from . import kernels

        found = np.empty(len(first), np.int64)
        kernels.agreements(rows, first, second, found)
        return found

    def _scratch(self, offsets: I64) -> Scratch:
        from . import kernels

        longest = int(np.diff(offsets).max(initial=0))
        held: tuple[int, Scratch] | None = getattr(self._held, "scratch", None)
        if held is None or held[0] < longest:
            held = self._held.scratch = longest, kernels.scratch(longest)
        return held[1]

    def _samples(self, room: int) -> U64:
        held: U64 | None = getattr(self._held, "samples", None)
        if held is None or len(held) < room:
            held = self._held.samples = np.empty(room, np.uint64)
        return held


class _Signed(NamedTuple):
    rows: U32
    counts: I64
    prints: U64
    samples: U64
    sample_ends: I64
    limit: np.uint64


class _Distinct(NamedTuple):
    shingles: U64
    ends: I64


def _lookup(plain: U8) -> U8:
    """What becomes of each code point: a table that a batch of ASCII never looks at."""
    return np.empty(1, np.uint8) if plain.all() else character_table()


def choose(name: EngineName, articles: int) -> Engine:
    """The engine of a name; "auto" takes numba where it is installed and the job pays for it.

    Raises:
        UsageError: if "fast" is asked for and numba is missing.
    """
    installed = has_numba()
    if name == "fast" and not installed:
        raise UsageError("engine='fast' needs numba: pip install 'newsdigest[fast]'")
    if name == "auto" and not installed and articles > PAYS_COLD:
        logger.warning(
            "%d articles without compiled kernels: pip install 'newsdigest[fast]' makes finding "
            "duplicates many times faster, with the same result",
            articles,
        )
    pays = installed and articles >= (PAYS_WARM if is_warm() else PAYS_COLD)
    return _compiled(name) if name == "fast" or (name == "auto" and pays) else NumpyEngine()


def _compiled(name: EngineName) -> Engine:
    """The compiled engine; for "auto" the other one, where numba is installed but doesn't load."""
    try:
        importlib.import_module(".kernels", __package__)
    except ImportError as error:
        if name == "fast":
            raise UsageError(f"engine='fast' needs a numba that loads: {error}") from error
        logger.warning("numba doesn't load (%s); searching without compiled kernels", error)
        return NumpyEngine()
    return NumbaEngine()


def has_numba() -> bool:
    """Whether the extra ``newsdigest[fast]`` is installed; imports nothing."""
    return importlib.util.find_spec("numba") is not None


def is_warm() -> bool:
    """Whether numba has compiled the kernels as they are now, by the files of its cache."""
    own = Path(__file__).parent / "kernels"
    elsewhere = os.environ.get("NUMBA_CACHE_DIR")
    caches = Path(elsewhere).rglob("*.nbi") if elsewhere else own.glob("__pycache__/*.nbi")
    compiled = [path.stat().st_mtime for path in caches if path.name.startswith("sketches.sign-")]
    return max(compiled, default=0.0) >= kernels_changed()


def threads(workers: int) -> int:
    """The number of threads: as asked for, or for 0 one for each core that may be used."""
    return workers or cores()


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def in_batches(
    work: Callable[[int, int], _Result], total: int, size: int, workers: int
) -> list[_Result]:
    """``work(start, stop)`` for each batch of ``total``, on threads; the results in order."""
    starts = range(0, total, size)
    count = min(threads(workers), len(starts))
    if count <= 1:
        return [work(start, min(start + size, total)) for start in starts]
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda start: work(start, min(start + size, total)), starts))
