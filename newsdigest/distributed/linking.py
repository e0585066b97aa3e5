"""From scored pairs to events and storylines: each connected block of voices by itself.

Two clusters merge only if a pair between them reaches the threshold, so the connected components of
such pairs can be clustered anywhere. They are found at one place, over edges alone; each part then
takes some components with all pairs inside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from ..events.batch import Batch, comparison, in_force
from ..events.candidates import Neighbours
from ..events.clusterer import event_id, newest_first, span
from ..events.features import Features
from ..events.large import Parts
from ..events.linkage import Rules, average_linkage, components
from ..events.links import links
from ..events.scores import Pairs, Surroundings, as_story, in_company, score_pairs
from ..events.storylines import among
from ..events.times import Times
from ..records import Article, Event, Interval, Link
from . import tables
from .context import Context
from .folder import Stage, save
from .likeness import around_of, company_of, terms_of, times_of

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


def blocks(context: Context, _: int) -> None:
    """Which part takes each voice, so that all that may become one cluster stays together."""
    component = context["components"].array(0, "component")
    large = context["components"].array(0, "large")
    bridges = np.concatenate(context["bridges"].arrays("pairs"), axis=1)
    count = len(large)
    a, b = bridges
    joined = components(a, b, np.ones(len(a)), np.arange(count, dtype=np.int32), 1.0)[component]
    _place(context, joined, np.bincount(joined, minlength=1))


def connected(context: Context, _: int) -> None:
    """The components of strong pairs, and which of them have voices that are cut short."""
    count = len(times_of(context["matrix"]).first)
    a, b = np.concatenate(context["strong"].arrays("events"), axis=1)
    component = components(a, b, np.ones(len(a)), np.arange(count, dtype=np.int32), 1.0)
    large = np.zeros(int(component.max(initial=-1)) + 1, bool)
    large[component[context["strong"].joined("cut")]] = True
    with context.own.writing(0) as place:
        save(place, component=component, large=large)


def bridged(context: Context, number: int) -> None:
    """The components of one part's pairs between which a large event may have been cut."""
    component = context["components"].array(0, "component")
    large = context["components"].array(0, "large")
    i, j = (component[context["score"].array(number, name)] for name in ("i", "j"))
    between = np.unique(np.stack((i, j))[:, (i != j) & large[i] & large[j]], axis=1)
    with context.own.writing(number) as place:
        save(place, pairs=between)


def story_blocks(context: Context, _: int) -> None:
    """The same for storylines: components of whole events, without time (-1: nothing to tell)."""
    edges = np.concatenate(context["score"].arrays("stories"), axis=1)
    home = context["chapters"].array(0, "home")
    a, b = np.sort(home[edges], axis=0)
    component = components(a, b, np.ones(len(a)), home, 1.0)
    sizes = np.bincount(component, minlength=1)
    sizes[np.bincount(component[np.unique(home)], minlength=len(sizes)) < 2] = 0
    _place(context, component, sizes)


def _place(context: Context, component: Any, sizes: Any) -> None:
    """Writes the part that takes each component, some thousand voices a part."""
    part = np.full(len(sizes), -1)
    taken = sizes > 0
    starts = (np.cumsum(sizes) - sizes)[taken] // context.block
    part[taken] = np.unique(starts, return_inverse=True)[1]
    with context.own.writing(0) as place:
        save(place, component=component, part=part[component], record=int(part.max()) + 1)


def routed(context: Context, number: int) -> None:
    """The pairs inside components, by the part that takes them."""
    known = context["story-blocks" if context.now == "story-route" else "blocks"]
    component, part = known.array(0, "component"), known.array(0, "part")
    i, j, cosine = (context["score"].array(number, name) for name in ("i", "j", "cosine"))
    inside = np.flatnonzero((component[i] == component[j]) & (part[i] >= 0))
    inside = inside[np.argsort(part[i[inside]], kind="stable")]
    starts = np.searchsorted(part[i[inside]], np.arange(known.record(0) + 1))
    with context.own.writing(number) as place:
        save(place, i=i[inside], j=j[inside], cosine=cosine[inside], starts=starts)


@dataclass(frozen=True)
class _Block:
    """The voices of a part, by ascending number, and the pairs inside by their places in it."""

    voices: Any
    i: Any
    j: Any
    cosine: Any
    times: Times
    around: Surroundings


