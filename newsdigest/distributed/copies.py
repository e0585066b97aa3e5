"""Near-duplicates over parts: signed in batches, found by bands, compared exactly, grouped.

Each band is one part: it reads that band's keys of all rows and finds pairs as the stage does in
one process. No bucket's pairs are ever all made; only candidates that signatures call likely are
compared, text by text, and only what is alike travels on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ..duplicates.assembling import group_rows
from ..duplicates.banding import (
    BandPlan,
    bucket_pairs,
    in_buckets,
    pack_pairs,
    plan_bands,
    row_bits,
    rows_of,
    unique,
    unpack_pairs,
)
from ..duplicates.engines import Engine, choose
from ..duplicates.folding import leaders_of
from ..duplicates.grouping import missing_pairs
from ..duplicates.inputs import ranked
from ..duplicates.recipe import Recipe
from ..duplicates.results import Verified
from ..duplicates.sampling import Sketches, sketch
from ..duplicates.verification import Compared, accepted, compare, likely
from ..settings import DuplicateSettings
from . import tables
from .context import Context
from .folder import Stage, save

_RANGES = 8  # parts in which sampled shingles are looked up
_CHUNK = 1 << 18  # pairs whose signatures are compared at a time
COMPARED = 100_000  # pairs of a part whose texts are compared
_FIELDS = ("first", "second", "jaccard", "containment", "sizes")


def _settings(context: Context) -> DuplicateSettings:
    return context.settings.duplicates


def _plan(context: Context) -> BandPlan:
    return plan_bands(_settings(context).threshold, _settings(context).num_perm)


def _engine(context: Context) -> Engine:
    return choose(_settings(context).engine, len(tables.rows_of(context["clean"])))


def signed(context: Context, number: int) -> None:
    """Signs one part of the rows: Arrow's buffers go straight into the kernels."""
    settings, plan = _settings(context), _plan(context)
    rows = tables.rows_of(context["clean"])
    total, start = len(rows), int(rows.starts[number])
    recipe = Recipe.of(settings)
    engine = _engine(context)
    made = sketch(rows.column(number, "text"), recipe, engine, 1, start, total)
    keys = np.empty((plan.bands, len(made.rows)), np.uint64)
    engine.band_keys(made.rows, plan.width, row_bits(total), keys)
    keys += np.uint64(start)
    made.keys.sort()
    with context.own.writing(number) as place:
        save(
            place,
            rows=made.rows,
            counts=made.counts,
            prints=made.prints,
            samples=made.keys,
            twins=_twins(made.rows),
            bands=keys,
        )


def _twins(rows: Any) -> Any:
    """One number for each signature, equal where all slots are (multilinear hashing)."""
    generator = np.random.default_rng(2014)
    factors = generator.integers(1 << 63, size=rows.shape[1], dtype=np.uint64) * 2 + 1
    found = np.empty(len(rows), np.uint64)
    for start in range(0, len(rows), 4096):
        found[start : start + 4096] = (rows[start : start + 4096] * factors).sum(axis=1)
    return found


def folded(context: Context, _: int) -> None:
    """Folds exact copies: the first row with the same shingles, and which rows are compared."""
    stage = context["sign"]
    counts, twins = stage.joined("counts"), stage.joined("twins")
    led = leaders_of(stage.joined("prints"), counts, lambda a, b: twins[a] == twins[b])
    active = (led == np.arange(len(led))) & (counts > 0)
    with context.own.writing(0) as place:
        save(place, leaders=led, active=active, counts=counts)


def bands(context: Context) -> int:
    """How many parts :func:`candidates` has."""
    return _plan(context).bands + _RANGES


def candidates(context: Context, number: int) -> None:
    """Pairs that agree in one band, or share a sampled shingle of one range, if they are likely."""
    settings, plan, stage = _settings(context), _plan(context), context["sign"]
    active, counts = context["fold"].array(0, "active"), context["fold"].array(0, "counts")
    bits = row_bits(len(active))
    if number < plan.bands:
        keys = np.concatenate([part[number] for part in stage.arrays("bands")])
        keys = keys[active[rows_of(keys, bits)]]
        keys.sort()
        pairs = bucket_pairs(keys, bits)
    else:
        keys = _sampled(stage, number - plan.bands)
        keys.sort()
        shared = in_buckets(keys, bits)
        pairs = bucket_pairs(shared[active[rows_of(shared, bits)]], bits, counts)
    with context.own.writing(number) as place:
        save(place, pairs=_likely(pairs, context, settings, counts))


def _sampled(stage: Stage, which: int) -> Any:
    """The keys of one range of the sampled shingles, of all parts."""
    step = (1 << 64) // _RANGES
    first, last = which * step, (which + 1) * step - 1
    found = [np.empty(0, np.uint64)]
    for keys in stage.arrays("samples"):
        start = np.searchsorted(keys, np.uint64(first))
        found.append(keys[start : np.searchsorted(keys, np.uint64(last), side="right")])
    return np.concatenate(found)


