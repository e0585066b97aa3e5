"""One text cleaned until nothing more would be taken: what is left is a fixed point."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ..language.dateprefix import day_in, prefix_length
from ..language.messages import is_message_page
from ..records import Removed
from ..settings import CleaningSettings
from .features import word_count
from .lines import HEAD, Line, split_lines
from .look import Looker
from .metadata import Metadata, read_metadata
from .ruling import Ruling, normal_title
from .tail import trim_end
from .work import Cleaning

# Words below which what is left of an article is hardly one, and the share of the text below which
# so short a rest is not believed.
_LITTLE, _LITTLE_SHARE = 20, 0.5
# Passes after which a text that still shrinks is kept whole; nearly all settle in two.
_PASSES = 8
KEPT_WHOLE = "kept whole: too little would remain"


def settled(
    cleaning: Cleaning,
    settings: CleaningSettings,
    title: str,
    known: Collection[str],
    looker: Looker,
) -> Cleaning:
    """Cleans until nothing more would be taken.

    What is left is a fixed point: cleaned again, with or without the title and the site's lines,
    it stays as it is. A text that doesn't settle in ``_PASSES`` passes is kept whole, which is a
    fixed point as well.
    """
    if not (cleaning.lines or cleaning.removed):
        return cleaning
    if "notice" not in settings.keep and is_message_page(cleaning.original):
        return _emptied(cleaning)
    views: tuple[Collection[str], ...] = (known, ()) if known else ((),)
    start: Cleaning | None = None
    for _ in range(_PASSES):
        before = cleaning.lines
        for view in views:
            drop_by_rule(cleaning, settings, title or cleaning.metadata.title)
            trim_end(
                cleaning,
                title or cleaning.metadata.title,
                cleaning.author or cleaning.metadata.byline,
                settings.keep,
            )
            start = start or replace(cleaning, removed=list(cleaning.removed))
            _drop_by_look(cleaning, looker, view, settings.keep)
        if cleaning.lines == before:
            break
    start = start or cleaning
    if cleaning.lines == before and not too_little(cleaning.lines, start.lines):
        return cleaning
    if start.lines or not (title or settings.drop_lines):
        return _kept_whole(start, cleaning.metadata)
    # Nothing but the title and the user's lines: then these are the text.
    left = Cleaning(cleaning.original, split_lines(cleaning.original))
    left = settled(left, replace(settings, drop_lines=()), "", (), looker)
    return replace(left, notes=[KEPT_WHOLE])


def _emptied(cleaning: Cleaning) -> Cleaning:
    """A text that a site served in an article's place: nothing of it is kept, nor was learned."""
    empty = Cleaning(cleaning.original, [])
    for line in split_lines(cleaning.original):
        empty.remove(line.start, line.end, "notice")
    return empty


def _kept_whole(start: Cleaning, metadata: Metadata) -> Cleaning:
    if not start.lines:  # nothing but a date
        start = Cleaning(start.original, split_lines(start.original))
    # Of what was learned only the date holds: a headline that stays in the text was none.
    known = Metadata(published=metadata.published, day_first=metadata.day_first)
    return replace(start, metadata=known, notes=[KEPT_WHOLE])


def too_little(left: Sequence[Line], all_lines: Sequence[Line]) -> bool:
    """Whether what is left of an article is hardly one, and too little of it to be believed."""
    characters = sum(len(line.text) for line in left)
    if characters > 30 * _LITTLE:  # words are never that long
        return False
    words = word_count([line.text for line in left])
    if words >= _LITTLE:
        return False
    return words < max(1, _LITTLE_SHARE * word_count([line.text for line in all_lines]))


def drop_by_rule(cleaning: Cleaning, settings: CleaningSettings, title: str) -> None:
    """Takes out what needs no look at the page: date prefixes, the title, the user's lines."""
    if not cleaning.lines or cleaning.ruled == (title, cleaning.lines[0]):
        return
    heading = "" if "headline" in settings.keep else normal_title(title)
    ruling = Ruling(heading, [re.compile(pattern) for pattern in settings.drop_lines])
    lines, left = iter(cleaning.lines), []
    for line in lines:
        rest = line if "date" in settings.keep else _without_dates(cleaning, line)
        if rest.text and not (reason := ruling.reason(rest.text)):
            left.append(rest)
            break  # only what comes before the first words is a date's
        if rest.text:
            cleaning.remove(rest.start, rest.end, reason)
    for line in lines if ruling.may_apply(cleaning.lines) else ():
        if reason := ruling.reason(line.text):
            cleaning.remove(line.start, line.end, reason)
        else:
            left.append(line)
    cleaning.lines = [*left, *lines]
    cleaning.ruled = (title, left[0]) if left else None


def _without_dates(cleaning: Cleaning, line: Line) -> Line:
    """The text's first line with dates cut off its front, one after the other; linear."""
    at, text = 0, line.text
    while length := prefix_length(text[at : at + HEAD]):
        end = at + length
        if not cleaning.metadata.published:
            found = Metadata(published=day_in(text[at:end]))
            cleaning.metadata = cleaning.metadata.filled_by(found)
        while text[end : end + 1].isspace():
            end += 1
        cleaning.remove(line.start + at, line.start + end, "date")
        at = end
    return line.without_front(at) if at else line


def _drop_by_look(
    cleaning: Cleaning, looker: Looker, known: Collection[str], keep: Collection[str]
) -> None:
    """One look at the lines that are left, as if they were a page of their own."""
    lines = cleaning.lines
    if not lines:
        return
    starts, texts = cleaning.paragraphs()
    found = looker.look(texts, known)
    if found is None:
        cleaning.metadata = cleaning.metadata.signed_by(texts[0])
        return
    page, reasons = found
    if keep:
        reasons = ["" if reason in keep else reason for reason in reasons]
    cleaning.metadata = read_metadata(page, reasons, cleaning.metadata)
    if not any(reasons):
        return
    if len(starts) < len(lines):
        bounds = pairwise([*starts, len(lines)])
        reasons = [
            reason
            for reason, (start, end) in zip(reasons, bounds, strict=True)
            for _ in range(start, end)
        ]
    told = {cleaning.metadata.title: "headline", cleaning.metadata.byline: "byline"}
    cleaning.lines = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    cleaning.removed += [
        Removed(start, end, text, told.get(text, reason) if reason == "outside" else reason)
        for (start, end, _, text), reason in zip(lines, reasons, strict=True)
        if reason
    ]
