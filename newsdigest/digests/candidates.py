"""The sentences of an event that may stand in its digest, each with its words and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language.identify import identify
from ..language.sentences import split_sentences
from ..language.words import length, stemmer, stop_words, words
from ..records import Article

Bigram = tuple[str, str]

_FINAL = re.compile(r"[.!?…。！？।॥۔؟][\"'”’»)\]」』]*$")
# What belongs to a site and not to its article, inside a sentence.
_BOILERPLATE = re.compile(
    r"click here|sign up|subscribe|newsletter|all rights reserved|copyright|©|\bcookies?\b|"
    r"follow us|read more|\bphoto:|\bimage:|\bgetty\b|associated press\)|last updated|"
    r"please enable|javascript|advertisement|terms of (?:use|service)",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 6, 70  # words; shorter is a fragment, longer is a list or lacks full stops
_READ = 2000  # characters of a sentence whose words count; what is longer is no sentence
_CHECKED = 500  # characters of a sentence that the patterns look at


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence: the span in its article, which report it is of, and how far down it stands.

    ``report`` indexes the event's reports; ``position`` counts the sentences before it in its
    article; ``words`` is its length as budgets count it. ``tokens`` are its words, stemmed;
    ``content`` those that are no stop words; ``bigrams`` the neighbours of which one is none.
    """

    report: int
    article: Article
    start: int
    end: int
    position: int
    words: int
    tokens: tuple[str, ...]
    content: frozenset[str]
    bigrams: frozenset[Bigram]
    language: str = "en"

    @property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.text[self.start : self.end]


def all_sentences(reports: Sequence[Article]) -> list[Candidate]:
    """Every sentence of the reports, in order."""
    return [
        candidate
        for index, article in enumerate(reports)
        for candidate in _of_article(index, article)
    ]


def worth_telling(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that can stand in a digest; if there is none, the next best thing.

    A digest of a text without full stops is better than none, so the bounds give way one by one.
    """
    whole = [s for s in sentences if is_whole(s)]
    sized = [s for s in whole if _SHORTEST <= length(s.text) <= _LONGEST]
    return sized or whole or list(sentences)


def _of_article(index: int, article: Article) -> Iterable[Candidate]:
    language = article.language or identify(article.text)
    stem, stop = stemmer(language), stop_words(language)
    for position, (start, end) in enumerate(split_sentences(article.text, language)):
        text = article.text[start:end]
        found = words(text[:_READ])
        tokens = tuple(stem(word) for word in found)
        pairs = zip(found, found[1:], tokens, tokens[1:], strict=False)
        bigrams = frozenset((s, t) for v, w, s, t in pairs if v not in stop or w not in stop)
        content = frozenset(t for w, t in zip(found, tokens, strict=True) if w not in stop)
        count = len(text.split())
        yield Candidate(
            index, article, start, end, position, count, tokens, content, bigrams, language
        )


def is_whole(sentence: Candidate) -> bool:
    """Whether a sentence ends as one and holds no boilerplate."""
    text = sentence.text[:_CHECKED]
    return bool(_FINAL.search(sentence.text[-20:])) and not _BOILERPLATE.search(text)