def _likely(pairs: Any, context: Context, settings: DuplicateSettings, counts: Any) -> Any:
    """The pairs whose signatures say that a threshold is within reach."""
    engine, signatures = _engine(context), _signatures(context["sign"])
    kept = [np.empty(0, np.uint64)]
    for start in range(0, len(pairs), _CHUNK):
        block = pairs[start : start + _CHUNK]
        first, second = unpack_pairs(block)
        used, places = np.unique(np.concatenate((first, second)), return_inverse=True)
        # Places keep the order of rows: packed and unpacked again, the pairs are the same.
        local = pack_pairs(places[: len(first)], places[len(first) :])
        nothing = np.empty(0, np.uint64)
        held = Sketches(signatures.take(used), counts[used], nothing, nothing)
        a, b = unpack_pairs(likely(local, held, settings, engine))
        kept.append(pack_pairs(used[a], used[b]))
    return np.concatenate(kept)


class _Signatures:
    """The signatures of all parts, mapped."""

    def __init__(self, stage: Stage) -> None:
        self._parts = stage.arrays("rows")
        self._starts = np.concatenate(([0], np.cumsum([len(part) for part in self._parts])))

    def take(self, rows: Any) -> Any:
        """The signatures of ascending rows, in memory."""
        found = np.empty((len(rows), self._parts[0].shape[1]), np.uint32)
        cuts = np.searchsorted(rows, self._starts)
        for part, first, start, end in zip(self._parts, self._starts, cuts, cuts[1:], strict=False):
            found[start:end] = part[rows[start:end] - first]
        return found


@lru_cache(maxsize=1)
def _signatures(stage: Stage) -> _Signatures:
    return _Signatures(stage)


def collected(context: Context, _: int) -> None:
    """The candidates of all bands, each pair once."""
    with context.own.writing(0) as place:
        save(place, pairs=unique(context["bands"].arrays("pairs")))


class _Texts(Sequence[str]):
    """The texts of all rows, each fetched when it is asked for."""

    def __init__(self, rows: tables.Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: Any) -> Any:
        return self._rows.text(int(row))


def compared(context: Context, number: int) -> None:
    """Compares some of the pairs exactly, text by text, and keeps what is joined."""
    source = context["pairs"] if context.now == "compare" else context["gaps"]
    pairs = source.array(0, "pairs")[number * COMPARED : (number + 1) * COMPARED]
    settings, texts = _settings(context), _Texts(tables.rows_of(context["clean"]))
    found = compare(np.array(pairs), texts, settings, _engine(context))
    alike, contained = accepted(found, settings)
    kept = found.where(alike | contained)
    with context.own.writing(number) as place:
        save(place, alike=alike[alike | contained], **kept._asdict())


def gaps(context: Context, _: int) -> None:
    """The pairs inside small groups that no band brought together; see ``missing_pairs``."""
    found, alike = _joined(context["compare"])
    missing = missing_pairs(found, alike, len(context["fold"].array(0, "active")))
    with context.own.writing(0) as place:
        save(place, pairs=missing)


def _joined(stage: Stage) -> tuple[Compared, Any]:
    if not stage.parts():
        nothing = np.empty(0, np.int64)
        empty = Compared(nothing, nothing, np.empty(0), np.empty(0), np.empty((0, 2), np.int64))
        return empty, np.empty(0, bool)
    return Compared(*(stage.joined(name) for name in _FIELDS)), stage.joined("alike")


def grouped(context: Context, _: int) -> None:
    """Groups the rows, tells which row is kept for each, and which rows speak for events."""
    one, other = _joined(context["compare"]), _joined(context["complete"])
    edges = Compared(*(np.concatenate(both) for both in zip(one[0], other[0], strict=True)))
    alike = np.concatenate((one[1], other[1]))
    order = np.lexsort((edges.second, edges.first))
    days, sizes = context["clean"].joined("days"), context["clean"].joined("sizes")
    undated = np.where(days > 0, days, date.max.toordinal())

    def ranks(rows: Any) -> Any:
        return ranked(rows, undated[rows], sizes[rows])

    verified = Verified(
        np.array(context["fold"].array(0, "leaders")),
        Compared._make(part[order] for part in edges),
        alike[order],
    )
    del one, other, edges, alike, order
    rows, owners, pairs = group_rows(verified, _settings(context).linkage, ranks)
    kept = np.arange(len(days))
    kept[rows] = owners
    # A copy is told with its likeness to the article that is kept for it.
    direct = (pairs.first == pairs.kept) | (pairs.second == pairs.kept)
    ends = np.where(pairs.first == pairs.kept, pairs.second, pairs.first)
    voices = np.flatnonzero((kept == np.arange(len(kept))) & context["clean"].joined("alive"))
    with context.own.writing(0) as place:
        save(
            place,
            kept=kept,
            voices=voices,
            copies=rows[rows != owners],
            owners=owners[rows != owners],
            copy=ends[direct],
            jaccard=pairs.jaccard[direct],
            containment=pairs.containment[direct],
            alike=pairs.alike[direct],
        )
