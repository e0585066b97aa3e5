"""The hashes, in a few lines of pure Python each: the definition that every engine must meet.

A word is hashed to 64 bits, ``ngram`` word hashes make a shingle hash, and the shingle hashes of
an article make its signature. Multiplications wrap at 64 bits. Up to eight bytes a word's hash is
a bijection; from there on two different words meet with probability 2^-64, not within reach of
a search as 32 bits are.
"""

from __future__ import annotations

from .canonical import words

MASK = (1 << 64) - 1

#: Odd multipliers with well-mixed bits: of xxHash, SplitMix64, MurmurHash3 and rrmxmx.
BLOCK = 0x9E3779B185EBCA87
WORD = 0xC2B2AE3D27D4EB4F
SHINGLE = 0xFF51AFD7ED558CCD
ROUND = 0xD6E8FEB86659FD93
GOLDEN = 0x9E3779B97F4A7C15

#: Bits by which each word's hash is turned further than the one before: odd, so 64 differ.
TURN = 11
#: 31 bits that order shingles within a slot.
RANK = (1 << 31) - 1
#: Value of the slots of an article without shingles.
EMPTY = 0xFFFFFFFF


def word_hash(word: str) -> int:
    """64 bits of a word: its UTF-8 and zeros up to a multiple of 16 bytes, by little-endian eights.

    Two eights for nearly every word spare the kernels a branch that nobody can predict.
    """
    data, value = word.encode(), 0
    for start in range(0, -(-len(data) // 16) * 16, 8):
        value = (value ^ int.from_bytes(data[start : start + 8], "little")) * BLOCK & MASK
        value ^= value >> 32
    value = value * WORD & MASK
    return value ^ value >> 29


def shingle_hashes(text: str, ngram: int = 5, salt: int = 0) -> list[int]:
    """64 bits of every run of ``ngram`` words of a text, in order, repeats included.

    The words' hashes are added up, each turned by another number of bits, as their order counts.
    """
    hashes = [word_hash(word) for word in words(text)]
    found = []
    for start in range(len(hashes) - ngram + 1):
        value = salt
        for place, hashed in enumerate(hashes[start : start + ngram]):
            value += rotate(hashed, place * TURN % 64)
        value &= MASK
        value = (value ^ value >> 33) * SHINGLE & MASK
        found.append(value ^ value >> 33)
    return found


def rotate(value: int, bits: int) -> int:
    """64 bits turned to the left."""
    return (value << bits | value >> 64 - bits) & MASK


def shingle_hash32(shingle: bytes) -> int:
    """32 bits of one shingle, its words joined by spaces: the ``hashfunc`` of a datasketch MinHash.

    With it, ``datasketch.MinHash`` gives the same values as ``signatures(scheme="affine32")``.
    """
    text = shingle.decode()
    hashes = shingle_hashes(text, max(1, len(words(text))))
    return hashes[0] & 0xFFFFFFFF if hashes else 0


def splitmix(index: int) -> int:
    """The ``index``-th number of the SplitMix64 generator started at 0 (Steele et al. 2014)."""
    value = (index + 1) * GOLDEN & MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def fss(shingles: list[int], size: int) -> list[int]:
    """The Fast Similarity Sketch of salted shingle hashes (Dahlgaard, Knudsen, Thorup 2017).

    Every shingle is thrown into one slot; the least one there fills it. A slot that stays empty
    takes the least of all shingles under an order of its own, as in MinHash. One round of throws
    (the paper has more) serves articles best. The top bit of a value tells how it came about, so
    a thrown one always wins, and the elementwise minimum of two sketches is that of the union.
    """
    slots = [EMPTY] * size
    for shingle in shingles:
        place = (shingle >> 32) * size >> 32
        slots[place] = min(slots[place], shingle >> 20 & RANK)
    for place, value in enumerate(slots):
        if value == EMPTY and shingles:
            seed = splitmix(place)
            factor, offset = seed & 0xFFFFFFFF | 1, seed >> 32
            least = min(shingle * factor + offset & 0xFFFFFFFF for shingle in shingles)
            slots[place] = min(RANK + 1 | least >> 1, EMPTY - 1)
    return slots


def affine32(shingles: list[int], factors: list[int], offsets: list[int]) -> list[int]:
    """The MinHash of 32-bit shingle hashes as datasketch 2.x defines it (Broder 1997).

    ``factors`` and ``offsets`` are the permutations that datasketch draws for its seed.
    """
    mixed = [fmix32(shingle & 0xFFFFFFFF) for shingle in shingles]
    return [
        min(((a * value + b) & 0xFFFFFFFF for value in mixed), default=EMPTY)
        for a, b in zip(factors, offsets, strict=True)
    ]


def fmix32(value: int) -> int:
    """The finalizer of MurmurHash3, a bijection on 32 bits."""
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16
