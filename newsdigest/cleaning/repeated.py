"""A page that its reader cleaned by itself, less the lines that its site repeats."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from ..records import Article
from .lines import Line, join_lines, split_lines
from .work import Cleaning


def without_site_lines(article: Article, known: Collection[str]) -> Cleaning | None:
    """The cleaning of an article that is cleaned, without the paragraphs of its site.

    ``known``: lines that the site repeats. None if the article has none of them.
    """
    left = lines_left(article)
    if not any(line.text in known for line in left):
        return None
    cleaning = Cleaning(article.original, left, list(article.removed))
    starts, texts = cleaning.paragraphs()
    kept: list[Line] = []
    for text, (start, end) in zip(texts, pairwise([*starts, len(left)]), strict=True):
        if text not in known:
            kept += left[start:end]
            continue
        for line in left[start:end]:
            cleaning.remove(line.start, line.end, "site")
    cleaning.lines = kept
    return cleaning if len(kept) < len(left) else None


def lines_left(article: Article) -> list[Line]:
    """The lines of the original that a cleaned article has kept, in order.

    Empty where the text is not what its evidence leaves of the original.
    """
    original = article.original
    gone = {part.start: part.end for part in article.removed}
    cut = {part.end: part.start for part in article.removed}
    left: list[Line] = []
    for line in split_lines(original):
        at = line.start
        # Dates go off the front one after the other, each with the spaces behind it.
        while at < line.end and at in gone:
            at = gone[at]
        # Something may be off its end as well, with the spaces before it.
        text = original[at : cut.get(line.end, line.end)].rstrip()
        if text:
            left.append(Line(at, at + len(text), line.blanks, text))
    return left if join_lines(left) == article.text else []
