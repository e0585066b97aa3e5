"""Digests over parts, and the tables and the report that a run leaves behind.

Everything that is written here is Parquet, ordered by what it holds and never by who made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .. import pipeline
from ..records import Event, Report
from ..rendering import formats
from ..rendering.names import Format
from . import tables
from .context import Context
from .folder import Stage, save
from .linking import event_ids

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
EVENTS = pa.schema(
    [
        ("event_id", pa.string()),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("articles", pa.list_(pa.string())),
        ("reports", pa.int64()),
        ("storyline", pa.string()),
    ]
)
DUPLICATES = pa.schema(
    [
        ("kept", pa.string()),
        ("copy", pa.string()),
        ("jaccard", pa.float64()),
        ("containment", pa.float64()),
        ("kind", pa.string()),
    ]
)
_LARGEST = 20  # events of the report
#: The formats of that report.
_REPORTS: tuple[Format, ...] = ("html", "md")
_EPOCH = 719_163  # proleptic ordinal of 1970-01-01


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
        _write(pa.Table.from_pylist(records, DIGESTS), place / "digests.parquet")
        tables.save_problems(place, notes)


def _events(context: Context, numbers: list[int]) -> Iterator[Event]:
    """Events with their reports (copies have no say in a digest), fetched all at once."""
    known, kept = context["chapters"], context["group"].array(0, "kept")
    parts, places = known.array(0, "part"), known.array(0, "local")
    reports = []
    for number in numbers:
        members, starts = _members(context["link"], int(parts[number]))
        rows = members[starts[places[number]] : starts[places[number] + 1]]
        reports.append(rows[kept[rows] == rows])
    everyone = np.unique(np.concatenate(reports))
    articles = tables.rows_of(context["clean"]).articles(everyone)
    earliest, latest = known.array(0, "earliest"), known.array(0, "latest")
    for number, rows in zip(numbers, reports, strict=True):
        own = tuple(articles[place] for place in np.searchsorted(everyone, rows).tolist())
        ends = _day(int(earliest[number])), _day(int(latest[number]))
        yield Event(event_ids(known)[number], own, (), (), *ends)


@lru_cache(maxsize=64)
def _members(link: Stage, part: int) -> tuple[Any, Any]:
    counts = link.array(part, "member_counts")
    return link.array(part, "members"), np.concatenate(([0], np.cumsum(counts)))


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _dates(ordinals: Any) -> Any:
    """Proleptic ordinals as Arrow days, 0 as null."""
    days = np.asarray(ordinals, np.int32) - _EPOCH
    return pa.array(days, pa.int32(), mask=np.asarray(ordinals) == 0).cast(pa.date32())


def _write(rows: pa.Table, path: Any) -> None:
    pq.write_table(rows, path, compression="zstd", store_schema=False)


def articles(context: Context, number: int) -> None:
    """The de-duplicated corpus: one part's kept articles, each with its event."""
    source, known = tables.rows_of(context["clean"]), context["chapters"]
    voices = np.asarray(context["group"].array(0, "voices"))
    first, last = np.searchsorted(voices, (number * context.block, (number + 1) * context.block))
    events = event_ids(known)
    ids = [events[k] for k in known.array(0, "event")[first:last].tolist()]
    rows = source.table(voices[first:last]).drop_columns(["cleaned"])
    rows = rows.append_column("event_id", pa.array(ids, pa.string()))
    with context.own.writing(number) as place:
        _write(rows, place / "articles.parquet")


def duplicates(context: Context, number: int) -> None:
    """One part's copies, each with the article that is kept for it and how alike they are."""
    known, source = context["group"], tables.rows_of(context["clean"])
    size = context.block
    copies, owners = (known.array(0, name)[number * size : (number + 1) * size] for name in
                      ("copies", "owners"))  # fmt: skip
    place_of, likeness = _likeness(known)
    spots = place_of[copies]
    found = spots >= 0
    columns: dict[str, Any] = {
        "kept": _by_row(source, owners), "copy": _by_row(source, copies)
    }  # fmt: skip
    for name in ("jaccard", "containment"):
        columns[name] = pa.array(likeness[name][spots], mask=~found)
    kinds = np.where(likeness["alike"][spots], "jaccard", "containment")
    columns["kind"] = pa.array(kinds.tolist(), pa.string(), mask=~found)
    with context.own.writing(number) as place:
        _write(pa.table(columns, DUPLICATES), place / "duplicates.parquet")


