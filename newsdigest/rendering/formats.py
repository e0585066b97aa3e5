"""The public functions of rendering: a result and the name of a format in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ..errors import UsageError
from ..records import (
    Agreement,
    Article,
    DuplicateGroup,
    Event,
    EventExplanation,
    Explanation,
    Report,
)
from ..settings import RenderingSettings, Settings, of_stage
from . import data
from .feeds import atom, json_feed
from .html import page
from .mail import mail
from .names import FORMATS, LIST_FORMATS, TEXT_FORMATS
from .spreadsheet import to_csv
from .table import articles_table, digests_table, events_table, groups_table
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


#: How a report is written, by the name of the format; ``names.py`` has the names and suffixes.
_REPORTS: dict[str, Callable[[Report, bool, RenderingSettings], str]] = {
    "md": lambda report, _text, _settings: report_text(report, MARKDOWN),
    "txt": lambda report, _text, _settings: report_text(report, PLAIN),
    "json": lambda report, text, _settings: data.document(report.to_dict(text=text)),
    "jsonl": lambda report, text, _settings: data.lines(d.to_dict(text=text) for d in report),
    "csv": lambda report, _text, _settings: to_csv(digests_table(report)),
    "atom": lambda report, _text, settings: atom(report, settings),
    "jsonfeed": lambda report, _text, settings: json_feed(report, settings),
    "eml": lambda report, _text, settings: mail(report, settings),
    "html": lambda report, text, _settings: page(report, text=text),
}


def render(
    report: Report,
    format: str = "md",
    *,
    text: bool = True,
    settings: RenderingSettings | Settings | None = None,
) -> str:
    """A report as text.

    Args:
        report: what to render.
        format: "md", "txt", "json" (one document, see ``docs/json.md``), "jsonl" (a digest a
            line), "csv" (a digest a row), "atom" or "jsonfeed" (a feed with a digest an entry), or
            "eml" (a mail), see ``docs/forms.md``; or "html" (one self-contained page, see
            ``docs/report.md``).
        text: whether JSON and HTML carry the articles' texts; without, HTML holds only what is
            cited of them.
        settings: what feeds and mails say of themselves.

    Raises:
        UsageError: if there is no such format, or ``report`` is something else.
    """
    if not isinstance(report, Report):
        raise UsageError(f"render takes a Report, not a {type(report).__name__}")
    _check(format, FORMATS)
    settings = of_stage(settings, RenderingSettings) or RenderingSettings()
    return _REPORTS[format](report, text, settings)


def render_articles(
    articles: Iterable[Article],
    format: str = "txt",
    *,
    show_removed: bool = False,
    event: str = "",
) -> str:
    """Articles as text; in JSON as records that ``Article.from_dict`` and the readers take.

    With ``show_removed``, text shows each page as it was read, with what was taken out marked; with
    ``event``, it names the event that the articles are of.

    Raises:
        UsageError: if there is no such format.
    """
    if format == "csv":
        return to_csv(articles_table(articles))
    if marks := _marks(format, LIST_FORMATS):
        return articles_text(articles, marks, show_removed=show_removed, event=event)
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
    if format == "csv":
        return to_csv(groups_table(groups))
    if marks := _marks(format, LIST_FORMATS):
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
    if format == "csv":
        return to_csv(events_table(events))
    if marks := _marks(format, LIST_FORMATS):
        return events_text(events, marks)
    return _records([event.to_dict() for event in events], format)


def render_explanation(explanation: Explanation | EventExplanation, format: str = "txt") -> str:
    """An explanation as text.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format, TEXT_FORMATS):
        return explanation_text(explanation, marks)
    return data.record(explanation.to_dict(), format)


def render_agreement(agreement: Agreement, format: str = "txt") -> str:
    """How well events agree with labels, as text.

    Raises:
        UsageError: if there is no such format.
    """
    if _marks(format, TEXT_FORMATS):
        return agreement_text(agreement)
    return data.record(agreement.to_dict(), format)


def _records(records: list[dict[str, object]], format: str) -> str:
    return data.lines(records) if format == "jsonl" else data.document(records)


def _marks(format: str, allowed: Sequence[str]) -> Marks | None:
    _check(format, allowed)
    return _MARKS.get(format)


def _check(format: str, allowed: Sequence[str]) -> None:
    if format not in allowed:
        raise UsageError(f"no format {format!r} here; one of {', '.join(allowed)}")
