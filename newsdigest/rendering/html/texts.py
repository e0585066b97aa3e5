"""An article's text as paragraphs in which the cited sentences are marked, whole or in excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from ..safe import readable
from .anchors import Marked
from .views import Paragraph, Run

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_CONTEXT = 240  # characters that an excerpt shows before and after a marked sentence
_LEAD = 320  # characters that it shows of a text in which nothing is marked


class Extent(IntEnum):
    """How much of the articles a page holds, so that a report of any size still opens."""

    WHOLE = 0
    NEAR = 1  # the marked sentences and the paragraphs around them
    CITED = 2  # the marked sentences with a few words around them


def paragraphs(text: str, marked: Sequence[Marked], extent: Extent) -> tuple[Paragraph, ...]:
    """A text as paragraphs; what an excerpt leaves out shows as a gap before the next paragraph."""
    spans = list(_spans(text, marked))
    kept = _kept(spans, marked, extent)
    found: list[Paragraph] = []
    shown = -1
    for index in kept:
        start, end = spans[index]
        runs = tuple(_runs(text, start, end, marked))
        if extent is Extent.CITED:
            runs = _shortened(runs)
        if any(run.text.strip() for run in runs):
            found.append(Paragraph(runs, gap=index != shown + 1))
        shown = index
    return tuple(found)


def is_whole(text: str, marked: Sequence[Marked], extent: Extent) -> bool:
    """Whether nothing of a text is left out."""
    if extent is Extent.WHOLE:
        return True
    spans = list(_spans(text, marked))
    return extent is Extent.NEAR and len(_kept(spans, marked, extent)) == len(spans)


def _spans(text: str, marked: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text: it breaks at line ends, but never within a marked sentence."""
    start, number = 0, 0
    for hit in _BREAK.finditer(text):
        while number < len(marked) and marked[number].end <= hit.start():
            number += 1
        if number < len(marked) and marked[number].start < hit.start():
            continue
        if hit.start() > start:
            yield start, hit.start()
        start = hit.end()
    if start < len(text):
        yield start, len(text)


def _kept(
    spans: Sequence[tuple[int, int]], marked: Sequence[Marked], extent: Extent
) -> Sequence[int]:
    if extent is Extent.WHOLE:
        return range(len(spans))
    holding = _holding(spans, marked) or {0}
    reach = 1 if extent is Extent.NEAR else 0
    wanted = {near for at in holding for near in range(at - reach, at + reach + 1)}
    return sorted(wanted & set(range(len(spans))))


def _holding(spans: Sequence[tuple[int, int]], marked: Sequence[Marked]) -> set[int]:
    found, number = set(), 0
    for index, (start, end) in enumerate(spans):
        while number < len(marked) and marked[number].end <= start:
            number += 1
        if number < len(marked) and marked[number].start < end:
            found.add(index)
    return found


def _runs(text: str, start: int, end: int, marked: Sequence[Marked]) -> Iterator[Run]:
    position = start
    for at in marked:
        if at.start >= end or at.end <= start:
            continue
        if at.start > position:
            yield Run(readable(text[position : at.start]))
        yield Run(readable(text[at.start : at.end]), at.anchor, at.back)
        position = at.end
    if position < end:
        yield Run(readable(text[position:end]))


def _shortened(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with what lies far from a marked sentence left out."""
    if not any(run.anchor for run in runs):
        return tuple(Run(_head(run.text, _LEAD)) for run in runs)
    last = len(runs) - 1
    return tuple(
        run if run.anchor else Run(_between(run.text, first=index == 0, last=index == last))
        for index, run in enumerate(runs)
    )


def _between(text: str, *, first: bool, last: bool) -> str:
    if first:
        return _tail(text, _CONTEXT)
    if last:
        return _head(text, _CONTEXT)
    if len(text) <= 2 * _CONTEXT:
        return text
    return f"{_head(text, _CONTEXT)} {_tail(text, _CONTEXT)}"


def _head(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def _tail(text: str, length: int) -> str:
    return text if len(text) <= length else "… " + text[-length:].split(" ", 1)[-1]
