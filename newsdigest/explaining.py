"""Why articles are one event or are not: the evidence of a batch, asked for by pair or by event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .errors import UsageError
from .records import Article, Constraints, DuplicateGroup, EventExplanation, Explanation
from .records.ids import distinct, one_id, whole_ids
from .settings import Settings, all_stages
from .stages import find_duplicates

if TYPE_CHECKING:
    from pathlib import Path

_PASSAGES, _QUOTED = 5, 200  # sentences of a pair that are quoted, and their characters


def explain(
    articles: Iterable[Article],
    a: str,
    b: str,
    settings: Settings | None = None,
    constraints: Constraints | None = None,
) -> Explanation:
    """Says what decided whether two articles of a batch are one event, and what both say.

    Args:
        articles: the whole batch: evidence depends on it.
        a: id of an article, or the start of one that no other begins with.
        b: the same of another.
        settings: every knob.
        constraints: the editor's word that was given with the batch.

    Raises:
        UsageError: if an id is not there or not unique, or both are of one article.
    """
    from . import events

    settings = all_stages(settings)
    articles, groups, word = _batch(articles, settings, constraints)
    names = [article.id for article in articles]
    pair = (one_id(a, names), one_id(b, names))
    if pair[0] == pair[1]:
        raise UsageError(f"explain takes two articles, and both are {pair[0]!r}")
    told = events.explain(articles, *pair, groups, settings.events, word)
    return replace(told, lines=(*told.lines, *_passages(articles, pair)))


def _batch(
    articles: Iterable[Article], settings: Settings, constraints: Constraints | None
) -> tuple[list[Article], list[DuplicateGroup], Constraints | None]:
    """What the evidence of a batch depends on: articles, near-duplicates, the editor's word."""
    batch = distinct(articles)
    groups = find_duplicates(batch, settings=settings.duplicates)
    return batch, groups, whole_ids(constraints, batch) if constraints else None


def _passages(articles: Sequence[Article], pair: tuple[str, str]) -> list[str]:
    """The sentences that two articles share, quoted at some length."""
    from . import duplicates

    both = [article for article in articles if article.id in pair]
    found = [passage.text for passage in duplicates.shared_passages(both)]
    shown = [
        f"both say: “{text[:_QUOTED]}{'…' * (len(text) > _QUOTED)}”" for text in found[:_PASSAGES]
    ]
    left = len(found) - len(shown)
    return [*shown, f"and {left} more sentences"] if left > 0 else shown


def explain_event(
    articles: Iterable[Article],
    event: str,
    settings: Settings | None = None,
    constraints: Constraints | None = None,
) -> EventExplanation:
    """Says what holds an event of a batch together, and what was left out of it.

    Args:
        articles: the whole batch: evidence depends on it.
        event: id of the event, or of an article of it, or the start of one that no other article
            begins with.
        settings: every knob.
        constraints: the editor's word that was given with the batch.

    Raises:
        UsageError: if there is no such event, or the start of an id is not unique.
    """
    from . import events

    settings = all_stages(settings)
    articles, groups, word = _batch(articles, settings, constraints)
    ids = [article.id for article in articles]
    return events.explain_event(
        articles, event, lambda name: one_id(name, ids), groups, settings.events, word
    )


def read_constraints(path: Path | str) -> Constraints:
    """Reads the editor's word from a file of lines ``same A B`` and ``different A B``.

    Raises:
        SourceNotFoundError: if the file can't be read.
        UsageError: if a line is neither.
    """
    from . import events

    return events.read_constraints(path)
