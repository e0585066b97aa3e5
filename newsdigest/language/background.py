"""How common a stem is in general news: a prior for the document frequencies of a small batch."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from .codes import language_code


@lru_cache(maxsize=32)
def background(language: str) -> dict[str, float]:
    """The share of general news articles that a stem stands in; empty without a table."""
    path = files("newsdigest.language") / "data" / f"background_{language_code(language)}.json"
    if not path.is_file():
        return {}
    table = json.loads(path.read_text("utf-8"))
    return {stem: count / table["articles"] for stem, count in table["frequency"].items()}
