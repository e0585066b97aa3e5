"""Says in words what holds an event together: its terms, its time, the threshold, its border."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..errors import UsageError
from ..language.phrases import count
from ..records import Article, Constraints, DuplicateGroup, Event, EventExplanation, Interval
from ..settings import EventSettings
from .batch import NO_CONSTRAINTS, Batch, prepare
from .clusterer import events_of
from .evidence import interval_words, left_out

_TERMS = 12  # terms that are told of an event
_ARTICLES = 20  # articles whose intervals are told one by one


def explain_event(
    articles: Iterable[Article],
    name: str,
    find: Callable[[str], str] = str,
    groups: Sequence[DuplicateGroup] = (),
    settings: EventSettings | None = None,
    constraints: Constraints | None = None,
) -> EventExplanation:
    """Says what holds an event together.

    Args:
        articles: the whole batch.
        name: id of the event, or of an article of it, or what only the event's id begins with.
        find: gives the id of the article that such a name means.
        groups: the near-duplicates among the articles.
        settings: every knob.
        constraints: the editor's word.

    Raises:
        UsageError: if there is no such event and no such article.
    """
    batch = prepare(articles, groups, settings or EventSettings(), constraints or NO_CONSTRAINTS)
    event = _named(name, find, events_of(batch))
    ids = {article.id for article in event.reports}
    members = [i for i, voice in enumerate(batch.voices) if voice.id in ids]
    lines = (
        f"event {event.id}: {count(len(event), 'article')}, "
        f"{count(len(members), 'report')}; {Interval(event.earliest, event.latest)}",
        *_cohesion(members, event, batch),
        *(interval_words(batch.voices[i].id, batch.intervals[i]) for i in members[:_ARTICLES]),
        *left_out(members, batch),
    )
    return EventExplanation(event.id, tuple(article.id for article in event), lines)


def _named(name: str, find: Callable[[str], str], events: Sequence[Event]) -> Event:
    for event in events:
        if event.id == name:
            return event
    try:
        member = find(name)
    except UsageError:
        begun = [event for event in events if event.id.startswith(name)]
        if len(begun) == 1:
            return begun[0]
        raise
    for event in events:
        if any(article.id == member for article in event):
            return event
    raise UsageError(f"no article with the id {member!r}")


def _cohesion(members: Sequence[int], event: Event, batch: Batch) -> list[str]:
    """The terms that the links of an event are made of, and its average beside the threshold."""
    if len(members) == 1:
        return ["no other report joins it"]
    weights: Counter[str] = Counter()
    for link in event.links:
        weights.update(dict(link.terms))
    best = sorted(weights.items(), key=lambda term: (-term[1], term[0]))[:_TERMS]
    lines = [f"its links are made most of: {', '.join(term for term, _ in best)}"] if best else []
    average = batch.average(members, members)
    asked = f"groups of articles join from {batch.rules.threshold:.2f} on"
    lines.append(f"average score of its pairs {average:.2f}; {asked}")
    if weakest := min(event.links, key=lambda link: (link.score, link.a, link.b), default=None):
        lines.append(
            f"its weakest link told: {weakest.a} and {weakest.b}, score {weakest.score:.2f}"
        )
    return lines
