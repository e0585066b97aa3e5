"""What is new: the sentences of an event's new reports that its older reports do not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from ..language.sentences import split_sentences
from ..records import Article, Digest, Event
from ..settings import DigestSettings
from . import centroid, coverage
from .budget import Budget
from .candidates import Candidate, all_sentences, worth_telling
from .headline import headline
from .ordering import in_order, leading
from .repeats import repeats
from .sources import sourced


def summarize_new(
    event: Event,
    known: Collection[str],
    settings: DigestSettings | None = None,
    former: Sequence[Article] = (),
) -> Digest:
    """Makes a digest of what only the reports say that are not among the known ones.

    Args:
        event: the event with all of its articles.
        known: ids of the articles whose sentences are no news, copies among them: a report that
            was told may have become the copy of one that says more.
        former: older texts of new articles, whose sentences are no news either.
        settings: how the digest is made; those of sumy, which tell what is central and not what is
            new, give way to coverage.

    Returns:
        A digest without sentences, if the new reports say nothing new.
    """
    settings = settings or DigestSettings()
    splitter = settings.splitter or split_sentences
    reports = event.reports
    # Read in one call, as only then the numbers of word pairs mean the same.
    read = all_sentences([*reports, *_known_copies(event, known), *former], splitter)
    sentences = [s for s in read if s.report < len(reports)]
    old = _Known(s for s in read if s.report >= len(reports) or s.article.id in known)
    fresh = [s for s in sentences if s.article.id not in known]
    pool = [s for s in worth_telling(fresh) if not old.says(s)] if fresh else []
    pool = centroid.nearest(pool, settings.candidates)
    select = centroid.select if settings.method == "tfidf" else coverage.select
    chosen = in_order(select(pool, Budget.of(settings)))
    lead = leading(worth_telling(sentences))
    title = headline(reports, lead.text if lead else "")
    return Digest(
        event,
        title,
        tuple(sourced(one, sentences) for one in chosen),
    )


def _known_copies(event: Event, known: Collection[str]) -> list[Article]:
    """The known articles that are no reports, each text once, without those of known reports."""
    told = {article.text for article in event.reports if article.id in known}
    copies = event.duplicate_of
    texts = {a.text: a for a in event if a.id in copies and a.id in known and a.text not in told}
    return list(texts.values())


class _Known:
    """Sentences that were said, found again by the pairs of words in them."""

    def __init__(self, sentences: Iterable[Candidate]) -> None:
        self._by_bigram: dict[int, list[Candidate]] = defaultdict(list)
        self._by_word: dict[str, list[Candidate]] = defaultdict(list)
        self._tokens: set[tuple[str, ...]] = set()
        for sentence in sentences:
            self._tokens.add(sentence.tokens)
            for bigram in sentence.bigrams:
                self._by_bigram[bigram].append(sentence)
            for word in sentence.content:
                self._by_word[word].append(sentence)

    def says(self, sentence: Candidate) -> bool:
        """Whether a known sentence says what this one does; see ``repeats``."""
        if sentence.tokens in self._tokens:
            return True
        alike: dict[int, Candidate] = {}
        for bigram in sentence.bigrams:
            alike |= {id(one): one for one in self._by_bigram.get(bigram, ())}
        for word in sentence.content:
            alike |= {id(one): one for one in self._by_word.get(word, ())}
        return repeats(sentence, alike.values())
