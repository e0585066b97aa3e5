"""Dates as most countries write them, with times: "23/10/2013", "23. Oktober 2013", "23-Oct-2013".

Only what is unambiguous is a date: a number above twelve is the day, points mean that the day comes
first, and of "05/11/2013" both readings are told. Digits may be those of other scripts, and years
those of Thailand and Iran.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from importlib.resources import files

from .calendars import DIGITS, SOLAR_MONTHS, common_year, solar_hijri

_NUMBER = "[0-9]{1,2}"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9])(?:\s*(?:года|год|г|року|р|roku|r)(?![^\W_])\.?)?"
_REST = "(?P<rest>.*)"
_NAMED = re.compile(
    rf"(?P<day>{_NUMBER})(?:er|º|°)?(?:\.\s*|\s+|[-/])(?:(?:de|di)\s+)?"
    rf"(?P<month>(?:[^\W\d_]|[\u0900-\u0963\u0e31-\u0e4e]|\.(?=[\u0e01-\u0e2e])){{2,13}})\.?(?:,?\s+|[-/])(?:(?:de|del)\s+)?{_YEAR}{_REST}",
    re.DOTALL,
)
_COUNTED = (
    re.compile(
        rf"(?:ngày\s+)?(?P<day>{_NUMBER})\s+tháng\s+(?P<month>{_NUMBER})(?:,\s*|\s+(?:năm\s+)?)"
        rf"{_YEAR}{_REST}",
        re.DOTALL | re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<year>[0-9]{{4}})\s?[年년]\s?(?P<month>{_NUMBER})\s?[月월]\s?(?P<day>{_NUMBER})\s?[日号號일]"
        rf"{_REST}",
        re.DOTALL,
    ),
    re.compile(
        rf"(?P<year>[0-9]{{4}})\.\s?(?P<month>{_NUMBER})\.\s?(?P<day>{_NUMBER})(?![0-9])\.?{_REST}",
        re.DOTALL,
    ),
)
_FIGURES = re.compile(
    rf"(?P<one>{_NUMBER})(?P<mark>\.\s|[./-])(?P<two>{_NUMBER})(?P=mark){_YEAR}{_REST}", re.DOTALL
)
# The same wherever they stand: no part of longer figures.
_WITHIN = tuple(
    re.compile(rf"(?<![\w./:-]){form.pattern.removesuffix(_REST)}", re.IGNORECASE)
    for form in (_NAMED, *_COUNTED, _FIGURES)
)
_THAI = re.compile("[\u0e01-\u0e2e]")
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{2,13}(?:['’-][^\W\d_]{2,8})?)\.?,?\s+", re.DOTALL)
_VIETNAMESE = re.compile(r"(?:thứ\s+[^\W\d_]{2,4}|chủ\s+nhật)\s*,?\s+", re.IGNORECASE)
# What may follow a day in a date: a time of day and a zone, nothing else.
_TIME = re.compile(
    r"(?:[\s,|-]*(?:(?i:at|um|à|às|a las|alle|ore|om|kl\.?|klo|в|о|lúc|saat)\s+)?"
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*"
    r"(?:(?P<half>(?ai:[ap]))\.?(?ai:m)\.?)?\s*"
    r"(?:\(?(?P<zone>(?ai:[A-Z]{2,5}))\)?)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\)?"
    r"|\s*(?P<hours>[01]?\d|2[0-3])\s?[时時点點시]\s?(?:(?P<minutes>[0-5]?\d)\s?[分분])?)?[\s.|]*"
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
# Where the day comes first, whatever sets it apart; others begin with the year.
_DAY_FIRST = frozenset(
    "ar bg bn ca cs da de el es fa fi fr gl he hi hr id it lv mk ms nl no nb nn pl pt ro ru sk sl"
    " sr sv sw th tr uk ur vi".split()
)
_NO_ZONES = frozenset({"", "uhr", "uur", "hrs", "hs"})  # what says "o'clock"


def day_with_time(day: date, rest: str) -> date | datetime | None:
    """The day with the time that follows it in a date, None if anything else follows.

    The day alone where there is no time, or one of a zone that only its letters name: "EST" is an
    hour in America and another in Australia.
    """
    match = _TIME.fullmatch(rest)
    if not match:
        return None
    hour = match["hour"] or match["hours"]
    if hour is None:
        return day
    clock = _clock(int(hour), int(match["minute"] or match["minutes"] or 0), match)
    zone, offset = (match["zone"] or "").lower(), match["offset"]
    if clock is None or not (offset or zone in _NO_ZONES or zone in ("utc", "gmt")):
        return day
    if zone in _NO_ZONES and not offset:
        return datetime.combine(day, clock)
    ahead = _ahead(offset or "+0")
    return day if ahead is None else datetime.combine(day, clock, timezone(ahead) if ahead else UTC)


def _clock(hour: int, minute: int, match: re.Match[str]) -> time | None:
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute, int(match["second"] or 0))


def _ahead(offset: str) -> timedelta | None:
    match = _OFFSET.fullmatch(offset)
    if match is None:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return (ahead if match[1] == "+" else -ahead) if ahead <= timedelta(hours=14) else None


def names_day_first(language: str) -> bool:
    """Whether "05/11/2013" is the fifth of November in a language (ISO 639-1)."""
    return language in _DAY_FIRST


def from_forms(text: str) -> date | datetime | None:
    """Reads a date in one of these forms, None if it is none or could be two."""
    text = _without_weekday(_normal(text))
    if match := _FIGURES.match(text):
        days = _readings(match)
        return day_with_time(days[0], match["rest"]) if len(days) == 1 else None
    if match := _NAMED.match(text):
        return _from_match(match)
    for pattern in _COUNTED:
        if match := pattern.match(text):
            return _from_match(match)
    return None


def day_within(text: str, *, day_first: bool = False) -> date | None:
    """The first day that stands in a text in one of these forms, None if none does or it is two.

    Args:
        text: any text.
        day_first: whether of two readings the one that names the day first holds.
    """
    text = _normal(text)
    for pattern in _WITHIN:
        for match in pattern.finditer(text):
            if "one" in pattern.groupindex:
                days: tuple[date, ...] = _readings(match)
            else:
                days = _day(match)
            if len(days) == 1 or (days and day_first):
                return days[0]
    return None


def readings(text: str) -> tuple[date, ...]:
    """The days that a date could be, the day read first before the month read first; () if none."""
    match = _FIGURES.match(_without_weekday(_normal(text)))
    if not match or not _TIME.fullmatch(match["rest"]):
        return ()
    return _readings(match)


def _readings(match: re.Match[str]) -> tuple[date, ...]:
    one, two, year = int(match["one"]), int(match["two"]), common_year(int(match["year"]))
    found: list[date] = []
    for day, month in ((one, two), (two, one)):
        with suppress(ValueError):
            found.append(date(year, month, day))
    # Points are written where the day comes first.
    return tuple(dict.fromkeys(found[:1] if match["mark"][0] == "." else found))


def _from_match(match: re.Match[str]) -> date | datetime | None:
    return next((day_with_time(day, match["rest"]) for day in _day(match)), None)


def _day(match: re.Match[str]) -> tuple[date, ...]:
    year, month, day = int(match["year"]), match["month"].lower(), int(match["day"])
    if solar := SOLAR_MONTHS.get(month):
        found = solar_hijri(year, solar, day)
        return (found,) if found else ()
    number = int(month) if month.isdecimal() else _names()[0].get(month, 0)
    with suppress(ValueError):
        return (date(common_year(year) if _THAI.match(month) else year, number, day),)
    return ()


def _normal(text: str) -> str:
    """A text in composed characters, its digits in ASCII."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(DIGITS)


def _without_weekday(text: str) -> str:
    if match := _VIETNAMESE.match(text):
        return text[match.end() :]
    match = _WEEKDAY.match(text)
    if match and match["name"].lower().replace("’", "'") in _names()[1]:
        return text[match.end() :]
    return text


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, int], frozenset[str]]:
    """The number of each month by its names, and the names of weekdays."""
    data = json.loads((files("newsdigest.language") / "data" / "months.json").read_text("utf-8"))
    months = {
        name: number
        for listed in data["months"].values()
        for number, names in enumerate(listed.split(", "), start=1)
        for name in names.split()
    }
    return months, frozenset(" ".join(data["weekdays"].values()).split())
