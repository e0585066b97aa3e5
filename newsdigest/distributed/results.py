"""The tables that a run leaves behind beside its digests: articles, copies, events, storylines.

Each is Parquet, ordered by what it holds and never by who made it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from . import tables
from .context import Context
from .folder import Stage
from .linking import event_ids, members

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
_EPOCH = 719_163  # proleptic ordinal of 1970-01-01


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
        tables.write_parquet(rows, place / "articles.parquet")


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
        tables.write_parquet(pa.table(columns, DUPLICATES), place / "duplicates.parquet")


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
    found = []
    for part, local in zip(parts.tolist(), places.tolist(), strict=True):
        rows, starts = members(context["link"], part)
        found.append(rows[starts[local] : starts[local + 1]])
    names = _by_row(source, np.concatenate(found))
    ends = np.cumsum([0, *map(len, found)])
    chapter = _storyline_of(context["stories"])
    listed = pa.table(
        {
            "event_id": event_ids(known)[span],
            "earliest": _dates(known.array(0, "earliest")[span]),
            "latest": _dates(known.array(0, "latest")[span]),
            "articles": [names[a:b] for a, b in pairwise(ends.tolist())],
            "reports": known.array(0, "reports")[span],
            "storyline": [chapter.get(k) for k in range(span.start, span.start + len(found))],
        },
        EVENTS,
    )
    with context.own.writing(number) as place:
        tables.write_parquet(listed, place / "events.parquet")
        tables.write_parquet(_links(context, parts, places), place / "links.parquet")


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
        tables.write_parquet(pa.Table.from_pylist(rows, schema), place / "storylines.parquet")


def _dates(ordinals: Any) -> Any:
    """Proleptic ordinals as Arrow days, 0 as null."""
    days = np.asarray(ordinals, np.int32) - _EPOCH
    return pa.array(days, pa.int32(), mask=np.asarray(ordinals) == 0).cast(pa.date32())
