"""The public functions of rendering: a result and the name of a format in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..errors import UsageError
from ..records import Agreement, Article, DuplicateGroup, Event, Explanation, Report
from . import data
from .names import FORMATS, TEXT_FORMATS
from .text import (
    MARKDOWN,
    PLAIN,
    Marks,
    agreement_text,
    articles_text,
    events_text,
    explanation_text,
    groups_text,
    report_text,
)

_MARKS = {"md": MARKDOWN, "txt": PLAIN}


def render(report: Report, format: str = "md", *, text: bool = True) -> str:
    """A report as text.

    Args:
        report: what to render.
        format: "md", "txt", "json" (one document, see ``docs/json.md``), "jsonl" (a digest a
            line) or "html" (one self-contained page, see ``docs/report.md``).
        text: whether JSON and HTML carry the articles' texts; without, HTML holds only what is
            cited of them.

    Raises:
        UsageError: if there is no such format, or ``report`` is something else.
    """
    if not isinstance(report, Report):
        raise UsageError(f"render takes a Report, not a {type(report).__name__}")
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; one of {', '.join(FORMATS)}")
    if format == "html":
        from .html import page

        return page(report, text=text)
    if marks := _marks(format):
        return report_text(report, marks)
    if format == "jsonl":
        return data.lines(digest.to_dict(text=text) for digest in report.digests)
    return data.document(report.to_dict(text=text))


def render_articles(
    articles: Iterable[Article], format: str = "txt", *, show_removed: bool = False
) -> str:
    """Articles as text; in JSON as records that ``Article.from_dict`` and the readers take.

    With ``show_removed``, text shows each page as it was read, with what was taken out marked.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return articles_text(articles, marks, show_removed=show_removed)
    return _records([article.to_dict() for article in articles], format)


def render_groups(
    groups: Iterable[DuplicateGroup],
    format: str = "txt",
    *,
    remarks: Sequence[str] = (),
    details: Mapping[str, object] | None = None,
) -> str:
    """Duplicate groups as text.

    Args:
        groups: what to render.
        format: the name of a format.
        remarks: lines that stand below the groups in text.
        details: what stands beside "groups" in a JSON document, and on a line of its own behind
            them in JSON Lines.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return groups_text(groups, marks, remarks)
    records: list[dict[str, object]] = [group.to_dict() for group in groups]
    extra = dict(details or {})
    if format == "jsonl":
        return data.lines([*records, *([extra] if extra else [])])
    return data.document({"groups": records} | extra)


def render_events(events: Iterable[Event], format: str = "txt") -> str:
    """Events as text.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return events_text(events, marks)
    return _records([event.to_dict() for event in events], format)


def render_explanation(explanation: Explanation, format: str = "txt") -> str:
    """An explanation as text.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return explanation_text(explanation, marks)
    record = explanation.to_dict()
    return data.lines([record]) if format == "jsonl" else data.document(record)


def render_agreement(agreement: Agreement, format: str = "txt") -> str:
    """How well events agree with labels, as text.

    Raises:
        UsageError: if there is no such format.
    """
    record = agreement.to_dict()
    if _marks(format):
        return agreement_text(agreement)
    return data.lines([record]) if format == "jsonl" else data.document(record)


def _records(records: list[dict[str, object]], format: str) -> str:
    return data.lines(records) if format == "jsonl" else data.document(records)


def _marks(format: str) -> Marks | None:
    if format not in TEXT_FORMATS:
        others = ", ".join(TEXT_FORMATS)
        only = "only reports have the" if format in FORMATS else "no"
        raise UsageError(f"{only} format {format!r}; one of {others}")
    return _MARKS.get(format)
