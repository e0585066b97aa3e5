"""When an article can have been written: its date, else what its text tells of its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from ..language.dateprefix import day_in, prefix_length
from ..language.dates import DAY_FORMS, MONTH_WORDS, MONTHS, day_of, in_range
from ..records import Article, Interval, Problem, problem_of

# In what is matched whatever its case, "(?a:" keeps names to ASCII: "ı" is no "i" and "ſ" no "s".
_MONTH_NAMES = "|".join(name for name in MONTHS if len(name) > 3 or name == "may")
_MONTH = re.compile(
    rf"\b(?P<month>(?a:{_MONTH_NAMES}))(?:,? of|,)? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
# A year alone is a date only behind a word that makes it one.
_YEAR = re.compile(r"\b(?:in|since|during) (?P<year>(?:19|20)\d\d)\b(?![-–/]\d)", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A span of years is a plan as often as a past.
_SPAN = re.compile(r"\b(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d\b(?!-\d)")
_FUTURE = re.compile(
    r"\b(?:will|shall|would|could|by|until|till|before|next|upcoming|plan(?:s|ned)?|target(?:s|ed)?|"
    r"goal|aim(?:s|ed|ing)?|expect(?:s|ed)?|schedul(?:ed?|ing)|slated|due|propos(?:es?|ed)|deadline|"
    r"intends?|hopes?|forecast|predict(?:s|ed)?|project(?:s|ed|ions?)|to be|going to|set to|might|"
    r"potential|possible|likely|expir(?:es?|ing|y|ation)|through|beg(?:ins?|inning)|start(?:s|ing)|"
    r"end(?:s|ing)|runs|run(?:ning)? (?:for|in)|bid for|candida(?:te|cy)|takes? effect|set in)\b",
    re.IGNORECASE,
)
_CONTEXT = 60  # characters on each side of a date in which a word of the future unmakes a bound
_REACH = 30  # characters that a date may begin before its year, or end after it
_BEHIND = 12  # characters from the beginning of a year in which a date ends: "2023-06-05", and more
# Where a sentence surely ends: a longer word or a year, its full stop, a capital. When in doubt,
# the context is longer, and a word of the future in it costs a bound: the safe side.
_SENTENCE = re.compile(r"(?:(?<=[a-z]{4})|(?<=\d{4}))[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n")
# "NEW DELHI, June 5 (Reuters) -", with or without the year, which tells when it was written.
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'/-]{2,40}(?:, [A-Z][\w. ]{1,20})?, "
    rf"(?P<phrase>(?P<month>(?a:{MONTH_WORDS}))\.? "
    r"(?P<day>\d{1,2})(?:,? (?P<year>(?:19|20)\d\d))?)"
    r"(?: \([\w .]{2,30}\)\s*[-–—:]*|\s*[-–—]+|:)\s",
    re.IGNORECASE,
)
# "Monday, June 5", "Monday (June 5)": with the day of the week, a date tells in which years it is.
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NAMED_DAY = re.compile(
    rf"\b(?P<weekday>(?a:{'|'.join(_WEEKDAYS)})),? \(?(?P<month>(?a:{_MONTH_NAMES})) "
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,? ?\d{4})",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\s*[A-Z]{3}")
_LONGEST_SPACE = 1000  # characters of which the first may be blank before a date
_MOST_YEARS = 2000  # years of a text that are looked at; what has more is no article
_CONTRADICTION = 60  # days by which a text may speak of what is after its date, as of a deadline


def interval(article: Article) -> Interval:
    """The time in which an article can have been written, with the phrases that tell it.

    A published date closes both ends, and so does one before the first words of a text that was
    not cleaned ("date 2023-06-05"), which cleaning makes the published one. Without one, a dateline
    with a year closes them to two days, and else the text is not older than the latest past date
    that it mentions; the other end stays open. A dateline without a year moves such a bound on to
    its next such day, and so does a past day with its weekday ("Monday, June 5") that is in the
    year after the bound.
    """
    if article.day:
        said = f"published {article.day.isoformat()}"
        return Interval(article.day, article.day, (said,), published=True)
    if not article.cleaned and (before := _date_before(article.text)):
        return before
    line = _dateline(article.text)
    if line and line["year"] and (day := _day_in(line, int(line["year"]))):
        return Interval(day, day + timedelta(days=1), (f"dateline “{line['phrase']}”",))
    told = _told(article.text)
    if line and told.earliest and (day := _next_such_day(line, told.earliest)):
        return Interval(day, None, (*told.evidence, f"dateline “{line['phrase']}”"))
    return _after_named_days(article.text, told)


def _date_before(text: str) -> Interval | None:
    """What the date before a text's first words tells, None without one."""
    head = text[:_LONGEST_SPACE].lstrip()
    length = prefix_length(head)
    day = day_in(head[:length]) if length else None
    said = f"“{head[:length].strip()}” before the text"
    return Interval(day, day, (said,), published=True) if day else None


