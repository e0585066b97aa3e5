"""The public functions of the stage: an event in, its digest or representative sentences out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ..language.sentences import split_sentences
from ..language.words import beginning, between_characters
from ..records import Article, Digest, Event, Sentence
from ..settings import DigestSettings
from . import centroid, coverage
from .budget import Budget
from .candidates import (
    Candidate,
    Splitter,
    all_sentences,
    first_sentences,
    worth_telling,
)
from .differences import differences
from .headline import headline
from .lead import lead_of
from .ordering import in_order, leading
from .sources import sourced
from .sumy_methods import largest, selector
from .voices import voices

_Select = Callable[[Sequence[Candidate], Budget], list[Candidate]]
_WORD = 8  # characters of a word and the space behind it: rather more than in any language
_READ_AHEAD = 6  # times the budget that is read of a lone article, to find its first sentences


def summarize(event: Event, settings: DigestSettings | None = None) -> Digest:
    """Makes the digest of an event: whole sentences of its reports, verbatim, none said twice.

    The sentences come in order of time, those of one article in its own order, but for the one that
    opens the digest, which is none from the depth of a report where another was chosen. The digest
    is never longer than the budget; an event with text never gets an empty one: if no sentence
    fits, the first is cut at a word (a quotation of more sentences than may be told, behind one of
    them) and marked ``cut``.

    Args:
        event: the event.
        settings: the budget, the method and what it chooses from.
    """
    settings = settings or DigestSettings()
    splitter = settings.splitter or split_sentences
    reports = event.reports
    budget = Budget.of(settings)
    if len(reports) == 1 and settings.method == "coverage":
        return _of_one(event, reports[0], budget, splitter)
    sentences = all_sentences(reports, splitter)
    worthy = worth_telling(sentences)
    pool = centroid.nearest(worthy, _most(settings))
    chosen = _method(settings, reports)(pool, budget)
    differing = differences(sentences) if settings.differences else ()
    lead = min(pool, key=lambda s: (s.position, s.report), default=None)
    heading = leading(pool)
    return Digest(
        event,
        headline(reports, heading.text if heading else ""),
        _told(chosen, lead, budget, sentences),
        differing,
        _notes(settings, len(worthy)),
    )


def representatives(
    event: Event, k: int = 20, settings: DigestSettings | None = None
) -> list[Sentence]:
    """The ``k`` sentences nearest to the TF-IDF centroid of an event's reports, nearest first."""
    splitter = settings.splitter if settings else None
    sentences = all_sentences(event.reports, splitter or split_sentences)
    best = centroid.rank(worth_telling(sentences))[:k]
    return [sourced(sentence, sentences) for sentence in best]


def _of_one(event: Event, article: Article, budget: Budget, splitter: Splitter) -> Digest:
    """The digest of a lone report is its lead, and no more than that is read."""
    ahead = int(_READ_AHEAD * _WORD * max(40.0, budget.room))
    sentences = first_sentences(article, ahead, splitter)
    pool = worth_telling(sentences)
    lead, heading = pool[0] if pool else None, leading(pool)
    title = headline((article,), heading.text if heading else "")
    return Digest(event, title, _told(lead_of(pool, budget), lead, budget, sentences))


def _method(settings: DigestSettings, reports: Sequence[Article]) -> _Select:
    if settings.method == "coverage":
        return partial(coverage.select, voices=voices(reports, settings.recency))
    return centroid.select if settings.method == "tfidf" else selector(settings.method)


def _most(settings: DigestSettings) -> int:
    """How many sentences the method chooses from: what was asked for, or as many as it bears."""
    return min(settings.candidates, largest(settings.method) or settings.candidates)


def _notes(settings: DigestSettings, count: int) -> tuple[str, ...]:
    most = largest(settings.method)
    if most is None or count <= most or most >= settings.candidates:
        return ()
    return (
        f"{settings.method} compares too much to rank {count:,} sentences: "
        f"it chose from the {most:,} nearest to the event's centre",
    )


def _told(
    chosen: list[Candidate],
    lead: Candidate | None,
    budget: Budget,
    sentences: Sequence[Candidate],
) -> tuple[Sentence, ...]:
    if not chosen:
        return (_cut(lead, budget),) if lead else ()
    return tuple(sourced(sentence, sentences) for sentence in in_order(chosen))


def _cut(lead: Candidate, budget: Budget) -> Sentence:
    """The beginning of a lead that is more than the budget: its first sentences, or words."""
    whole = lead.text
    if budget.sentences is not None and budget.sentences < lead.count:
        whole = lead.text[: lead.ends[budget.sentences - 1] - lead.start]
    end = beginning(whole, budget.words, budget.characters)
    if not end and budget.characters is not None:  # not even one word fits
        end = between_characters(whole, budget.characters) or budget.characters
    text = whole[:end]
    is_cut = end < len(lead.text)
    return Sentence(text, lead.article.id, lead.start, lead.start + end, cut=is_cut)
