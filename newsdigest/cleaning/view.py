"""An article's original with what was taken out of it, and why, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Article


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's original: kept if ``reason`` is "", else removed for it."""

    text: str
    reason: str


def spans(article: Article) -> Iterator[Span]:
    """The original from its first to its last character, in stretches kept and removed."""
    position = 0
    for part in sorted(article.removed, key=lambda part: (part.start, part.end)):
        if part.start > position:
            yield Span(article.original[position : part.start], "")
        if part.end > position:
            yield Span(article.original[max(part.start, position) : part.end], part.reason)
            position = part.end
    if position < len(article.original):
        yield Span(article.original[position:], "")


def show_removed(article: Article) -> str:
    """The original, a line a line: kept lines as they are, removed ones marked with their reason.

    ::

        [-related: Also Read: India And US Strengthen Defence Ties-]
        On Friday, Singh and US Defence Secretary Lloyd Austin signed two agreements.
    """
    return "".join(
        f"[-{span.reason}: {span.text}-]" if span.reason else span.text for span in spans(article)
    )
