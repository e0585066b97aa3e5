"""What a user hands over: many things, all of them Articles; or a text that should be JSON."""

from __future__ import annotations

import json
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
    if hasattr(given, "columns"):
        raise UsageError(
            "expected Articles or texts, not a table; choose a column of it, or read() makes "
            "them of its rows"
        )
    if not isinstance(given, Iterable):
        held = isinstance(getattr(given, "articles", None), list | tuple)
        inside = "; hand over its .articles" if held else ""
        raise UsageError(f"expected many articles, not {type(given).__name__}{inside}")
    return list(given)


def articles_in(given: Any) -> list[Article]:
    """Articles as a list.

    Raises:
        UsageError: if something among them is none.
    """
    found = many(given)
    for one in found:
        if not isinstance(one, Article):
            kind = type(one).__name__
            raise UsageError(f"expected Articles, not {kind}; read() makes them of files and dicts")
    return found


def json_reason(error: Exception) -> str:
    """Why a text is no JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg.lower().removesuffix(' at')} (column {error.colno})"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return "not valid JSON: a number too long to read"
