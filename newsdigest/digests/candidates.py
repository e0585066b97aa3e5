"""The sentences of an event that may stand in its digest, each with its words and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..language.datelines import dateline_end
from ..language.identify import identify
from ..language.messages import is_message_page
from ..language.sentences import split_sentences
from ..language.words import length, unspaced, words_within
from ..records import Article
from .asides import holds_captions, is_aside
from .quotations import Span, joined
from .terms import Terms
from .vocabulary import vocabulary

#: What splits a text into sentences: its offsets, given the text and its language.
Splitter = Callable[[str, str], Iterable[tuple[int, int]]]

_MARKS = ".!?…。！？।॥۔؟።។။։"
# Thai and Lao have no mark that ends a sentence, and full stops behind abbreviations alone; what is
# as long as this is no label or heading (words that no space sets apart).
_UNMARKED, _UNMARKED_LEAST = re.compile('[\u0e00-\u0eff][."”’)]?$'), 15
_FINAL = re.compile(rf"[{_MARKS}][\"'”’»)\]」』]*$")
# What belongs to a site and not to its article, inside a sentence, in lower case.
_BOILERPLATE = (
    "click here", "sign up", "subscribe", "newsletter", "all rights reserved", "copyright", "©",
    "follow us", "read more", "photo:", "image:", "getty", "associated press)", "last updated",
    "please enable", "javascript", "advertisement", "terms of use", "terms of service", "cookie",
    # The same in other languages.
    "abonnez-vous", "suscríbete", "inscreva-se", "abonnieren sie", "подписывайтесь", "ikuti kami",
    "dapatkan update", "theo dõi chúng tôi", "تابعونا", "ติดตามเรา", "有料会員", "有料記事",
    "無断転載", "무단 전재", "무단전재", "版权所有", "未经授权", "点击查看",
)  # fmt: skip
_COOKIE = re.compile(r"\bcookies?\b")
# What a feed or a preview has cut: "linked to the...", "and […]".
_CUT = re.compile(r"(?:\.\.|…|\[…\]|\[\.{2,4}\])[\"'”’»)]*$")
_BRACKETED = ("]", ']"', "]”", "]»", "])")
_BLANK = 64  # characters behind a sentence in which its text would go on
_FILED = 5  # sentences of an article among which a dateline may stand, each at a line's beginning
_SHORTEST, _LONGEST = 6, 70  # words; shorter is a fragment, longer is a list or lacks full stops
_READ = 2000  # characters of a sentence whose words count; what is longer is no sentence
_CHECKED = 500  # characters of a sentence that the patterns look at


@dataclass(slots=True, eq=False)  # frozen would triple the cost of what events have most of
class Candidate:
    """A sentence: the span in its article, which report it is of, and how far down it stands.

    Sentences that one quotation runs through are one candidate; ``count`` is how many, ``ends``
    where those before the last one end in the article.

    ``report`` indexes the event's reports; ``position`` counts the sentences before it in its
    article; ``words`` is its length as budgets count it. ``whole`` says whether it ends as a
    sentence, holds no boilerplate and is no caption, link or message of a site, ``cut`` whether it
    ends the article as a feed's excerpt does ("linked to the..."), ``balanced`` whether each
    quotation that begins in it ends in it. ``terms`` are those of all candidates made by one call,
    of which it is number ``index``.
    """

    report: int
    article: Article
    start: int
    end: int
    text: str
    position: int
    words: int
    ends: tuple[int, ...]
    language: str
    whole: bool
    cut: bool
    balanced: bool
    terms: Terms
    index: int
    _bigrams: frozenset[int] | None = None
    _stems: frozenset[int] | None = None
    _content: frozenset[str] | None = None

    @property
    def count(self) -> int:
        """How many sentences it is."""
        return 1 + len(self.ends)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its words, stemmed."""
        return self.terms.tokens(self.index)

    # Of most sentences nobody asks for the sets, so they are made when they are asked for.
    @property
    def content(self) -> frozenset[str]:
        """Its stemmed words that are no stop words."""
        if self._content is None:
            self._content = self.terms.content(self.index)
        return self._content

    @property
    def stems(self) -> frozenset[int]:
        """The same by their numbers in ``terms``."""
        if self._stems is None:
            self._stems = self.terms.words(self.index)
        return self._stems

    @property
    def bigrams(self) -> frozenset[int]:
        """Its neighbours of which one is no stop word, by their numbers in ``terms``."""
        if self._bigrams is None:
            self._bigrams = self.terms.pairs(self.index)
        return self._bigrams


