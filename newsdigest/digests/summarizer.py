"""The public functions of the stage: an event in, its digest or representative sentences out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..records import Digest, Event, Sentence
from ..settings import DigestSettings, Method
from . import centroid, coverage
from .candidates import Candidate, all_sentences, worth_telling
from .headline import headline
from .sources import echoes
from .sumy_methods import lexrank

_Select = Callable[[Sequence[Candidate], int], list[Candidate]]
_METHODS: dict[Method, _Select] = {
    "coverage": coverage.select,
    "tfidf": centroid.select,
    "lexrank": lexrank,
}


def summarize(event: Event, settings: DigestSettings | None = None) -> Digest:
    """Makes the digest of an event: whole sentences of its reports, verbatim, none said twice.

    The sentences come in order of time, those of one article in its own order. The digest never
    has more words than the budget; an event with text never gets an empty one: if no sentence
    fits, the first is cut at a word and marked ``cut``.
    """
    settings = settings or DigestSettings()
    reports = event.reports
    sentences = all_sentences(reports)
    pool = _best(worth_telling(sentences), settings.candidates)
    chosen = _METHODS[settings.method](pool, settings.words)
    lead = min(pool, key=lambda s: (s.position, s.report), default=None)
    title = headline(reports, lead.text if lead else "")
    if chosen:
        chosen.sort(key=lambda sentence: (sentence.report, sentence.start))
        return Digest(event, title, tuple(_sentence(s, sentences) for s in chosen))
    return Digest(event, title, (_cut(lead, settings.words),) if lead else ())


def representatives(event: Event, k: int = 20) -> list[Sentence]:
    """The ``k`` sentences nearest to the TF-IDF centroid of an event's reports, nearest first."""
    sentences = all_sentences(event.reports)
    best = centroid.rank(worth_telling(sentences))[: max(0, k)]
    return [_sentence(sentence, sentences) for sentence in best]


def _best(pool: list[Candidate], count: int) -> list[Candidate]:
    """The sentences that the methods choose from, in the order of the reports."""
    if len(pool) <= count:
        return pool
    kept = centroid.rank(pool)[:count]
    return sorted(kept, key=lambda sentence: (sentence.report, sentence.start))


def _sentence(candidate: Candidate, sentences: Sequence[Candidate]) -> Sentence:
    said = echoes(candidate, sentences)
    return Sentence(
        candidate.text,
        candidate.article.id,
        candidate.start,
        candidate.end,
        tuple(span.article_id for span in said),
        echoes=said,
    )


def _cut(lead: Candidate, budget: int) -> Sentence:
    """The first words of a sentence that is longer than the whole budget."""
    words = lead.text.split()[:budget]
    end = 0
    for word in words:
        end = lead.text.index(word, end) + len(word)
    text = lead.text[:end]
    is_cut = end < len(lead.text)
    return Sentence(text, lead.article.id, lead.start, lead.start + end, cut=is_cut)
