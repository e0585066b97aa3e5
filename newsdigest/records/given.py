"""What a user hands over: many things, all of them Articles where nothing else will do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import UsageError
from .article import Article


def many(given: Any) -> list[Any]:
    """Several things as a list.

    Raises:
        UsageError: if it is a single text, or nothing that holds several things.
    """
    if isinstance(given, str | bytes):
        raise UsageError("expected many texts, not one; put a single text into a list")
    if not isinstance(given, Iterable):
        raise UsageError(f"expected many articles, not {type(given).__name__}")
    return list(given)


def articles_in(given: Any) -> list[Article]:
    """Articles as a list.

    Raises:
        UsageError: if something among them is none.
    """
    if hasattr(given, "columns"):
        raise UsageError("expected Articles, not a table; read() makes them of its rows")
    found = many(given)
    for one in found:
        if not isinstance(one, Article):
            kind = type(one).__name__
            raise UsageError(f"expected Articles, not {kind}; read() makes them of files and dicts")
    return found
