"""Passages: sentences that several articles share, almost word for word.

Two reports in their own words may still quote one statement or take over one paragraph of an
agency; their shingle sets as a whole hardly overlap. The same search as for articles, over their
sentences, finds what they have in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..records import Article, DuplicateGroup
from ..records.given import articles_in
from ..settings import DuplicateSettings
from .detection import find_duplicates

Splitter = Callable[[str, str], Sequence[tuple[int, int]]]

#: Words that a sentence must have: "He declined to comment." is shared by strangers.
LEAST_WORDS = 8
_SENTENCE = re.compile(r"[^\s.!?。！？…][^\n]*?(?:[.!?…]+[\"'”’)]*(?=\s|$)|[。！？]+|(?=\n|$))")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a passage stands: ``article.text[start:end]``."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the places, in two or more articles, where it stands, nearly the same."""

    text: str
    places: tuple[Place, ...]

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that share the passage, ordered by id."""
        return tuple(sorted({place.article_id for place in self.places}))


def shared_passages(
    articles: Iterable[Article],
    *,
    threshold: float = 0.8,
    ngram: int = 3,
    split: Splitter | None = None,
    settings: DuplicateSettings | None = None,
) -> list[Passage]:
    """Sentences of eight words or more that two or more articles share.

    Args:
        articles: the articles, in any order.
        threshold: Jaccard similarity of the sentences' shingles from which on they are the same.
        ngram: words in a shingle; fewer than for articles, as sentences are short.
        split: spans of the sentences of a text in a language; by default at full stops and line
            ends.
        settings: engine, workers and the rest; its threshold and ngram are not used.

    Returns:
        Passages ordered by their first place; the text is that of the place kept for the others.

    Raises:
        UsageError: if something among them is no Article, or a setting means nothing.
    """
    ordered = sorted(articles_in(articles), key=lambda article: (article.id, article.text))
    spans: list[tuple[int, Place]] = []
    texts: list[str] = []
    for number, article in enumerate(ordered):
        for start, end in (split or _split)(article.text, article.language):
            sentence = article.text[start:end]
            if len(sentence.split()) >= LEAST_WORDS:
                spans.append((number, Place(article.id, start, end)))
                texts.append(sentence)
    base = settings or DuplicateSettings()
    chosen = DuplicateSettings(
        threshold=threshold,
        ngram=ngram,
        num_perm=base.num_perm,
        seed=base.seed,
        engine=base.engine,
        workers=base.workers,
    )
    found = [_passage(group, spans) for group in find_duplicates(texts, chosen)]
    return sorted((p for p in found if p is not None), key=lambda p: (p.places, p.text))


def _passage(group: DuplicateGroup, spans: Sequence[tuple[int, Place]]) -> Passage | None:
    """The group as a passage, unless all of it stands in one article."""
    held = [spans[int(sentence.id)] for sentence in group.articles]
    if len({number for number, _ in held}) < 2:
        return None
    return Passage(group.kept.text, tuple(sorted(place for _, place in held)))


def _split(text: str, _language: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(text)]
