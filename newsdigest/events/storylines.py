"""Storylines: events that share what they are about but not their time, as chapters of one story.

What keeps two such events apart is time alone: the weight of the days between them, the bounds of
their texts, the temporal null. So the events themselves are clustered once more, by the same
average linkage, with time left out. Where no dates are known nothing is left out, and there are no
storylines to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..records import Chapter, Event, Storyline
from ..records.events import FIRST_CHAPTER, LONE_CHAPTER
from .batch import Batch
from .linkage import Rules, average_linkage
from .scores import Pairs, compare_as_story


def storylines(batch: Batch, events: Sequence[Event]) -> Iterator[tuple[int, Storyline]]:
    """Finds the storylines among the events of a batch's clusters, in the clusters' order.

    Yields:
        The number of each event that is part of one, with the storyline.
    """
    if batch.settings.granularity != "story":
        yield from among(
            compare_as_story(batch.neighbours, batch.times, batch.around), batch, events
        )


def among(pairs: Pairs, batch: Batch, events: Sequence[Event]) -> Iterator[tuple[int, Storyline]]:
    """Finds the storylines, given how alike the articles are but for their time."""
    rules = Rules(batch.rules.threshold, batch.rules.least, None, batch.clusters)
    stories = []
    alike = pairs.i, pairs.j, pairs.score
    for members in average_linkage(batch.times, *alike, rules, pairs.weighed):
        numbers = sorted({int(batch.cluster_of[index]) for index in members})
        if len(numbers) > 1:
            stories.append(sorted(numbers, key=lambda number: _time_and_id(events[number])))
    reasons = _reasons(stories, batch, pairs, events)
    for numbers in stories:
        chapters = tuple(
            Chapter(event.id, event.earliest, event.latest, reasons[number])
            for number in numbers
            for event in (events[number],)
        )
        storyline = Storyline.of(chapters)
        yield from ((number, storyline) for number in numbers)


def _time_and_id(event: Event) -> tuple[date, str]:
    return event.earliest or event.latest or date.max, event.id


def _reasons(
    stories: Sequence[Sequence[int]], batch: Batch, pairs: Pairs, events: Sequence[Event]
) -> dict[int, str]:
    """Of each chapter, what it shares with the one of those before it that is most alike."""
    reasons = {number: LONE_CHAPTER for story in stories for number in story}
    reasons |= {story[0]: FIRST_CHAPTER for story in stories}
    later, earlier, found = _best_before(stories, batch, pairs)
    terms = batch.shared_terms(found.i, found.j)
    for k, number in enumerate(later):
        shared = ", ".join(term for term, _ in terms[k])
        when = _when(events[earlier[k]], events[number])
        reasons[number] = f"{when}, alike by {found.cosine[k]:.2f}: {shared}"
    return reasons


def _best_before(
    stories: Sequence[Sequence[int]], batch: Batch, pairs: Pairs
) -> tuple[list[int], list[int], Pairs]:
    """The chapters that follow another, that other, and the pair of articles most alike of both."""
    import numpy as np

    story, place = np.full((2, len(batch.clusters)), -1)
    for number, numbers in enumerate(stories):
        story[list(numbers)] = number
        place[list(numbers)] = np.arange(len(numbers))
    i, j = batch.cluster_of[pairs.i], batch.cluster_of[pairs.j]
    between = (story[i] >= 0) & (story[i] == story[j]) & (i != j)
    pairs, i, j = pairs.kept(between), i[between], j[between]
    later = np.where(place[i] > place[j], i, j)
    order = np.lexsort((pairs.j, pairs.i, -pairs.score, later))
    first = order[np.diff(later[order], prepend=-1) != 0]
    earlier = (i + j - later)[first]
    return later[first].tolist(), earlier.tolist(), pairs.kept(first)


def _when(before: Event, after: Event) -> str:
    if before.latest and after.earliest:
        days = (after.earliest - before.latest).days
        if days < 0:  # as where the editor sets reports of one time apart
            return f"while{'' if after.latest else ' or after'} event {before.id} went on"
        least = "" if after.latest else "at least "
        return f"{least}{days} day{'s' if days != 1 else ''} after event {before.id}"
    return f"follows event {before.id}"