def all_sentences(
    reports: Sequence[Article], splitter: Splitter = split_sentences
) -> list[Candidate]:
    """Every sentence of the reports, in order."""
    return _candidates(reports, [article.text for article in reports], splitter)


def first_sentences(
    article: Article, characters: int, splitter: Splitter = split_sentences
) -> list[Candidate]:
    """The sentences of the beginning of an article: whole lines of about so many characters."""
    begin = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", begin + characters)
    text = article.text if end < 0 else article.text[:end]
    return _candidates((article,), (text,), splitter)


def worth_telling(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that can stand in a digest; if there is none, the next best thing.

    A digest of a text without full stops is better than none, so the bounds give way one by one.
    """
    whole = [s for s in sentences if s.whole]
    uncut = [s for s in whole if not s.cut]
    sized = [s for s in uncut if _SHORTEST <= s.words <= _LONGEST]
    return sized or uncut or whole or list(sentences)


def _is_whole(text: str, phrases: Sequence[str], captions: bool) -> bool:
    """Whether a sentence ends as one, is no aside and holds no boilerplate of its article."""
    if not text[-2:].isascii() and _UNMARKED.search(text[-2:]):
        if unspaced(text) < _UNMARKED_LEAST:
            return False
    elif text[-1] not in _MARKS and not _FINAL.search(text[-20:]):
        return False
    if is_aside(text, captions):
        return False
    return not phrases or not _boilerplate(text[:_CHECKED].lower(), phrases)


def _is_cut(text: str, own: str, end: int) -> bool:
    """Whether a sentence of a text is one that a feed has cut, by its end and its place."""
    if own[-1].isalnum() or (own[-1] == "." and own[-2:] != "..") or not _CUT.search(own[-12:]):
        return False
    rest = text[end : end + _BLANK]
    return not rest.strip() or (own.endswith(_BRACKETED) and rest.lstrip(" \t")[:1] in "\r\n")


def _boilerplate(low: str, phrases: Sequence[str]) -> list[str]:
    """Those of the phrases that a text in lower case holds."""
    found = [phrase for phrase in phrases if phrase in low]
    return [phrase for phrase in found if phrase != "cookie" or _COOKIE.search(low)]


def _candidates(
    reports: Sequence[Article], texts: Sequence[str], splitter: Splitter
) -> list[Candidate]:
    """The sentences of reports, of each of which so much is read as ``texts`` says."""
    known = vocabulary()
    terms = Terms(known, [])
    made: list[Candidate] = []
    for report, (article, text) in enumerate(zip(reports, texts, strict=True)):
        language = article.language or identify(article.text)
        spans = joined(text, _spans(text, splitter(text, language)))
        code = known.codes(language).__getitem__
        read = [(start, min(end, start + _READ)) for _, start, end, _, _ in spans]
        terms.codes.extend([list(map(code, words)) for words in words_within(text, read)])
        # Most articles hold no boilerplate, and are asked but once.
        phrases, captions = _boilerplate(text.lower(), _BOILERPLATE), holds_captions(text)
        served = is_message_page(text)
        for position, start, end, ends, balanced in spans:
            own = text[start:end]
            whole = not served and _is_whole(own, phrases, captions)
            size = length(own)
            made.append(
                Candidate(
                    report, article, start, end, own, position, size, ends, language, whole,
                    _is_cut(article.text, own, end), balanced, terms, len(made),
                )
            )  # fmt: skip
    return made


def _spans(text: str, found: Iterable[tuple[int, int]]) -> list[Span]:
    """The position, start and end of each sentence, without the dateline before it."""
    spans: list[Span] = []
    before = filed = dropped = 0  # the ends of the last sentence and the last dateline
    for index, (start, end) in enumerate(found):
        if not index or (index < _FILED and "\n" in text[before:start]):
            filed = dateline_end(text, start, opening=not index)
        before = end
        # What splits texts may end a sentence within a dateline: "PALM COAST, Fla. - ".
        if start < filed >= end:
            dropped += 1
        elif text[max(start, filed) : end].strip():  # a user's may make them of white space
            spans.append((index - dropped, max(start, filed), end))
    return spans
