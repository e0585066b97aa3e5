"""Which voices are clustered together, and all that is known of the pairs among them.

Two clusters merge only if a pair between them reaches the threshold, so the connected components of
such pairs can be clustered anywhere. They are found at one place, over edges alone; each part then
takes some components with all pairs inside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from ..events.batch import Batch, comparison
from ..events.candidates import Neighbours
from ..events.features import Features
from ..events.large import Parts
from ..events.linkage import Rules, components
from ..events.scores import Pairs, Surroundings
from ..events.times import Times
from ..records import Article, Interval
from . import tables
from .context import Context
from .folder import Stage, save
from .likeness import around_of, company_of, terms_of, times_of


def blocks(context: Context, _: int) -> None:
    """Which part takes each voice, so that all that may become one cluster stays together."""
    component = context["components"].array(0, "component")
    large = context["components"].array(0, "large")
    bridges = np.concatenate(context["bridges"].arrays("pairs"), axis=1)
    count = len(large)
    a, b = bridges
    joined = components(a, b, np.arange(count, dtype=np.int32))[component]
    _place(context, joined, np.bincount(joined, minlength=1))


def connected(context: Context, _: int) -> None:
    """The components of strong pairs, and which of them have voices that are cut short."""
    count = len(times_of(context["matrix"]).first)
    a, b = np.concatenate(context["strong"].arrays("events"), axis=1)
    component = components(a, b, np.arange(count, dtype=np.int32))
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
    component = components(a, b, home)
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
class Block:
    """The voices of a part, by ascending number, and the pairs inside by their places in it."""

    voices: Any
    i: Any
    j: Any
    cosine: Any
    times: Times
    around: Surroundings


def block_of(context: Context, blocks: Stage, route: Stage, number: int) -> Block:
    """The block of one part, gathered from where its pairs were routed."""
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
    return Block(
        voices,
        i[first].astype(np.int32),
        j[first].astype(np.int32),
        cosine[first],
        Times(times.first[voices], times.last[voices], times.published[voices]),
        Surroundings(
            usual.crowding[voices],
            usual.null[voices],
            usual.nearest[voices],
            # Companies reach beyond the block: their columns are the numbers of all voices.
            company_of(context["company"])[voices],
        ),
    )


def batch_of(
    context: Context, block: Block, pairs: Pairs, rules: Rules, clusters: list[list[int]]
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
