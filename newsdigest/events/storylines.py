"""Storylines: events that share what they are about but not their time, as chapters of one story.

What keeps two such events apart is time alone: the weight of the days between them, the bounds of
their texts, the temporal null. So the events themselves are clustered once more, by the same
average linkage, with time left out. Where no dates are known nothing is left out, and there are no
storylines to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b

from ..records import Chapter, Event, Storyline
from .batch import Batch
from .linkage import Rules, average_linkage
from .scores import Pairs, compare_as_story


def storylines(batch: Batch, events: Sequence[Event]) -> Iterator[tuple[int, Storyline]]:
    """Finds the storylines among the events of a batch's clusters, in the clusters' order.

    Yields:
        The number of each event that is part of one, with the storyline.
    """
    if batch.settings.granularity == "story":
        return
    pairs = compare_as_story(batch.neighbours, batch.times, batch.around)
    rules = Rules(batch.rules.threshold, None, batch.clusters)
    for members in average_linkage(batch.times, pairs.i, pairs.j, pairs.score, rules):
        numbers = sorted({int(batch.cluster_of[index]) for index in members})
        if len(numbers) > 1:
            numbers.sort(key=lambda number: _time_and_id(events[number]))
            storyline = _storyline(numbers, batch, pairs, events)
            yield from ((number, storyline) for number in numbers)


def _time_and_id(event: Event) -> tuple[date, str]:
    return event.earliest or event.latest or date.max, event.id


def _storyline(
    numbers: Sequence[int], batch: Batch, pairs: Pairs, events: Sequence[Event]
) -> Storyline:
    chapters = []
    for place, number in enumerate(numbers):
        event = events[number]
        reason = _reason(number, numbers[:place], batch, pairs, events)
        chapters.append(Chapter(event.id, event.earliest, event.latest, reason))
    packed = "\0".join(chapter.event_id for chapter in chapters).encode()
    return Storyline(blake2b(packed, digest_size=6).hexdigest(), tuple(chapters))


def _reason(
    number: int, earlier: Sequence[int], batch: Batch, pairs: Pairs, events: Sequence[Event]
) -> str:
    """What a chapter shares with the one of those before it that is most alike."""
    import numpy as np

    if not earlier:
        return "the first reports"
    i, j = batch.cluster_of[pairs.i], batch.cluster_of[pairs.j]
    between = ((i == number) & np.isin(j, earlier)) | ((j == number) & np.isin(i, earlier))
    found = pairs.kept(between)
    if not len(found.i):
        return "goes with the chapters after it"
    best = slice(int(np.argmax(found.score)), int(np.argmax(found.score)) + 1)
    (terms,) = batch.shared_terms(found.i[best], found.j[best])
    before = {batch.cluster_of[found.i[best][0]], batch.cluster_of[found.j[best][0]]} - {number}
    other = events[int(before.pop())]
    shared = ", ".join(term for term, _ in terms)
    return f"{_when(other, events[number])}, alike by {found.cosine[best][0]:.2f}: {shared}"


def _when(before: Event, after: Event) -> str:
    if before.latest and after.earliest:
        days = (after.earliest - before.latest).days
        least = "" if after.latest else "at least "
        return f"{least}{days} day{'s' if days != 1 else ''} after event {before.id}"
    return f"follows event {before.id}"
