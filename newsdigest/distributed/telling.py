"""Digests over parts, and the report of the largest events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from .. import pipeline
from ..records import Event, Report
from ..rendering import formats
from ..rendering.names import Format
from . import tables
from .context import Context
from .folder import save
from .linking import event_ids, members

_SENTENCE = [("text", pa.string()), ("article_id", pa.string()), ("start", pa.int64()),
             ("end", pa.int64()), ("also_in", pa.list_(pa.string()))]  # fmt: skip
_TOLD = pa.struct([*_SENTENCE, ("cut", pa.bool_())])
_CITED = pa.struct(_SENTENCE)
_STATEMENT = pa.struct(
    [("quantity", pa.string()), ("published", pa.string()), ("sentence", _CITED)]
)
_DIFFERENCE = pa.struct(
    [("what", pa.string()), ("update", pa.bool_()), ("statements", pa.list_(_STATEMENT))]
)
DIGESTS = pa.schema(
    [
        ("event_id", pa.string()),
        ("headline", pa.string()),
        ("text", pa.string()),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("articles", pa.int64()),
        ("reports", pa.int64()),
        ("sentences", pa.list_(_TOLD)),
        ("differences", pa.list_(_DIFFERENCE)),
    ]
)
_LARGEST = 20  # events of the report
#: The formats of that report.
_REPORTS: tuple[Format, ...] = ("html", "md")


def told(context: Context) -> Any:
    """The numbers of the events that get a digest, in their order."""
    options, sizes = context.settings.digests, context["chapters"].array(0, "articles")
    return np.flatnonzero(np.asarray(sizes) >= options.min_articles)[: options.top]


def digests_of_part(context: Context) -> int:
    """Events of a part: fewer than articles, as a digest takes longer than anything else."""
    return max(1, context.block // 10)


def digested(context: Context, number: int) -> None:
    """The digests of one part of the events, and what is to be told of how they were made."""
    known = context["chapters"]
    size = digests_of_part(context)
    numbers = told(context)[number * size : (number + 1) * size]
    records, notes = [], []
    for k, event in zip(numbers.tolist(), _events(context, numbers.tolist()), strict=True):
        digest = pipeline.summarize(event, settings=context.settings)
        notes += pipeline.notes_of(digest)
        record = digest.to_dict(text=False) | {"text": digest.text}
        record["sentences"] = [{"cut": False} | one for one in record["sentences"]]
        record |= {"articles": int(known.array(0, "articles")[k]), "reports": len(digest.event)}
        record |= {"earliest": digest.event.earliest, "latest": digest.event.latest}
        records.append({name: record[name] for name in DIGESTS.names})
    with context.own.writing(number) as place:
        tables.write_parquet(pa.Table.from_pylist(records, DIGESTS), place / "digests.parquet")
        tables.save_problems(place, notes)


def _events(context: Context, numbers: list[int]) -> Iterator[Event]:
    """Events with their reports (copies have no say in a digest), fetched all at once."""
    known, kept = context["chapters"], context["group"].array(0, "kept")
    parts, places = known.array(0, "part"), known.array(0, "local")
    reports = []
    for number in numbers:
        every, starts = members(context["link"], int(parts[number]))
        rows = every[starts[places[number]] : starts[places[number] + 1]]
        reports.append(rows[kept[rows] == rows])
    everyone = np.unique(np.concatenate(reports))
    articles = tables.rows_of(context["clean"]).articles(everyone)
    earliest, latest = known.array(0, "earliest"), known.array(0, "latest")
    for number, rows in zip(numbers, reports, strict=True):
        own = tuple(articles[place] for place in np.searchsorted(everyone, rows).tolist())
        ends = _day(int(earliest[number])), _day(int(latest[number]))
        yield Event(event_ids(known)[number], own, (), (), *ends)


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def report(context: Context, _: int) -> None:
    """The report of the events that most articles are of."""
    sizes = np.asarray(context["chapters"].array(0, "articles"))
    largest = np.lexsort((np.arange(len(sizes)), -sizes))[:_LARGEST]
    shown = list(_events(context, largest.tolist()))
    made = Report(pipeline.digests_of(shown, context.settings), (), int(sizes.sum()))
    with context.own.writing(0) as place:
        for style in _REPORTS:
            (place / f"report.{style}").write_text(formats.render(made, style), "utf-8")
        save(place)
