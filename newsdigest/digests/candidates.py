"""The sentences of an event that may stand in its digest, each with its words and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..language.identify import identify
from ..language.sentences import split_sentences
from ..language.words import stemmer, stop_words, unspaced, words_within
from ..records import Article
from .quotations import joined
from .terms import Terms, numbered

#: What splits a text into sentences: its offsets, given the text and its language.
Splitter = Callable[[str, str], Iterable[tuple[int, int]]]

_MARKS = ".!?…。！？।॥۔؟"
_FINAL = re.compile(rf"[{_MARKS}][\"'”’»)\]」』]*$")
# What belongs to a site and not to its article, inside a sentence, in lower case.
_BOILERPLATE = (
    "click here", "sign up", "subscribe", "newsletter", "all rights reserved", "copyright", "©",
    "follow us", "read more", "photo:", "image:", "getty", "associated press)", "last updated",
    "please enable", "javascript", "advertisement", "terms of use", "terms of service", "cookie",
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


@dataclass(frozen=True, eq=False)
class Candidate:
    """A sentence: the span in its article, which report it is of, and how far down it stands.

    Sentences that one quotation runs through are one candidate; ``count`` is how many.

    ``report`` indexes the event's reports; ``position`` counts the sentences before it in its
    article; ``words`` is its length as budgets count it. ``tokens`` are its words, stemmed.
    ``whole`` says whether it ends as a sentence and holds no boilerplate. ``terms`` are those of
    all candidates made by one call, of which it is number ``index``.
    """

    report: int
    article: Article
    start: int
    end: int
    position: int
    words: int
    count: int
    language: str
    tokens: tuple[str, ...]
    whole: bool
    terms: Terms
    index: int

    @property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.text[self.start : self.end]

    # Of most sentences nobody asks for the sets, so they are made when they are asked for.
    @cached_property
    def content(self) -> frozenset[str]:
        """Its stemmed words that are no stop words."""
        return self.terms.content(self.index)

    @cached_property
    def bigrams(self) -> frozenset[int]:
        """Its neighbours of which one is no stop word, by their numbers in ``terms``."""
        return self.terms.pairs(self.index)


def all_sentences(
    reports: Sequence[Article], splitter: Splitter = split_sentences
) -> list[Candidate]:
    """Every sentence of the reports, in order."""
    return _candidates([_split(article, article.text, splitter) for article in reports])


def first_sentences(
    article: Article, characters: int, splitter: Splitter = split_sentences
) -> list[Candidate]:
    """The sentences of the beginning of an article: whole lines of about so many characters."""
    begin = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", begin + characters)
    text = article.text if end < 0 else article.text[:end]
    return _candidates([_split(article, text, splitter)])


def worth_telling(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that can stand in a digest; if there is none, the next best thing.

    A digest of a text without full stops is better than none, so the bounds give way one by one.
    """
    whole = [s for s in sentences if s.whole]
    sized = [s for s in whole if _SHORTEST <= _length(s) <= _LONGEST]
    return sized or whole or list(sentences)


def _length(sentence: Candidate) -> int:
    return sentence.words + unspaced(sentence.text)


def _is_whole(text: str, phrases: Sequence[str]) -> bool:
    """Whether a sentence ends as one and holds none of the boilerplate that its article holds."""
    if text[-1] not in _MARKS and not _FINAL.search(text[-20:]):
        return False
    return not phrases or not _boilerplate(text[:_CHECKED].lower(), phrases)


def _boilerplate(low: str, phrases: Sequence[str]) -> list[str]:
    """Those of the phrases that a text in lower case holds."""
    found = [phrase for phrase in phrases if phrase in low]
    return [phrase for phrase in found if phrase != "cookie" or _COOKIE.search(low)]


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    """An article that was split: its sentences' spans, stems, and which of those count."""

    article: Article
    text: str
    language: str
    spans: list[tuple[tuple[int, int, int], int]]
    tokens: list[tuple[str, ...]]
    counting: list[list[bool]]


def _split(article: Article, text: str, splitter: Splitter) -> _Split:
    language = article.language or identify(article.text)
    stem = _stems(language[:2].lower()).__getitem__
    stop = stop_words(language)
    spans = joined(text, list(_spans(text, splitter(text, language))))
    found = words_within(text, [(start, min(end, start + _READ)) for (_, start, end), _ in spans])
    tokens = [tuple(map(stem, one)) for one in found]
    counting = [[word not in stop for word in one] for one in found]
    return _Split(article, text, language, spans, tokens, counting)


def _candidates(reports: Sequence[_Split]) -> list[Candidate]:
    tokens = [own for split in reports for own in split.tokens]
    counting = [own for split in reports for own in split.counting]
    terms = numbered(tokens, counting, list(map(len, tokens)))
    made: list[Candidate] = []
    for report, split in enumerate(reports):
        # Most articles hold no boilerplate, and are asked but once.
        phrases = _boilerplate(split.text.lower(), _BOILERPLATE)
        for ((position, start, end), count), own in zip(split.spans, split.tokens, strict=True):
            text = split.text[start:end]
            size, whole = len(text.split()), _is_whole(text, phrases)
            made.append(
                Candidate(
                    report,
                    split.article,
                    start,
                    end,
                    position,
                    size,
                    count,
                    split.language,
                    own,
                    whole,
                    terms,
                    len(made),
                )
            )
    return made


def _spans(text: str, found: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """The position, start and end of each sentence, the first without its dateline."""
    for position, (start, end) in enumerate(found):
        if not position and (dateline := _DATELINE.match(text, start, end)):
            start = dateline.end()
        if text[start:end].strip():  # a user's splitter may make sentences of white space
            yield position, start, end


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
