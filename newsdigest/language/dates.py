"""Dates as people and feeds write them: one whole date, read strictly or not at all.

A date that isn't one ("2024-13-45", the year 2999) is no date: ``None``, never a guess.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from .dateforms import day_with_time, from_forms, readings

# Fixed, not relative to today, so that the same input gives the same output next year as well.
FIRST_YEAR, LAST_YEAR = 1800, 2100

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

#: The months' names in full, from January on.
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)
#: The months' names as alternatives of a pattern, in lower case.
MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
# Without regard to case, but only that of ASCII: else "ı" is an "i", and "Aprıl" no key of a table.
_MONTH = rf"(?P<month>(?ai:{MONTH_WORDS}))\.?"
_DAY = r"(?P<day>\d{1,2})(?ai:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?ai:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?\s+)?"

# The written forms of a whole day: "June 5, 2023", "5 June 2023", "2023-06-05", "2023/06/05".
_DAY_PATTERNS = (
    rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
    rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b",
    rf"\b{_YEAR}(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})\b",
)
_WHOLE = tuple(
    re.compile(rf"{_WEEKDAY}{pattern}(?P<rest>.*)", re.DOTALL) for pattern in _DAY_PATTERNS
)
#: The same anywhere in a text; :func:`day_of` tells the day of a match.
DAY_FORMS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _DAY_PATTERNS)
# A day with its hour, minute and second, without marks. Digits of a day of the 19th century begin
# seconds since 1970 of the years from 2027 on, which are the likelier.
_STAMP = re.compile(r"(?P<day>(?:19|20)[0-9]{6})(?P<time>(?:[0-9]{2}){1,3})")
_SECONDS = re.compile(r"[0-9]{9,13}")
_RFC2822 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")


def in_range(day: date) -> bool:
    """Whether a year is one that news can carry."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def utc_day(moment: date | datetime) -> date:
    """The day in UTC; a naive time is taken to be UTC already."""
    if isinstance(moment, datetime):
        try:
            return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
        except OverflowError:  # the first or last day that there is
            return moment.date()
    return moment


def day_words(day: date) -> str:
    """ "5 June 2023", in English whatever the locale."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def day_of(match: re.Match[str]) -> date | None:
    """The day that a match of one of :data:`DAY_FORMS` names, None if there is none."""
    month = match["month"].lower()
    try:
        day = date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
    return day if in_range(day) else None


def parse_date(value: object) -> date | datetime | None:
    """Reads one whole date: ISO 8601, RFC 2822, seconds since 1970, or as people write it.

    That is "June 5, 2023 2:53 PM", "23. Oktober 2013", "23/10/2013", "23.10.2013 08:00" or
    "2013年10月23日"; but "05/11/2013", which could be two days, is none.
    Digits that begin with a day ("202306051230", YYYYMMDDHH to YYYYMMDDHHMMSS) are never seconds.
    Returns a ``date`` where no time of day was given, else a ``datetime`` (aware if a zone was
    given); None for anything that is not wholly a date.
    """
    if isinstance(value, date):
        return value if in_range(value) else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str) or not 6 <= len(text := value.strip()) <= 64:
        return None
    if text.isdecimal() and (_STAMP.fullmatch(text) or _SECONDS.fullmatch(text)):
        return _from_number(int(text))  # a timestamp in a table
    found = _from_iso(text) or _from_rfc2822(text) or _from_words(text) or from_forms(text)
    return found if found is not None and in_range(found) else None


def why_no_date(value: object) -> str:
    """Why :func:`parse_date` finds no date in a value: it is none, or could be two."""
    days = readings(value.strip()) if isinstance(value, str) and len(value) <= 64 else ()
    if len(days) < 2 or not all(map(in_range, days)):
        return "is not a date"
    one, two = days
    return f"could be {one.day} {MONTH_NAMES[one.month - 1]} or {day_words(two)}"


def _from_number(number: float) -> datetime | None:
    digits = f"{number:.0f}" if number % 1 == 0 else ""
    if (match := _STAMP.fullmatch(digits)) and _from_iso(match["day"]):
        moment = _from_iso(f"{match['day']}T{match['time']}")
        return moment if isinstance(moment, datetime) else None
    return _from_timestamp(number)


def _from_timestamp(seconds: float) -> datetime | None:
    if not 1e8 <= abs(seconds) < 1e14:  # a bare year or count is no timestamp
        return None
    if abs(seconds) >= 1e11:
        seconds /= 1000  # milliseconds, as JavaScript writes them
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if in_range(moment) else None


def _from_iso(text: str) -> date | datetime | None:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", text):
        return None  # fromisoformat also takes weeks ("2023-W23"), which news never means
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _from_words(text: str) -> date | datetime | None:
    for pattern in _WHOLE:
        match = pattern.match(text)
        if match and (day := day_of(match)):
            return day_with_time(day, match["rest"])
    return None


def _from_rfc2822(text: str) -> datetime | None:
    if not _RFC2822.match(text):
        return None  # the parser of the standard library takes much that is no date
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
