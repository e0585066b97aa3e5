"""Gives each article an id of its own, whatever the order in which the articles came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..records import Article, Problem


class Claim(NamedTuple):
    """An article's wish for an id: the id, the fingerprint of its content, and where it lies."""

    id: str
    fingerprint: str
    path: str


def settle_ids(articles: Iterable[Article]) -> tuple[list[Article], list[Problem]]:
    """Folds an article that came twice into one, and tells apart two that share an id.

    Different articles with one id each get a suffix from their content; each clash is one note.
    """
    articles = list(articles)
    claims = [Claim(article.id, article.fingerprint(), article.path) for article in articles]
    names, problems = settle_claims(claims, {claim.id for claim in claims})
    settled = (
        articles[place] if articles[place].id == name else replace(articles[place], id=name)
        for place, name in names.items()
    )
    return list(settled), problems


def settle_claims(
    claims: Sequence[Claim], taken: Collection[str]
) -> tuple[dict[int, str], list[Problem]]:
    """The places of the claims that are heard, each with the id that it gets, and the notes.

    Args:
        claims: all claims of each id that stands here at all.
        taken: the ids of all articles, for no suffix to make one that is another's.
    """
    by_id: dict[str, dict[str, int]] = defaultdict(dict)
    twice: dict[str, Claim] = {}
    for place, claim in enumerate(claims):
        same = by_id[claim.id]
        if claim.fingerprint in same:
            twice[claim.id] = claim
            if claim.path >= claims[same[claim.fingerprint]].path:
                continue
        same[claim.fingerprint] = place
    problems = [
        Problem(claim.path or name, None, f"{name!r} was given more than once", "note")
        for name, claim in twice.items()
    ]
    names: dict[int, str] = {}
    for name, same in by_id.items():
        if len(same) == 1:
            names |= dict.fromkeys(same.values(), name)
            continue
        names |= {place: _unlike(name, print_, taken) for print_, place in same.items()}
        first = min((claims[place] for place in same.values()), key=lambda c: (c.path, c[1]))
        reason = f"{len(same)} different articles have the id {name!r}; each got a suffix"
        problems.append(Problem(first.path or name, None, reason, "note"))
    return names, problems


def _unlike(name: str, fingerprint: str, taken: Collection[str]) -> str:
    """The id with a suffix from the content, longer if some other article is called that."""
    short = f"{name}~{fingerprint[:8]}"
    return short if short not in taken else f"{name}~{fingerprint}"
