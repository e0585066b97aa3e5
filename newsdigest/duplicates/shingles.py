"""Shingles: the set of a text's runs of n words, each as a 64-bit hash."""

from __future__ import annotations

import re
from hashlib import blake2b

_WORD = re.compile(r"\w+")


def shingles(text: str, ngram: int = 5) -> frozenset[int]:
    """The distinct runs of ``ngram`` words of a text (Broder 1997), hashed to 64 bits.

    Words are maximal runs of ``\\w`` in lower case. A text of fewer words has no shingle. With 64
    bits two different shingles of a corpus never meet in practice; with 32 they do at once.
    """
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[i : i + ngram]) for i in range(len(words) - ngram + 1)}
    return frozenset(map(hash_shingle, runs))


def hash_shingle(shingle: str) -> int:
    """The 64-bit hash of a shingle: the first eight bytes of its BLAKE2b, little endian."""
    digest = blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