def contradictions(articles: Iterable[Article]) -> Iterator[Problem]:
    """Notes of articles whose text speaks of a past that lies after their date of publication."""
    for article in articles:
        if not article.day:
            continue
        told = _told(article.text)
        if told.earliest and (told.earliest - article.day).days > _CONTRADICTION:
            reason = f"dated {article.day.isoformat()}, but {told.evidence[0]}"
            yield problem_of(article, reason, "note")


def _told(text: str) -> Interval:
    """The lower bound that the dates mentioned in a text set."""
    mentions = list(_past_mentions(text))
    if not mentions:
        return Interval()
    earliest = max(day for day, _ in mentions)
    phrases = dict.fromkeys(phrase for day, phrase in mentions if day == earliest)
    return Interval(earliest, None, tuple(f"mentions “{phrase}”" for phrase in phrases))


def _after_named_days(text: str, told: Interval) -> Interval:
    """A lower bound moved on to the latest past day with a weekday that can follow it.

    A day of the months before the bound can't be taken for one of the year after: no day of the
    year falls on the same weekday twice in a row.
    """
    bound = told.earliest
    if not bound:
        return told
    found = [(bound, "")]
    for match in _NAMED_DAY.finditer(text):
        day = _next_such_day(match, bound)
        fits = day and _WEEKDAYS[day.weekday()] == match["weekday"].lower()
        if day and fits and not _in_future(text, match):
            found.append((day, match[0]))
    latest, phrase = max(found)
    if latest == bound:
        return told
    said = f"“{phrase}” is of {latest.year}"
    return Interval(latest, None, (*told.evidence, said))


def _past_mentions(text: str) -> Iterator[tuple[date, str]]:
    """Dates that the text speaks of as past, each as the first day that it can mean."""
    for hit in islice(_ANY_YEAR.finditer(text), _MOST_YEARS):
        passage, at = _passage(text, hit)
        for match, day in _dates(passage, at):
            of_this_year = match.start() <= at < match.end()
            if of_this_year and day and in_range(day) and not _in_future(passage, match):
                yield day, match[0]


def _passage(text: str, hit: re.Match[str]) -> tuple[str, int]:
    """What stands around a year in its sentence, and where in that the year begins."""
    start, end = max(0, hit.start() - _CONTEXT - _REACH), hit.end() + _CONTEXT + _REACH
    for stop in _SENTENCE.finditer(text, start, hit.start()):
        start = stop.end()
    if stop_after := _SENTENCE.search(text, hit.end(), end):
        end = stop_after.start()
    return text[start:end], hit.start() - start


def _dates(passage: str, at: int) -> Iterator[tuple[re.Match[str], date | None]]:
    """Dates near a year of a passage; searching it all would cost four times as much."""
    near = max(0, at - _REACH), at + _BEHIND
    for pattern in DAY_FORMS:
        for match in pattern.finditer(passage, *near):
            yield match, day_of(match)
    for match in _MONTH.finditer(passage, *near):
        yield match, date(int(match["year"]), MONTHS[match["month"].lower()], 1)
    if _YEAR.search(passage, *near):
        for match in _YEAR.finditer(_SPAN.sub(lambda span: " " * len(span[0]), passage), *near):
            yield match, date(int(match["year"]), 1, 1)


def _in_future(passage: str, match: re.Match[str]) -> bool:
    around = passage[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
    return bool(_FUTURE.search(around))


def _dateline(text: str) -> re.Match[str] | None:
    return _DATELINE.match(text) if _CAPITALS.match(text) else None


def _day_in(line: re.Match[str], year: int) -> date | None:
    try:
        day = date(year, MONTHS[line["month"].lower()], int(line["day"]))
    except ValueError:
        return None
    return day if in_range(day) else None


def _next_such_day(line: re.Match[str], bound: date) -> date | None:
    """The first day on or after a bound that has the day and the month of a dateline."""
    days = (_day_in(line, year) for year in (bound.year, bound.year + 1))
    return next((day for day in days if day and day >= bound), None)
