"""An event as the page shows it: the digest with its citations, and all that it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ...language.dates import day_words
from ...records import Article, Difference, Digest, Event, Quantity, Sentence
from ..safe import readable
from ..words import size, title_of
from .anchors import Places
from .sources import source_names, sources
from .texts import Extent
from .views import Cite, Conflict, EventView, Said, Statement, Story
from .why import cite, why
from .wording import days_of, iso, language_tag, name_of


def event_view(
    digest: Digest,
    anchor: str,
    tier: str,
    story: Story | None,
    source_keys: Mapping[str, int],
    extent: Extent,
) -> EventView:
    """Everything that the page shows of an event."""
    event = digest.event
    places = Places(digest, anchor)
    articles = {article.id: article for article in event.articles}
    keys = (source_keys[name] for name in source_names(event.articles))
    return EventView(
        anchor=anchor,
        event_id=readable(event.id),
        headline=headline(digest),
        language=language_tag(event.articles[0].language) if event.articles else "",
        when=days_of(event),
        iso=iso(event.earliest or event.latest),
        first=iso(event.earliest),
        last=iso(event.latest),
        reports=len(event.reports),
        size=size(event),
        tier=tier,
        sources_key=" ".join(map(str, sorted(keys))),
        sentences=_sentences(digest, places, articles),
        conflicts=_conflicts(digest.differences, places, articles),
        story=story,
        sources=sources(event, places, extent),
        why=why(digest, places, extent),
    )


def headline(digest: Digest) -> str:
    """The headline on one line; what stands for it where there is none."""
    shown = " ".join(readable(digest.headline).split())
    return shown or (title_of(digest.event.articles[0]) if digest.event.articles else "Untitled")


def weight(event: Event) -> int:
    """How much an event weighs: the reports that tell it."""
    return len(event.reports)


def last_day(event: Event) -> date:
    """The day by which events are ordered; the undated come last."""
    return event.latest or event.earliest or date.min


def _sentences(digest: Digest, places: Places, articles: Mapping[str, Article]) -> tuple[Said, ...]:
    return tuple(
        _said(sentence, f"{places.anchor}-d{number}", places, articles)
        for number, sentence in enumerate(digest.sentences, start=1)
    )


def _said(sentence: Sentence, anchor: str, places: Places, articles: Mapping[str, Article]) -> Said:
    names = {name: name_of(article) for name, article in articles.items()}
    echoes = {span.article_id: span for span in sentence.echoes}
    cites = [_cite(sentence, places, names)]
    for name in sentence.also_in:
        span = echoes.get(name)
        href = places.sentence(name, span.start, span.end) if span else ""
        cites.append(cite(name, places, names, href))
    return Said(
        " ".join(readable(sentence.text).split()),
        anchor,
        _language(sentence, articles),
        tuple(cites),
        sentence.cut,
    )


def _cite(sentence: Sentence, places: Places, names: dict[str, str]) -> Cite:
    href = places.sentence(sentence.article_id, sentence.start, sentence.end)
    return cite(sentence.article_id, places, names, href)


def _language(sentence: Sentence, articles: Mapping[str, Article]) -> str:
    article = articles.get(sentence.article_id)
    return language_tag(article.language) if article else ""


def _conflicts(
    differences: Sequence[Difference], places: Places, articles: Mapping[str, Article]
) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(
            "The figure changed" if difference.update else "Reports differ",
            readable(difference.what),
            tuple(
                _statement(statement, f"{places.anchor}-x{number}-{side}", places, articles)
                for side, statement in enumerate(difference.statements, start=1)
            ),
        )
        for number, difference in enumerate(differences, start=1)
    )


def _statement(
    statement: Quantity, anchor: str, places: Places, articles: Mapping[str, Article]
) -> Statement:
    sentence = statement.sentence
    text = " ".join(readable(sentence.text).split())
    quantity = readable(statement.quantity)
    found = re.search(rf"(?<![\w.,]){re.escape(quantity)}(?![\w])", text) if quantity else None
    start, end = found.span() if found else (len(text), len(text))
    names = {name: name_of(article) for name, article in articles.items()}
    return Statement(
        quantity,
        text[:start],
        text[start:end],
        text[end:],
        anchor,
        _language(sentence, articles),
        (
            _cite(sentence, places, names),
            *(cite(name, places, names) for name in sentence.also_in),
        ),
        day_words(statement.day) if statement.day else "",
    )
