"""Names for files: made of a text, safe on every system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
# Names that Windows keeps for devices, whatever their suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens, at most 60; "" if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{words}-file" if _DEVICES.match(words) else words
