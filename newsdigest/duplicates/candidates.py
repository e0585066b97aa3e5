"""Candidate pairs by MinHash and LSH with datasketch: articles that may share a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..settings import DuplicateSettings

_LOWER_BITS = 0xFFFFFFFF  # datasketch permutes 32-bit values; pairs are verified on all 64


def candidate_pairs(
    sets: Sequence[frozenset[int]], settings: DuplicateSettings
) -> Iterator[tuple[int, int]]:
    """Pairs ``(i, j)``, ``i < j``, of shingle sets that share a band of their signatures.

    The LSH threshold lies well below the one asked for, so that recall at it is near one and so
    that an article cut short, whose Jaccard is low, is a candidate too.
    """
    from datasketch import MinHash, MinHashLSH

    signatures = MinHash.bulk(
        [list(one) for one in sets],
        num_perm=settings.num_perm,
        seed=settings.seed,
        hashfunc=_low_bits,
    )
    lsh = MinHashLSH(threshold=min(settings.threshold, 0.5), num_perm=settings.num_perm)
    for index, signature in enumerate(signatures):
        for other in sorted(lsh.query(signature)):
            yield other, index
        lsh.insert(index, signature)


def _low_bits(shingle: int) -> int:
    return shingle & _LOWER_BITS
