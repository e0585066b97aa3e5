"""How alike voices are, over parts: the nearest of each, what is usual around it, the scores."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from ..events.batch import in_force
from ..events.candidates import (
    Neighbours,
    Terms,
    blocks,
    count_blocks,
    looks_outside,
    nearest_among,
    outside,
)
from ..events.company import ALIKE, company
from ..events.large import cut_short
from ..events.linkage import Rules, holding
from ..events.scores import (
    Pairs,
    Surroundings,
    compare_as_story,
    in_company,
    score_around,
    score_pairs,
    surroundings,
)
from ..events.times import Times
from .context import Context
from .folder import Stage, save
from .terms import mapped_matrix

_BLOCKS = 40  # blocks of rows of a part
_LISTS = ("i", "j", "cosine")
_USUAL = ("crowding", "null", "nearest")


@lru_cache(maxsize=1)
def times_of(stage: Stage) -> Times:
    """When each voice can be of."""
    return Times(*(stage.array(0, name) for name in ("first", "last", "published")))


@lru_cache(maxsize=1)
def terms_of(stage: Stage) -> Terms:
    """The features of all voices, mapped."""
    width = stage.record(0)["width"]

    def opened(name: str, columns: int) -> Any:
        data, indices, pointers = (
            stage.array(0, f"{name}-{part}") for part in ("data", "indices", "pointers")
        )
        return mapped_matrix(data, indices, pointers, columns)

    everything = opened("all", width)
    by_term = (stage.part(0) / "columns-data.npy").exists()
    columns = opened("columns", everything.shape[0]) if by_term else None
    return Terms(everything, opened("telling", width), columns)


def searches(context: Context) -> int:
    """How many parts :func:`neighbours` has."""
    times = times_of(context["matrix"])
    found = count_blocks(times, len(times.first), context.settings.events.window)
    return -(-found // _BLOCKS)


def neighbours(context: Context, number: int) -> None:
    """The nearest voices of some, and what is usual around them."""
    settings, stage = context.settings.events, context["matrix"]
    terms, times = terms_of(stage), times_of(stage)
    which = slice(number * _BLOCKS, (number + 1) * _BLOCKS)
    mine = list(blocks(times, terms.matrix.shape[0], settings.window, which))
    found = nearest_among(terms, mine, times, settings.neighbours, settings.window)
    rows = np.sort(np.concatenate([own for own, _ in mine]))
    wider = None
    if looks_outside(settings.window, terms.matrix.shape[0]):
        wider = outside(terms, rows, times, settings.neighbours)
    around = surroundings(found, rows, times, settings, wider)
    with context.own.writing(number) as place:
        lists = {name: getattr(found, name) for name in _LISTS}
        save(place, rows=rows, **{name: getattr(around, name) for name in _USUAL}, **lists)


def around(context: Context, _: int) -> None:
    """What is usual around every voice, by its number."""
    stage = context["neighbours"]
    rows = stage.joined("rows")
    found = {}
    for name in _USUAL:
        found[name] = np.empty(len(rows))
        found[name][rows] = stage.joined(name)
    with context.own.writing(0) as place:
        save(place, **found)


@lru_cache(maxsize=1)
def around_of(stage: Stage) -> Surroundings:
    """What is usual around every voice."""
    return Surroundings(*(stage.array(0, name) for name in _USUAL))


def scored(context: Context, number: int) -> None:
    """The pairs of one part's neighbours that count, and those of each other's company.

    Without their time pairs are at least as alike: those that count as one story hold the others.
    """
    settings = context.settings.events
    times, usual = times_of(context["matrix"]), around_of(context["around"])
    i, j, cosine = (np.array(context["neighbours"].array(number, name)) for name in _LISTS)
    found = Neighbours(i, j, cosine, len(times.first))
    stories = compare_as_story(found, times, usual)
    pairs = score_around(found, times, usual, settings)
    alike = pairs.kept(pairs.score >= ALIKE)
    with context.own.writing(number) as place:
        save(
            place,
            i=stories.i,
            j=stories.j,
            cosine=stories.cosine,
            alike_i=alike.i,
            alike_j=alike.j,
            alike_score=alike.score,
            stories=_strong(stories, in_force(usual.nearest, settings)),
        )


def companies(context: Context, _: int) -> None:
    """Whom each voice is like, as one matrix on disk."""
    stage, count = context["score"], len(times_of(context["matrix"]).first)
    i, j, score = (stage.joined(f"alike_{name}") for name in ("i", "j", "score"))
    # A pair comes from either of the two, or from both.
    first = np.unique(i.astype(np.int64) * count + j, return_index=True)[1]
    made = company(i[first], j[first], score[first], count)
    with context.own.writing(0) as place:
        save(place, data=made.data, indices=made.indices, pointers=made.indptr)


@lru_cache(maxsize=1)
def company_of(stage: Stage) -> Any:
    """Whom each voice is like, mapped."""
    data, indices, pointers = (stage.array(0, name) for name in ("data", "indices", "pointers"))
    return mapped_matrix(data, indices, pointers, len(pointers) - 1, ordered=False)


def strong(context: Context, number: int) -> None:
    """The pairs of one part that reach the threshold, and which voices are cut short."""
    settings = context.settings.events
    times = times_of(context["matrix"])
    usual = replace(around_of(context["around"]), company=company_of(context["company"]))
    i, j, cosine = (np.array(context["score"].array(number, name)) for name in _LISTS)
    pairs = in_company(score_pairs(i, j, cosine, times, usual, settings), usual, settings)
    i, j, cosine = (np.array(context["neighbours"].array(number, name)) for name in _LISTS)
    found = Neighbours(i, j, cosine, len(times.first))
    rules = in_force(usual.nearest, settings)
    cut = cut_short(found, pairs, rules.threshold, settings.neighbours)
    with context.own.writing(number) as place:
        save(place, events=_strong(pairs, rules), cut=np.flatnonzero(cut))


def _strong(pairs: Pairs, rules: Rules) -> Any:
    held = holding(pairs.score, pairs.weighed, rules)
    return np.stack((pairs.i[held], pairs.j[held]))