def _block(context: Context, blocks: Stage, route: Stage, number: int) -> _Block:
    voices = np.flatnonzero(np.asarray(blocks.array(0, "part")) == number)
    columns: list[list[Any]] = [[], [], []]
    for k in route.parts():
        start, end = route.array(k, "starts")[number : number + 2]
        for column, name in zip(columns, ("i", "j", "cosine"), strict=True):
            column.append(route.array(k, name)[start:end])
    i, j, cosine = (np.concatenate(column) for column in columns)
    i, j = np.searchsorted(voices, i), np.searchsorted(voices, j)
    # A pair comes from either of the two, or from both.
    _, first = np.unique(i * len(voices) + j, return_index=True)
    times, usual = times_of(context["matrix"]), around_of(context["around"])
    return _Block(
        voices,
        i[first].astype(np.int32),
        j[first].astype(np.int32),
        cosine[first],
        Times(times.first[voices], times.last[voices], times.published[voices]),
        Surroundings(
            usual.crowding[voices],
            usual.null[voices],
            # Companies reach beyond the block: their columns are the numbers of all voices.
            company_of(context["company"])[voices],
        ),
    )


def _batch(
    context: Context, block: _Block, pairs: Pairs, rules: Rules, clusters: list[list[int]]
) -> Batch:
    """The block as evidence is told from it: links and storylines see no difference."""
    rows = context["group"].array(0, "voices")[block.voices]
    ids = tables.rows_of(context["clean"]).strings(rows, "id")
    features = Features(terms_of(context["matrix"]).matrix[block.voices], _names(context))
    nothing = np.empty(0, np.int32)
    settings = context.settings.events
    cut = np.isin(block.voices, context["strong"].joined("cut"))
    compared = comparison(features.matrix, block.times, block.around, settings)
    return Batch(
        [Article(id=name, text="") for name in ids],
        [],
        features,
        list(_intervals(block.times)),
        block.times,
        Neighbours(nothing, nothing, np.empty(0), len(rows)),
        pairs,
        block.around,
        rules,
        Parts(clusters, cut, compared),
        settings,
    )


class _Names(Sequence[str]):
    """How terms are spelled, mapped."""

    def __init__(self, path: Any) -> None:
        self._column = pa.ipc.open_file(pa.memory_map(str(path))).read_all().column(0)

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, place: Any) -> Any:
        return self._column[place].as_py()


def _names(context: Context) -> Any:
    return _names_of(context["vocabulary"])


@lru_cache(maxsize=1)
def _names_of(stage: Stage) -> _Names:
    return _Names(stage.part(0) / "names.arrow")


def _intervals(times: Times) -> Iterable[Interval]:
    for first, last, published in zip(times.first, times.last, times.published, strict=True):
        earliest, latest = (
            date.fromordinal(int(end)) if np.isfinite(end) else None for end in (first, last)
        )
        yield Interval(earliest, latest, (), bool(published))


def linked(context: Context, number: int) -> None:
    """The events of one part: their voices, all their articles, their span, their links."""
    settings = context.settings.events
    block = _block(context, context["blocks"], context["route"], number)
    total = len(times_of(context["matrix"]).first)
    rules = in_force(total, settings)
    pairs = score_pairs(block.i, block.j, block.cosine, block.times, block.around, settings)
    pairs = in_company(pairs, block.around, settings)
    clusters = average_linkage(block.times, pairs.i, pairs.j, pairs.score, rules)
    batch = _batch(context, block, pairs, rules, clusters)
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


def stories(context: Context, number: int) -> None:
    """The storylines of one part, each with the numbers of its events."""
    settings, known = context.settings.events, context["chapters"]
    block = _block(context, context["story-blocks"], context["story-route"], number)
    pairs = as_story(block.i, block.j, block.cosine, block.times, block.around)
    rules = in_force(len(known.array(0, "home")), settings)
    _, clusters = np.unique(known.array(0, "home")[block.voices], return_inverse=True)
    members = _members(clusters)
    batch = _batch(context, block, pairs, rules, members)
    of_voice = known.array(0, "event")[block.voices]
    numbers = [int(of_voice[own[0]]) for own in members]
    ids, days = event_ids(known), (known.array(0, "earliest"), known.array(0, "latest"))
    events = [_stub(ids[k], *(int(ends[k]) for ends in days)) for k in numbers]
    found = [(numbers[k], storyline.to_dict()) for k, storyline in among(pairs, batch, events)]
    with context.own.writing(number) as place:
        save(place, record=found)


def _members(clusters: Any) -> list[list[int]]:
    order = np.argsort(clusters, kind="stable")
    cuts = np.flatnonzero(np.diff(clusters[order])) + 1
    return [part.tolist() for part in np.split(order, cuts)]


def _stub(identity: str, earliest: int, latest: int) -> Event:
    first, last = (date.fromordinal(day) if day else None for day in (earliest, latest))
    return Event(identity, (), earliest=first, latest=last)
