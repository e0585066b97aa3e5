"""Seals: a checksum in each row, so that a flipped byte is noticed where SQLite wouldn't."""

from __future__ import annotations

from hashlib import blake2b

#: The tables whose rows have a seal, and the columns that it is of.
SEALED: dict[str, tuple[str, ...]] = {
    "settings": ("name", "value"),
    "batches": ("n", "time"),
    "articles": (
        "n", "id", "url", "site", "version", "fingerprint", "first_batch", "batch", "day", "first",
        "last", "event", "kept", "shingles", "print", "sketch",
    ),
    "texts": ("n", "body"),
    "versions": ("n", "version", "fingerprint", "batch", "body"),
    "events": ("n", "id", "created", "changed", "earliest", "latest", "parent", "merged_into"),
    "groups": ("kept", "body"),
    "pairs": ("a", "b"),
    "links": ("event", "body"),
    "follows": ("event", "before", "reason"),
    "site_lines": ("site", "line"),
}  # fmt: skip

Value = int | float | str | bytes | None


def seal(*values: Value) -> int:
    """63 bits of a row's values, as SQLite holds them."""
    digest = blake2b(digest_size=8)
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        digest.update(f"{type(value).__name__[0]}{len(data)}:".encode())
        digest.update(data)
    return int.from_bytes(digest.digest(), "big") >> 1