@lru_cache(maxsize=1)
def _likeness(group: Stage) -> tuple[Any, dict[str, Any]]:
    """Where each copy's likeness to its kept article stands (-1: nowhere), and what it is."""
    likeness = {name: group.array(0, name) for name in ("jaccard", "containment", "alike")}
    likeness = {k: v if len(v) else np.zeros(1, v.dtype) for k, v in likeness.items()}
    places = np.full(len(group.array(0, "kept")), -1)
    places[group.array(0, "copy")] = np.arange(len(group.array(0, "copy")))
    return places, likeness


def _by_row(source: tables.Rows, rows: Any) -> list[str]:
    """The ids of rows in any order."""
    used, places = np.unique(rows, return_inverse=True)
    names = source.strings(used, "id")
    return [names[place] for place in places.tolist()]


def events(context: Context, number: int) -> None:
    """One part of the events, and the links that hold them together."""
    known, source = context["chapters"], tables.rows_of(context["clean"])
    span = slice(number * context.block, (number + 1) * context.block)
    parts, places = (np.asarray(known.array(0, name)[span]) for name in ("part", "local"))
    members = []
    for part, local in zip(parts.tolist(), places.tolist(), strict=True):
        rows, starts = _members(context["link"], part)
        members.append(rows[starts[local] : starts[local + 1]])
    names = _by_row(source, np.concatenate(members))
    ends = np.cumsum([0, *map(len, members)])
    chapter = _storyline_of(context["stories"])
    listed = pa.table(
        {
            "event_id": event_ids(known)[span],
            "earliest": _dates(known.array(0, "earliest")[span]),
            "latest": _dates(known.array(0, "latest")[span]),
            "articles": [names[a:b] for a, b in pairwise(ends.tolist())],
            "reports": known.array(0, "reports")[span],
            "storyline": [chapter.get(k) for k in range(span.start, span.start + len(members))],
        },
        EVENTS,
    )
    with context.own.writing(number) as place:
        _write(listed, place / "events.parquet")
        _write(_links(context, parts, places), place / "links.parquet")


@lru_cache(maxsize=1)
def _storyline_of(stage: Stage) -> dict[int, str]:
    return {number: line["id"] for k in stage.parts() for number, line in stage.record(k)}


def _links(context: Context, parts: Any, places: Any) -> pa.Table:
    """The links of events, given as the part that found each and its place there."""
    found = []
    for part, local in zip(parts.tolist(), places.tolist(), strict=True):
        rows, starts = _linked(context["link"], part)
        found.append(rows.slice(starts[local], starts[local + 1] - starts[local]))
    return pa.concat_tables(found)


@lru_cache(maxsize=64)
def _linked(link: Stage, part: int) -> tuple[Any, list[int]]:
    path = link.part(part) / "links.arrow"
    rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    return rows, [0, *np.cumsum(link.array(part, "link_counts")).tolist()]


def storylines(context: Context, _: int) -> None:
    """The storylines, one a row with its chapters."""
    chapter = pa.struct(
        [("event_id", pa.string()), ("earliest", pa.string()), ("latest", pa.string()),
         ("reason", pa.string())]
    )  # fmt: skip
    schema = pa.schema([("storyline", pa.string()), ("chapters", pa.list_(chapter))])
    found: dict[str, dict[str, Any]] = {}
    for k in context["stories"].parts():
        found |= {line["id"]: line for _, line in context["stories"].record(k)}
    rows = [{"storyline": name, "chapters": found[name]["chapters"]} for name in sorted(found)]
    with context.own.writing(0) as place:
        _write(pa.Table.from_pylist(rows, schema), place / "storylines.parquet")


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
