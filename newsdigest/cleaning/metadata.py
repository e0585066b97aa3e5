"""What stands around a body and belongs into an article's fields: date, headline, byline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..language.dates import parse_date
from . import patterns
from .lines import Line, title_case

_HEAD_LINES = 6  # lines before the body in which metadata is looked for


@dataclass(slots=True)
class Metadata:
    """Fields found in a text; empty where nothing was found."""

    published: date | datetime | None = None
    title: str = ""
    byline: str = ""
    agency: str = ""


def cut_date_prefix(lines: list[Line], found: Metadata) -> int:
    """Reads a ``date 2023-06-05`` prefix; returns how many characters of the line it takes."""
    match = patterns.DATE_PREFIX.match(lines[0].head) if lines else None
    day = parse_date(match["date"]) if match else None
    if not (match and day):
        return 0
    found.published = day
    return match.end()


def read_head(lines: list[Line], found: Metadata, title: str) -> None:
    """Takes section label, headline, byline and date line that stand before the body."""
    head: list[Line] = []
    for line in lines:
        if line.prose or len(head) == _HEAD_LINES:
            break
        head.append(line)
    if len(head) == len(lines):
        return  # no body below: then these lines are all there is
    for index, line in enumerate(head):
        line.reason = line.reason or _head_reason(line, found, title, index == 0)


def _head_reason(line: Line, found: Metadata, title: str, first: bool) -> str:
    if not line.short:
        return ""
    if _read_date_line(line, found):
        return "date line"
    if byline := patterns.BYLINE.fullmatch(line.text):
        found.byline = found.byline or byline["name"]
        return "byline"
    if first and line.text.lower() in patterns.SECTIONS:
        return "section label"
    if _is_headline(line, title or found.title):
        found.title = found.title or line.text
        return "headline"
    if found.title and patterns.NAME.fullmatch(line.text):
        found.byline = found.byline or line.text
        return "byline"
    return ""


def _read_date_line(line: Line, found: Metadata) -> bool:
    match = patterns.DATE_LINE.fullmatch(line.text) if line.words <= 12 else None
    day = parse_date(match["date"].strip(" ,|")) if match else None
    if not (match and day):
        return False
    label = (match["label"] or "").lower()
    if found.published is None or not label.endswith(("updated", "modified")):
        found.published = found.published or day
    return True


def _is_headline(line: Line, title: str) -> bool:
    if title:
        return normal(line.text) == normal(title)
    plain_end = line.text[-1].isalnum() or line.text[-1] in "?!'\"’”)"
    return 3 <= line.words <= 25 and plain_end and not line.ends_sentence


def read_tail(lines: list[Line], found: Metadata) -> None:
    """Takes the agency's sign-off and the author's name that stand below the body."""
    for line in reversed([line for line in lines if not line.reason][-3:]):
        if not line.short or line.prose:
            return
        if match := patterns.AGENCY.fullmatch(line.text):
            found.agency = found.agency or match["agency"]
            line.reason = "agency sign-off"
        elif match := patterns.BYLINE.fullmatch(line.text):
            found.byline = found.byline or match["name"]
            line.reason = "byline"
        elif line.after_blank and patterns.NAME.fullmatch(line.text) and title_case(line.text):
            found.byline = found.byline or line.text
            line.reason = "byline"
        else:
            return


def normal(text: str) -> str:
    """A line without case and punctuation, for telling that it stands twice."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
