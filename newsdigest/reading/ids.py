"""Gives each article an id of its own, whatever the order in which the articles came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from ..records import Article, Problem


def settle_ids(articles: Iterable[Article]) -> tuple[list[Article], list[Problem]]:
    """Folds an article that came twice into one, and tells apart two that share an id.

    Different articles with one id each get a suffix from their content; each clash is one note.
    """
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    twice: dict[str, Article] = {}
    for article in articles:
        same = by_id[article.id]
        print_ = article.fingerprint()
        if print_ in same:
            twice[article.id] = article
            if article.path >= same[print_].path:
                continue
        same[print_] = article
    settled: list[Article] = []
    problems = [
        Problem(article.path or name, None, f"{name!r} was given more than once", "note")
        for name, article in twice.items()
    ]
    for name, same in by_id.items():
        if len(same) == 1:
            settled.extend(same.values())
            continue
        settled.extend(replace(a, id=_unlike(name, print_, by_id)) for print_, a in same.items())
        first = min(same.values(), key=lambda article: (article.path, article.fingerprint()))
        reason = f"{len(same)} different articles have the id {name!r}; each got a suffix"
        problems.append(Problem(first.path or name, None, reason, "note"))
    return settled, problems


def _unlike(name: str, fingerprint: str, taken: Collection[str]) -> str:
    """The id with a suffix from the content, longer if some other article is called that."""
    short = f"{name}~{fingerprint[:8]}"
    return short if short not in taken else f"{name}~{fingerprint}"
