"""When an article can have been written: its date, else the bounds that its text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..language.dates import DAY_PATTERNS, MONTHS, day_of, in_range
from ..language.sentences import split_sentences
from ..records import Article, Interval

_DAYS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in DAY_PATTERNS)
_MONTH_NAMES = "|".join(name for name in MONTHS if len(name) > 3 or name == "may")
_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH_NAMES})(?P<of>,? of|,)? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
# A year alone is a date only behind a word that makes it one.
_YEAR = re.compile(
    r"\b(?:in|since|during|of|from) (?P<year>(?:19|20)\d\d)\b(?![-–/]\d)", re.IGNORECASE
)
# A span of years is a plan as often as a past.
_SPAN = re.compile(r"\b(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d\b")
_FUTURE = re.compile(
    r"\b(?:will|shall|would|could|by|until|till|before|next|upcoming|plan(?:s|ned)?|target(?:s|ed)?|"
    r"goal|aim(?:s|ed|ing)?|expect(?:s|ed)?|schedul(?:ed?|ing)|slated|due|propos(?:es?|ed)|deadline|"
    r"intends?|hopes?|forecast|predict(?:s|ed)?|project(?:s|ed|ions?)|to be|going to|set to)\b",
    re.IGNORECASE,
)
_CONTEXT = 60  # characters on each side of a date in which a word of the future unmakes a bound


def interval(article: Article) -> Interval:
    """The time in which an article can have been written, with the phrases that tell it.

    A published date closes both ends. Without one, the text is not older than the latest past
    date that it mentions; the other end stays open.
    """
    if article.day:
        return Interval(article.day, article.day, (f"published {article.day.isoformat()}",), True)
    mentions = list(_past_mentions(article.text))
    if not mentions:
        return Interval()
    earliest = max(day for day, _ in mentions)
    phrases = dict.fromkeys(phrase for day, phrase in mentions if day == earliest)
    return Interval(earliest, None, tuple(f"mentions “{phrase}”" for phrase in phrases))


def _past_mentions(text: str) -> Iterator[tuple[date, str]]:
    """Dates that the text speaks of as past, each as the first day that it can mean."""
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if not any(map(str.isdigit, sentence)):
            continue
        for match, day in _dates(sentence):
            if day and in_range(day) and not _in_future(sentence, match):
                yield day, match[0]


def _dates(sentence: str) -> Iterator[tuple[re.Match[str], date | None]]:
    for pattern in _DAYS:
        for match in pattern.finditer(sentence):
            yield match, day_of(match)
    for match in _MONTH.finditer(sentence):
        yield match, date(int(match["year"]), MONTHS[match["month"].lower()], 1)
    for match in _YEAR.finditer(_SPAN.sub(lambda span: " " * len(span[0]), sentence)):
        yield match, date(int(match["year"]), 1, 1)


def _in_future(sentence: str, match: re.Match[str]) -> bool:
    around = sentence[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
    return bool(_FUTURE.search(around))
