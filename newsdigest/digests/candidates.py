"""The sentences of an event that may stand in its digest, each with its words and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise

from ..language.identify import identify
from ..language.sentences import split_sentences
from ..language.words import length, stemmer, stop_words, words
from ..records import Article

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
    ``content`` those that are no stop words; ``bigrams`` the neighbours of which one is none, as
    numbers that mean the same in all candidates made by one call. ``whole`` says whether it ends
    as a sentence and holds no boilerplate.
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
    bigrams: frozenset[int]
    whole: bool

    @property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.article.text[self.start : self.end]


def all_sentences(
    reports: Sequence[Article], splitter: Splitter = split_sentences
) -> list[Candidate]:
    """Every sentence of the reports, in order."""
    numbers = _Numbers()
    return [
        candidate
        for index, article in enumerate(reports)
        for candidate in _of_article(index, article, article.text, splitter, numbers)
    ]


def first_sentences(
    article: Article, characters: int, splitter: Splitter = split_sentences
) -> list[Candidate]:
    """The sentences of the beginning of an article: whole lines of about so many characters."""
    begin = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", begin + characters)
    text = article.text if end < 0 else article.text[:end]
    return list(_of_article(0, article, text, splitter, _Numbers()))


def worth_telling(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that can stand in a digest; if there is none, the next best thing.

    A digest of a text without full stops is better than none, so the bounds give way one by one.
    """
    whole = [s for s in sentences if s.whole]
    sized = [s for s in whole if _SHORTEST <= length(s.text) <= _LONGEST]
    return sized or whole or list(sentences)


def _is_whole(text: str, suspect: bool) -> bool:
    """Whether a sentence ends as one and, where its article is suspect, holds no boilerplate."""
    if not _FINAL.search(text[-20:]):
        return False
    return not suspect or not _holds_boilerplate(text[:_CHECKED].lower())


def _holds_boilerplate(low: str) -> bool:
    if any(phrase in low for phrase in _BOILERPLATE):
        return True
    return "cookie" in low and bool(_COOKIE.search(low))


def _of_article(
    index: int, article: Article, text: str, splitter: Splitter, numbers: _Numbers
) -> Iterable[Candidate]:
    language = article.language or identify(article.text)
    stem, stop = _stems(language[:2].lower()), stop_words(language)
    suspect = _holds_boilerplate(text.lower())  # most articles have none, and are asked but once
    spans = list(_spans(text, splitter(text, language)))
    found = [words(text[start : min(end, start + _READ)]) for _, start, end in spans]
    tokens = [tuple([stem[word] for word in one]) for one in found]
    counting = [[word not in stop for word in one] for one in found]
    pairs = _pairs(tokens, counting, numbers)
    for (position, start, end), own, counts, bigrams in zip(
        spans, tokens, counting, pairs, strict=True
    ):
        sentence = text[start:end]
        yield Candidate(
            index,
            article,
            start,
            end,
            position,
            len(sentence.split()),
            language,
            own,
            frozenset(compress(own, counts)),
            bigrams,
            _is_whole(sentence, suspect),
        )


def _spans(text: str, found: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """The position, start and end of each sentence, the first without its dateline."""
    for position, (start, end) in enumerate(found):
        if not position and (dateline := _DATELINE.match(text, start, end)):
            start = dateline.end()
        if text[start:end].strip():  # a user's splitter may make sentences of white space
            yield position, start, end


def _pairs(
    tokens: Sequence[tuple[str, ...]], counting: Sequence[Sequence[bool]], numbers: _Numbers
) -> Iterable[frozenset[int]]:
    """For each sentence its pairs of neighbours of which one counts, all found in one go."""
    import numpy as np

    ends = np.fromiter(accumulate(map(len, tokens)), np.int64, len(tokens))
    size = int(ends[-1]) if len(tokens) else 0
    stems = np.fromiter(map(numbers.__getitem__, chain.from_iterable(tokens)), np.int64, size)
    counts = np.fromiter(chain.from_iterable(counting), bool, size)
    kept = counts[:-1] | counts[1:]
    kept[ends[(ends > 0) & (ends < size)] - 1] = False  # the last of one and the first of the next
    found = ((stems[:-1] << 32) | stems[1:])[kept].tolist()
    cuts = np.concatenate(([0], np.cumsum(kept)))[np.clip(ends - 1, 0, None)] if size else ends
    for start, end in pairwise([0, *cuts.tolist()]):
        yield frozenset(found[start:end])


class _Numbers(dict[str, int]):
    """A number for each stem of an event, in the order of asking."""

    def __missing__(self, stem: str) -> int:
        self[stem] = number = len(self)
        return number


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
