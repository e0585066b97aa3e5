"""The stage: takes the site's chrome out of articles and notes what was taken, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ..language.identify import identify
from ..records import Article, Removed
from ..settings import CleaningSettings
from .body import Page, judge
from .features import HEAD, word_count
from .lines import Line, join_lines, split_lines
from .metadata import Metadata, day_in, prefix_length, read_metadata
from .model import FeatureTable, Models, shipped_models
from .reflow import paragraphs
from .sitelines import SiteLines

# Words below which what is left of an article is hardly one, and the share of the text below which
# so short a rest is not believed.
_LITTLE, _LITTLE_SHARE = 20, 0.5
# Passes after which a text that still shrinks is kept whole; nearly all settle in two.
_PASSES = 8
KEPT_WHOLE = "kept whole: too little would remain"


@dataclass(slots=True)
class Cleaning:
    """One text while it is cleaned: the lines that are left, those that went, what was learned."""

    original: str
    lines: list[Line]
    removed: list[Removed] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    notes: list[str] = field(default_factory=list)

    def remove(self, start: int, end: int, reason: str) -> None:
        """Notes a stretch of the original that goes."""
        self.removed.append(Removed(start, end, self.original[start:end], reason))


def clean(
    articles: Iterable[Article],
    settings: CleaningSettings | None = None,
    site_lines: SiteLines | None = None,
) -> Iterator[Article]:
    """Yields each article without its site's chrome: same length, same order.

    Each is looked at alone, unless ``site_lines`` tells what its site's articles have in common.
    Articles that are cleaned already pass unchanged; no text raises.
    """
    for article in articles:
        yield clean_article(article, settings, site_lines)


def clean_article(
    article: Article,
    settings: CleaningSettings | None = None,
    site_lines: SiteLines | None = None,
) -> Article:
    """One article without its site's chrome, metadata in its fields where these were empty.

    ``text`` is then whole lines of ``original``, trimmed, in order; ``removed`` holds the rest.
    """
    if article.cleaned:
        return article
    settings = settings or CleaningSettings()
    known = site_lines.of(article) if site_lines else frozenset()
    return finish(article, clean_text(article.original, settings, article.title, known))


def clean_text(
    text: str,
    settings: CleaningSettings,
    title: str = "",
    known: Collection[str] = (),
    strictness: float = 1.0,
    models: Models | None = None,
) -> Cleaning:
    """Cleans a text until nothing more would be taken.

    What is left is a fixed point: cleaned again, with or without the title and the site's lines,
    it stays as it is. A text that doesn't settle in ``_PASSES`` passes is kept whole, which is a
    fixed point as well.
    """
    cleaning = Cleaning(text, split_lines(text))
    if not cleaning.lines:
        return cleaning
    table, models = FeatureTable(), models or shipped_models()

    def look(known: Collection[str], texts: list[str]) -> list[str]:
        found = judge(Page(texts, table.rows(texts), known), models, strictness)
        return ["" if reason in settings.keep else reason for reason in found]

    views: tuple[Collection[str], ...] = (known, ()) if known else ((),)
    start: Cleaning | None = None
    for _ in range(_PASSES):
        before = cleaning.lines
        for view in views:
            _drop_by_rule(cleaning, settings, title or cleaning.metadata.title)
            start = start or replace(cleaning, removed=list(cleaning.removed))
            _drop_by_look(cleaning, partial(look, view))
        if cleaning.lines == before:
            break
    else:
        return _kept_whole(start or cleaning, cleaning.metadata)
    if _too_little(cleaning.lines, (start or cleaning).lines):
        return _kept_whole(start or cleaning, cleaning.metadata)
    return cleaning


def finish(article: Article, cleaning: Cleaning) -> Article:
    """The article with its cleaned text and what was learned, its own values first."""
    text = join_lines(cleaning.lines)
    found = cleaning.metadata
    return replace(
        article,
        text=text,
        published=article.published or found.published,
        title=article.title or found.title,
        byline=article.byline or found.byline,
        agency=article.agency or found.agency,
        language=article.language or identify(text),
        removed=tuple(sorted(cleaning.removed, key=lambda part: part.start)),
        notes=(*article.notes, *cleaning.notes),
        cleaned=True,
    )


def _kept_whole(start: Cleaning, metadata: Metadata) -> Cleaning:
    if not start.lines:  # nothing but a date or the title
        start = Cleaning(start.original, split_lines(start.original))
    # Of what was learned only the date holds: a headline that stays in the text was none.
    known = Metadata(published=metadata.published)
    return replace(start, metadata=known, notes=[KEPT_WHOLE])


def _too_little(left: Sequence[Line], all_lines: Sequence[Line]) -> bool:
    characters = sum(len(line.text) for line in left)
    if characters > 30 * _LITTLE:  # words are never that long
        return False
    words = sum(word_count(line.text) for line in left)
    return not words or (
        words < _LITTLE and words < _LITTLE_SHARE * sum(word_count(line.text) for line in all_lines)
    )


def _drop_by_rule(cleaning: Cleaning, settings: CleaningSettings, title: str) -> None:
    """Takes out what needs no look at the page: date prefixes, the title, the user's lines."""
    heading = "" if "headline" in settings.keep else _normal(title)
    patterns = [re.compile(pattern) for pattern in settings.drop_lines]
    left: list[Line] = []
    for line in cleaning.lines:
        rest = line if left or "date" in settings.keep else _without_dates(cleaning, line)
        head = rest.text[:HEAD]
        if not head:
            continue
        if heading and len(rest.text) <= HEAD and _normal(head) == heading:
            cleaning.remove(rest.start, rest.end, "headline")
        elif any(pattern.search(head) for pattern in patterns):
            cleaning.remove(rest.start, rest.end, "user")
        else:
            left.append(rest)
    cleaning.lines = left


def _without_dates(cleaning: Cleaning, line: Line) -> Line:
    """The text's first line with dates cut off its front, one after the other."""
    while length := prefix_length(line.text):
        found = Metadata(published=day_in(line.text[:length]))
        cleaning.metadata = cleaning.metadata.filled_by(found)
        rest = line.without_front(length)
        cleaning.remove(line.start, rest.start, "date")
        line = rest
    return line


def _drop_by_look(cleaning: Cleaning, look: Callable[[list[str]], list[str]]) -> None:
    """One look at the lines that are left, as if they were a page of their own."""
    lines = cleaning.lines
    groups = paragraphs(lines)
    texts = [" ".join([lines[index].text for index in group]) for group in groups]
    reasons = look(texts)
    cleaning.metadata = cleaning.metadata.filled_by(read_metadata(texts, reasons))
    if not any(reasons):
        return
    told = {cleaning.metadata.title: "headline", cleaning.metadata.byline: "byline"}
    cleaning.lines = []
    for group, reason in zip(groups, reasons, strict=True):
        for line in lines[group.start : group.stop]:
            if reason:
                better = told.get(line.text, reason) if reason == "outside" else reason
                cleaning.remove(line.start, line.end, better)
            else:
                cleaning.lines.append(line)


def _normal(title: str) -> str:
    return " ".join(title.lower().split()).strip(" .|-–—")
