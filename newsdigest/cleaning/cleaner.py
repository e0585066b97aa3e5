"""The public functions of cleaning: takes site chrome off a text, line by line, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..language.identify import identify_language
from ..records import Article, Removed
from ..settings import CleaningSettings
from . import patterns
from .lines import Line, split_lines, title_case
from .metadata import Metadata, cut_date_prefix, read_head, read_tail


def clean(
    articles: Iterable[Article], settings: CleaningSettings | None = None
) -> Iterator[Article]:
    """Cleans articles one at a time, in order; see :func:`clean_article`."""
    return (clean_article(article, settings) for article in articles)


def clean_article(article: Article, settings: CleaningSettings | None = None) -> Article:
    """Takes the chrome of a page off an article's text and moves what it tells into its fields.

    ``text`` becomes whole lines of ``original``, each trimmed, in order, with runs of blank lines
    made one; ``removed`` says what was taken and why. A field that the article has already is
    left as it is. Cleaning a cleaned article changes nothing; it never raises.
    """
    if article.cleaned:
        return article
    settings = settings or CleaningSettings()
    original = article.original
    lines, found = split_lines(original), Metadata()
    prefix = 0 if "date prefix" in settings.keep else cut_date_prefix(lines, found)
    removed = _cut_prefix(original, lines, prefix)
    _mark(lines, found, article.title)
    for line in lines:
        if line.reason in settings.keep:
            line.reason = ""
    removed += [Removed(x.start, x.end, x.text, x.reason) for x in lines if x.reason]
    text = _join(lines)
    return replace(
        article,
        text=text,
        removed=tuple(removed),
        title=article.title or found.title,
        published=article.published or found.published,
        byline=article.byline or found.byline,
        agency=article.agency or found.agency,
        language=article.language or identify_language(text),
        cleaned=True,
    )


def _cut_prefix(original: str, lines: list[Line], length: int) -> list[Removed]:
    """Cuts a prefix off the first line, or takes the line if nothing else is on it."""
    if not length:
        return []
    first = lines[0]
    start, end = first.start, first.start + length
    first.start, first.text = end, first.text[length:]
    if not first.text:
        lines.pop(0)
    return [Removed(start, end, original[start:end], "date prefix")]


def _mark(lines: list[Line], found: Metadata, title: str) -> None:
    """Gives each line that is chrome its reason, from the surest signs to the weakest."""
    _mark_trailing(lines)
    read_head([line for line in lines if not line.reason], found, title)
    for line in lines:
        if not line.reason and line.short:
            line.reason = _chrome_reason(line)
    read_tail(lines, found)
    _mark_captions(lines)


def _mark_trailing(lines: list[Line]) -> None:
    """Closes the body at a heading such as "Recent Posts", if the prose stands before it."""
    before, total = 0, sum(line.words for line in lines if line.prose)
    for index, line in enumerate(lines):
        if line.prose:
            before += line.words
        elif line.words <= 8 and line.short and patterns.TRAILING_HEADING.fullmatch(line.text):
            if before * 2 > total:
                for late in lines[index:]:
                    late.reason = "trailing section"
                return
            line.reason = "trailing section"


def _chrome_reason(line: Line) -> str:
    if patterns.RELATIVE_TIME.fullmatch(line.text):
        return "relative time"
    if line.words <= 30 and patterns.CROSS_LINK.fullmatch(line.text):
        return "cross-link"
    if patterns.PROMPT.fullmatch(line.text):
        return "prompt"
    return ""


def _mark_captions(lines: list[Line]) -> None:
    """Takes a short capitalised label alone between two paragraphs: a caption or its like."""
    kept = [line for line in lines if not line.reason]
    for before, line, after in zip(kept, kept[1:], kept[2:], strict=False):
        alone = line.after_blank and after.after_blank
        label = 2 <= line.words <= 8 and line.text[-1].isalnum() and title_case(line.text)
        if alone and label and before.prose and after.prose:
            line.reason = "caption"


def _join(lines: list[Line]) -> str:
    """The lines that stay, a blank one between those that a blank or a removed line parted."""
    parts: list[str] = []
    gap = False
    for line in lines:
        gap = gap or line.after_blank or bool(line.reason)
        if not line.reason:
            parts.append(("\n\n" if gap else "\n") + line.text if parts else line.text)
            gap = False
    return "".join(parts)
