"""Storylines over parts: the events of a block that follow each other in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from ..events.batch import in_force
from ..events.scores import as_story
from ..events.storylines import among
from ..records import Event
from .blocks import batch_of, block_of
from .context import Context
from .folder import save
from .likeness import around_of
from .linking import event_ids


def stories(context: Context, number: int) -> None:
    """The storylines of one part, each with the numbers of its events."""
    settings, known = context.settings.events, context["chapters"]
    block = block_of(context, context["story-blocks"], context["story-route"], number)
    pairs = as_story(block.i, block.j, block.cosine, block.times, block.around)
    rules = in_force(around_of(context["around"]).nearest, settings)
    _, clusters = np.unique(known.array(0, "home")[block.voices], return_inverse=True)
    members = _members(clusters)
    batch = batch_of(context, block, pairs, rules, members)
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
