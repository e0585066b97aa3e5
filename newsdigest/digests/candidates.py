"""The sentences of an event that may stand in its digest, each with its words and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language.identify import identify
from ..language.sentences import split_sentences
from ..language.words import length, stemmer, stop_words, words
from ..records import Article

Bigram = tuple[str, str]
#: What splits a text into sentences: its offsets, given the text and its language.
Splitter = Callable[[str, str], Iterable[tuple[int, int]]]

_FINAL = re.compile(r"[.!?…。！？।॥۔؟][\"'”’»)\]」』]*$")
# What belongs to a site and not to its article, inside a sentence, in lower case.
_BOILERPLATE = (
    "click here", "sign up", "subscribe", "newsletter", "all rights reserved", "copyright", "©",
    "follow us", "read more", "photo:", "image:", "getty", "associated press)", "last updated",
    "please enable", "javascript", "advertisement", "terms of use", "terms of service",
)  # fmt: skip
_COOKIE = re.compile(r"\bcookies?\b")
# "NEW DELHI, June 5 (Reuters) - ": where and by whom a report was filed is none of its sentences.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2} ?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2} (?=\())"
    r"(?:\([A-Z][\w./ ]{1,30}\) ?)?(?:[-–—]{1,2}) ?(?=[\"“‘A-Z])"
)
_SHORTEST, _LONGEST = 6, 70  # words; shorter is a fragment, longer is a list or lacks full stops
_READ = 2000  # characters of a sentence whose words count; what is longer is no sentence
_MOST_STEMS = 300_000  # words that are remembered of a language
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
    language: str
    tokens: tuple[str, ...]
    content: frozenset[str]
    bigrams: frozenset[Bigram]

    @property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.text[self.start : self.end]


def all_sentences(
    reports: Sequence[Article], splitter: Splitter = split_sentences
) -> list[Candidate]:
    """Every sentence of the reports, in order."""
    return [
        candidate
        for index, article in enumerate(reports)
        for candidate in _of_article(index, article, article.text, splitter)
    ]


def first_sentences(
    article: Article, characters: int, splitter: Splitter = split_sentences
) -> list[Candidate]:
    """The sentences of the beginning of an article: whole lines of about so many characters."""
    begin = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", begin + characters)
    text = article.text if end < 0 else article.text[:end]
    return list(_of_article(0, article, text, splitter))


def worth_telling(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that can stand in a digest; if there is none, the next best thing.

    A digest of a text without full stops is better than none, so the bounds give way one by one.
    """
    whole = [s for s in sentences if is_whole(s)]
    sized = [s for s in whole if _SHORTEST <= length(s.text) <= _LONGEST]
    return sized or whole or list(sentences)


def is_whole(sentence: Candidate) -> bool:
    """Whether a sentence ends as one and holds no boilerplate."""
    text = sentence.text
    if not _FINAL.search(text[-20:]):
        return False
    low = text[:_CHECKED].lower()
    if any(phrase in low for phrase in _BOILERPLATE):
        return False
    return "cookie" not in low or not _COOKIE.search(low)


def _of_article(index: int, article: Article, text: str, splitter: Splitter) -> Iterable[Candidate]:
    language = article.language or identify(article.text)
    stem, stop = _stems(language[:2].lower()), stop_words(language)
    for position, (start, end) in enumerate(splitter(text, language)):
        if not position and (dateline := _DATELINE.match(text, start, end)):
            start = dateline.end()
        sentence = text[start:end]
        if not sentence.strip():
            continue  # a user's splitter may make such
        found = words(sentence[:_READ])
        tokens = tuple([stem[word] for word in found])
        pairs = zip(found, found[1:], tokens, tokens[1:], strict=False)
        bigrams = frozenset([(s, t) for v, w, s, t in pairs if v not in stop or w not in stop])
        content = frozenset([t for w, t in zip(found, tokens, strict=True) if w not in stop])
        count = len(sentence.split())
        yield Candidate(
            index, article, start, end, position, count, language, tokens, content, bigrams
        )


class _Stems(dict[str, str]):
    """The stem of each word, found out when it is first asked for."""

    def __init__(self, language: str) -> None:
        self._stem = stemmer(language)

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_STEMS:
            self.clear()
        self[word] = found = self._stem(word)
        return found


@lru_cache(maxsize=32)
def _stems(language: str) -> _Stems:
    return _Stems(language)
