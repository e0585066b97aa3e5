"""Why the reports of an event are one: what they share, and when each can have been written."""

from __future__ import annotations

from collections import Counter

from ...language.phrases import count
from ...records import Digest, Event, Link, Span
from ..safe import readable
from .anchors import Places
from .texts import Extent
from .views import Cite, Shared, Tie, Time, Why
from .wording import language_tag

# Ties, passages and times that a page tells of an event, by its extent.
_MOST = {Extent.WHOLE: 12, Extent.NEAR: 6, Extent.CITED: 3}
_TERMS = 10


def why(digest: Digest, places: Places, extent: Extent) -> Why | None:
    """What joined the reports of an event; None for a single one whose date is given."""
    event = digest.event
    ties = sorted(event.links, key=lambda link: (-link.score, link.a, link.b))
    if not (ties or digest.passages or _has_told_time(event)):
        return None
    most = _MOST[extent]
    passages = sorted(digest.passages, key=lambda p: (-len(p), -(p[0].end - p[0].start), p))
    return Why(
        verdict=_verdict(event),
        bar=_percent(event.grounds.average) if event.grounds and len(event.reports) > 1 else 0,
        threshold=_percent(event.grounds.threshold) if event.grounds else 0,
        terms=_terms(event),
        ties=tuple(_tie(link, places) for link in ties[:most]),
        more_ties=max(0, len(ties) - most),
        passages=tuple(_shared(passage, event, places) for passage in passages[:most]),
        more_passages=max(0, len(passages) - most),
        times=_times(event, places, most),
    )


def _has_told_time(event: Event) -> bool:
    """Whether there is anything to say of the time that no date of publication says."""
    told = event.grounds.intervals if event.grounds else ()
    return any(interval.evidence and not interval.published for _, interval in told)


def cite(article_id: str, places: Places, names: dict[str, str], href: str = "") -> Cite:
    """A reference to a report, or to a place in it."""
    anchor = href or places.report(article_id)
    name = names.get(article_id, readable(article_id))
    return Cite(places.number.get(article_id, 0), f"#{anchor}" if anchor else "", name)


def _verdict(event: Event) -> str:
    grounds, reports = event.grounds, len(event.reports)
    if grounds is None:
        return f"{count(reports, 'report')}, given as one event."
    if reports == 1:
        return ""
    if grounds.average < grounds.threshold:
        return (
            f"Joined at an editor's word: on average these {reports} reports score "
            f"{grounds.average:.2f}, and {grounds.threshold:.2f} makes one event here."
        )
    return (
        f"On average these {reports} reports score {grounds.average:.2f} with each other; "
        f"{grounds.threshold:.2f} makes one event here."
    )


def _terms(event: Event) -> tuple[str, ...]:
    """The terms that weigh most over all pairs."""
    weights: Counter[str] = Counter()
    for link in event.links:
        weights.update(dict(link.terms))
    ranked = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))
    return tuple(readable(term) for term, _ in ranked[:_TERMS])


def _tie(link: Link, places: Places) -> Tie:
    return Tie(
        cite(link.a, places, {}),
        cite(link.b, places, {}),
        f"{link.score:.2f}",
        _percent(link.score),
        ", ".join(readable(term) for term, _ in link.terms),
        readable(link.evidence[-1]) if link.evidence else "",
    )


def _shared(passage: tuple[Span, ...], event: Event, places: Places) -> Shared:
    articles = {article.id: article for article in event.reports}
    first = articles.get(passage[0].article_id)
    text = first.text[passage[0].start : passage[0].end] if first else ""
    cites = tuple(
        cite(p.article_id, places, {}, places.sentence(p.article_id, p.start, p.end))
        for p in passage
    )
    return Shared(readable(text), language_tag(first.language) if first else "", cites)


def _times(event: Event, places: Places, most: int) -> tuple[Time, ...]:
    if event.grounds is None:
        return ()
    order = sorted(event.grounds.intervals, key=lambda pair: places.number.get(pair[0], 0))
    return tuple(
        Time(cite(name, places, {}), str(interval), readable("; ".join(interval.evidence)))
        for name, interval in order[:most]
    )


def _percent(score: float) -> int:
    return max(0, min(100, round(100 * score)))
