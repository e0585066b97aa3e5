"""Digest, the sentences that tell an event, each with the articles that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..language.words import length
from .article import Article
from .events import Event


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an article (by id): ``article.text[start:end]``."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of an article: ``text == article.text[start:end]``, character for character.

    ``also_in`` holds the ids of the other reports (not copies) that say the same, ``echoes`` where
    they say it; ``cut`` is true for a sentence that was cut at a word because no whole one fits the
    budget.
    """

    text: str
    article_id: str
    start: int
    end: int
    also_in: tuple[str, ...] = ()
    cut: bool = False
    echoes: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The sentence as it stands in the JSON output."""
        record = {
            "text": self.text,
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "also_in": list(self.also_in),
        }
        return record | {"cut": True} if self.cut else record


@dataclass(frozen=True, slots=True)
class Quantity:
    """A statement of a quantity: the normalised ``quantity`` and the sentence that states it.

    The sentence's ``also_in`` are the other reports that state the same quantity; ``day`` is the
    day on which its article was published, if that is known.
    """

    quantity: str
    sentence: Sentence
    day: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The statement as it stands in the JSON output."""
        return {
            "quantity": self.quantity,
            "published": self.day.isoformat() if self.day else None,
            "sentence": self.sentence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """Reports that state different quantities for the same thing (a flag, never a verdict).

    ``update`` is true where the figure has changed: one source gave the one and on a later day the
    other, or it is a toll that has grown. Statements of different days come in order of time.
    """

    what: str
    statements: tuple[Quantity, ...]
    update: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The difference as it stands in the JSON output."""
        return {
            "what": self.what,
            "update": self.update,
            "statements": [statement.to_dict() for statement in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """An event told in sentences of its articles.

    ``notes`` say what a reader should know of how it was made, such as that a method could not
    look at every sentence. ``passages`` are the sentences that several of its
    reports share almost word for word, each as the places where it stands.
    """

    event: Event
    headline: str
    sentences: tuple[Sentence, ...]
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    passages: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        """The length in words, as budgets count them: what ``str.split()`` yields, and in scripts
        without spaces one for two characters (for four in Thai, Lao, Khmer and Burmese).
        """
        return sum(length(sentence.text) for sentence in self.sentences)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The digest as it stands in the JSON output; ``text=False`` leaves the articles' out."""
        event, copies = self.event, self.event.duplicate_of
        return {
            "event_id": event.id,
            "headline": self.headline,
            "earliest": event.earliest.isoformat() if event.earliest else None,
            "latest": event.latest.isoformat() if event.latest else None,
            "storyline": event.storyline.to_dict() if event.storyline else None,
            "articles": [_article(a, copies.get(a.id), text) for a in event.articles],
            "sentences": [sentence.to_dict() for sentence in self.sentences],
            "differences": [difference.to_dict() for difference in self.differences],
        }


def _article(article: Article, duplicate_of: str | None, text: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "path": article.path,
        "duplicate_of": duplicate_of,
    }
    return record | {"text": article.text} if text else record
