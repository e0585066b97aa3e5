"""Other packages' MinHash from raw text, one class each, imported when asked for.

Every class takes texts and gives signatures, (texts, 128): 5-word shingles, 128 slots, the way
that the package's own documentation goes from text. What only takes tokens gets the quickest
shingling in Python that was found.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import re
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

Array = np.ndarray[Any, Any]
SLOTS, NGRAM = 128, 5
_WORD = re.compile(r"\w+")

# What we start sends no usage reports.
os.environ.setdefault("DO_NOT_TRACK", "1")


def shingles(text: str) -> list[str]:
    """The word shingles of a text by regular expression and ``zip``, the quickest in Python."""
    words = _WORD.findall(text.lower())
    return [" ".join(run) for run in zip(*(words[place:] for place in range(NGRAM)), strict=False)]


class Peer(Protocol):
    """A package's way from texts to signatures."""

    package: str
    label: str
    #: Whether it is so slow that fewer texts must do.
    slow: bool

    def sign(self, texts: Sequence[str]) -> Array | None:
        """Signatures, (texts, slots), or None where the package doesn't show them."""


class Daft:
    """Rust, from raw text; words are what single spaces part, in the case they have."""

    package, label, slow = "daft", "Daft minhash", False

    def sign(self, texts: Sequence[str]) -> Array:
        """Signatures by the expression ``minhash``."""
        import daft

        frame = daft.from_pydict({"text": list(texts)})
        hashed = daft.col("text").minhash(num_hashes=SLOTS, ngram_size=NGRAM, seed=1)
        column = frame.select(hashed.alias("hashed")).to_arrow()["hashed"].combine_chunks()
        return np.asarray(column.flatten()).reshape(len(texts), SLOTS)


class Rensa:
    """Rust over shingles made in Python; the whole signature."""

    package, label, slow = "rensa", "rensa, full signature", True

    def sign(self, texts: Sequence[str]) -> Array:
        """Signatures by ``digest_matrix_from_token_sets``."""
        import rensa

        sets = [shingles(text) for text in texts]
        made = rensa.RMinHash.digest_matrix_from_token_sets(sets, SLOTS, 42)
        return np.array(made.to_rows(), np.uint32)


class RensaRho:
    """The path that rensa's headline figures measure: it samples the shingles."""

    package, label, slow = "rensa", "rensa, rho", True

    def sign(self, texts: Sequence[str]) -> Array:
        """Signatures by ``digest_matrix_from_token_sets_rho``."""
        import rensa

        sets = [shingles(text) for text in texts]
        made = rensa.RMinHash.digest_matrix_from_token_sets_rho(sets, SLOTS, 42)
        return np.array(made.to_rows(), np.uint32)


class Gaoya:
    """Rust, from raw text, straight into an index of 21 bands of 6; it shows no signatures."""

    package, label, slow = "gaoya", "gaoya, signing and indexing", True

    def sign(self, texts: Sequence[str]) -> None:
        """Inserts the texts one by one: its parallel insert would count threads as well."""
        from gaoya.minhash import MinHashStringIndex

        index = MinHashStringIndex(32, 0.8, 21, 6, None, "word", True, (NGRAM, NGRAM))
        for number, text in enumerate(texts):
            index.insert_document(number, text)


class Datasketch:
    """numpy over shingles made in Python and hashed by SHA-1."""

    package, label, slow = "datasketch", "datasketch bulk", True

    def sign(self, texts: Sequence[str]) -> Array:
        """Signatures by ``MinHash.bulk``."""
        from datasketch import MinHash

        sets = [[shingle.encode() for shingle in shingles(text)] for text in texts]
        return np.stack([made.hashvalues for made in MinHash.bulk(sets, num_perm=SLOTS)])


class TextDedup:
    """numpy over shingles made in Python, as the package's command line calls it."""

    package, label, slow = "text-dedup", "text-dedup embed_func", True

    def sign(self, texts: Sequence[str]) -> Array:
        """Signatures by ``embed_func`` with xxh3."""
        kernel: Any = importlib.import_module("text_dedup.minhash")
        rng = np.random.RandomState(42)
        prime, most = np.uint32((1 << 32) - 5), np.uint32((1 << 32) - 1)
        drawn = rng.randint(1, prime, SLOTS, np.uint32), rng.randint(0, prime, SLOTS, np.uint32)
        options = {
            "num_perm": SLOTS,
            "ngram_size": NGRAM,
            "min_length": NGRAM,
            "hashranges": [(0, SLOTS)],
            "permutations": drawn,
            "hash_func": kernel.xxh3_32hash,
            "dtype": np.uint32,
            "max_hash": most,
            "modulo_prime": prime,
        }
        made = [kernel.embed_func(text, 0, **options) for text in texts]
        joined = b"".join(record[kernel.SIGNATURE_COLUMN][0] for record in made)
        return np.frombuffer(joined, ">u4").astype(np.uint32).reshape(len(texts), SLOTS)


class OnePass:
    """No MinHash at all: xxh3 of each text's bytes, the least that a pass over them costs."""

    package, label, slow = "xxhash", "one xxh3 pass (the limit)", False

    def sign(self, texts: Sequence[str]) -> None:
        """Hashes every text once."""
        import xxhash

        for text in texts:
            xxhash.xxh3_64_intdigest(text.encode())


PEERS: tuple[Peer, ...] = (
    Daft(),
    Rensa(),
    RensaRho(),
    Gaoya(),
    Datasketch(),
    TextDedup(),
    OnePass(),
)


def installed(peer: Peer) -> str:
    """The version of a peer's package, or an empty string if it can't be run."""
    try:
        peer.sign(["one two three four five six seven"])
        return importlib.metadata.version(peer.package)
    except Exception:
        # A peer that fails in any way is a row less in the table, never the end of the run.
        return ""
