"""From scored pairs to events: each block of voices by itself, then all events in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from ..events.batch import in_force
from ..events.clusterer import event_id, span
from ..events.linkage import average_linkage
from ..events.links import links
from ..events.scores import in_company, score_pairs
from ..records import Link
from ..records.events import newest_first
from . import tables
from .blocks import batch_of, block_of
from .context import Context
from .folder import Stage, save
from .likeness import around_of

_LAST = date.max.toordinal()
_MANY = 2000  # articles of an event, or of a stretch of one, whose texts are held at a time
_LINKS = pa.schema(
    [
        ("event_id", pa.string()),
        ("a", pa.string()),
        ("b", pa.string()),
        ("score", pa.float64()),
        ("cosine", pa.float64()),
        ("day_gap", pa.int32()),
        ("terms", pa.list_(pa.struct([("term", pa.string()), ("weight", pa.float64())]))),
    ]
)


def linked(context: Context, number: int) -> None:
    """The events of one part: their voices, all their articles, their span, their links."""
    settings = context.settings.events
    block = block_of(context, context["blocks"], context["route"], number)
    rules = in_force(around_of(context["around"]).nearest, settings)
    pairs = score_pairs(block.i, block.j, block.cosine, block.times, block.around, settings)
    pairs = in_company(pairs, block.around, settings)
    clusters = average_linkage(block.times, pairs.i, pairs.j, pairs.score, rules, pairs.weighed)
    batch = batch_of(context, block, pairs, rules, clusters)
    joined = batch.parts.joined(block.times, pairs, rules)
    batch = replace(batch, parts=replace(batch.parts, clusters=joined))
    clusters = batch.clusters
    told = links(batch)
    voices = [block.voices[members] for members in clusters]
    events = _events(context, voices)
    rows = pa.Table.from_pylist(
        [_link(event.id, link) for event, own in zip(events, told, strict=True) for link in own],
        _LINKS,
    )
    with context.own.writing(number) as place:
        tables.write(rows, place / "links.arrow")
        save(
            place,
            record=[event.id for event in events],
            voices=np.concatenate(voices),
            voice_counts=np.array([len(members) for members in voices]),
            members=np.concatenate([event.members for event in events]),
            member_counts=np.array([len(event.members) for event in events]),
            link_counts=np.array([len(own) for own in told]),
            earliest=np.array([_ordinal(event.earliest) for event in events], np.int32),
            latest=np.array([_ordinal(event.latest) for event in events], np.int32),
        )


def _link(identity: str, link: Link) -> dict[str, Any]:
    record = link.to_dict() | {"event_id": identity}
    return {name: record[name] for name in _LINKS.names}


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


@dataclass(frozen=True)
class _Found:
    """An event: its id, the rows of its articles by day and id, its span."""

    id: str
    members: Any
    earliest: date | None
    latest: date | None


def _events(context: Context, clusters: Sequence[Any]) -> list[_Found]:
    """The events of clusters of voices; the texts of small ones are fetched at once."""
    groups, source = context["group"], tables.rows_of(context["clean"])
    voices, copies, owners = (groups.array(0, name) for name in ("voices", "copies", "owners"))
    members = []
    for cluster in clusters:
        rows = voices[cluster]
        starts = np.searchsorted(owners, rows)
        ends = np.searchsorted(owners, rows, side="right")
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        own = [copies[start:end] for start, end in spans if end > start]
        members.append(np.sort(np.concatenate([rows, *own])))
    nothing = np.empty(0, np.int64)
    few = np.unique(np.concatenate([nothing, *(m for m in members if len(m) <= _MANY)]))
    ids, texts = source.strings(few, "id"), source.strings(few, "text")
    found = []
    for rows in members:
        if len(rows) > _MANY:
            identity = event_id(_streamed(source, rows))
        else:
            places = np.searchsorted(few, rows).tolist()
            identity = event_id((ids[place], texts[place]) for place in places)
        days = _days(context["clean"])[rows]
        dated = days[days > 0]
        ordered = rows[np.argsort(np.where(days > 0, days, _LAST), kind="stable")]
        if len(dated):
            span_ = date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max()))
            found.append(_Found(identity, ordered, *span_))
        else:
            found.append(_Found(identity, ordered, *span(source.articles(rows))))
    return found


def _streamed(source: tables.Rows, rows: Any) -> Iterator[tuple[str, str]]:
    """The ids and texts of many rows, which never are in memory all at once."""
    for start in range(0, len(rows), _MANY):
        part = rows[start : start + _MANY]
        yield from zip(source.strings(part, "id"), source.strings(part, "text"), strict=True)


@lru_cache(maxsize=1)
def _days(stage: Stage) -> Any:
    return stage.joined("days")


def chapters(context: Context, _: int) -> None:
    """All events in their order, the number of each voice's event, and where each begins."""
    stage = context["link"]
    parts = stage.parts()
    ids = [identity for k in parts for identity in stage.record(k)]
    voices, counts = stage.joined("voices"), stage.joined("voice_counts")
    latest, earliest = stage.joined("latest"), stage.joined("earliest")
    days = [date.fromordinal(day) if day else None for day in latest.tolist()]
    keys = zip(days, counts.tolist(), ids, strict=True)
    order = [k for _, k in sorted((newest_first(*key), k) for k, key in enumerate(keys))]
    firsts = voices[np.cumsum(counts) - counts]
    home = np.empty(len(voices), np.int32)
    home[voices] = np.repeat(firsts, counts)
    event = np.empty(len(voices), np.int32)
    event[voices] = np.repeat(_inverse(np.array(order, np.int64)), counts)
    sizes = np.array([len(stage.array(k, "member_counts")) for k in parts])
    local = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    with context.own.writing(0) as place:
        save(
            place,
            record=[ids[k] for k in order],
            home=home,
            event=event,
            part=np.repeat(parts, sizes)[order],
            local=local[order],
            earliest=earliest[order],
            latest=latest[order],
            articles=stage.joined("member_counts")[order],
            reports=counts[order],
        )


def _inverse(order: Any) -> Any:
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order))
    return found


@lru_cache(maxsize=1)
def event_ids(stage: Stage) -> list[str]:
    """The ids of all events, in their order."""
    found: list[str] = stage.record(0)
    return found


@lru_cache(maxsize=64)
def members(link: Stage, part: int) -> tuple[Any, Any]:
    """The rows of a part's events, one after the other, and where those of each begin."""
    counts = link.array(part, "member_counts")
    return link.array(part, "members"), np.concatenate(([0], np.cumsum(counts)))
