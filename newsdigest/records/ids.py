"""Ids of a batch: each article's own, and those that a user gives by their start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import UsageError
from .article import Article
from .events import Constraints
from .given import articles_in


def distinct(articles: Iterable[Article]) -> list[Article]:
    """The articles as a list.

    Raises:
        UsageError: if two have one id, by which results could not tell them apart, or one is none.
    """
    found = articles_in(articles)
    seen: set[str] = set()
    for article in found:
        if article.id in seen:
            raise UsageError(f"two articles have the id {article.id!r}; read() tells them apart")
        seen.add(article.id)
    return found


def one_id(start: str, names: Sequence[str]) -> str:
    """The id that is meant: an id itself, or the start of one that no other begins with.

    Raises:
        UsageError: if there is none, or several begin so.
    """
    if start in names:
        return start
    found = sorted(name for name in names if name.startswith(start))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no article has an id that begins with {start!r}")
    raise UsageError(f"{len(found)} ids begin with {start!r}: {', '.join(found[:5])}")


def whole_ids(constraints: Constraints, articles: Sequence[Article]) -> Constraints:
    """The editor's word with whole ids, see :func:`one_id`.

    Raises:
        UsageError: if an id is not there or not unique, or the word is of another kind.
    """
    if not isinstance(constraints, Constraints):
        kind = type(constraints).__name__
        raise UsageError(f"constraints must be Constraints(same=..., different=...), not {kind}")
    names = [article.id for article in articles]
    same, different = (
        tuple((one_id(a, names), one_id(b, names)) for a, b in pairs)
        for pairs in (constraints.same, constraints.different)
    )
    return Constraints(same, different)
