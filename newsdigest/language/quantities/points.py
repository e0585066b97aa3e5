"""Days, times of day and ages: figures that name a point and count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import MONTH_WORDS, MONTHS
from .amount import Amount

_CLOCK = re.compile(
    r"\b(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[apAP])\.?[mM]\b\.?"
    r"(?!\.?\s(?ai:advisor|briefing|bulletin|update|news|broadcast|show|edition))"
)
_VAGUE = re.compile(
    r"\b(?ai:about|around|before|after|by|until|nearly|almost|approximately|shortly)\s$"
)
_AGE = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+),\s?(?P<age>\d{1,3}),"
    r"|\b(?P<age2>\d{1,3})-year-olds?\s(?:[A-Z][\w’'.-]+\s){1,3}?"
    r"(?P<name2>[A-Z][\w’'-]+)(?!\s[A-Z])"
)
# What is found at once, and without which there is none.
_MAYBE_AGE = re.compile(r",\s?\d{1,3},")
_MAYBE_DAY = re.compile(r"\d(?<=[a-z.]\s.)")
_MAYBE_TIME = re.compile(r"\d\s?[apAP]\.?[mM]")
_VAGUE_TIME, _ROUND_TIME = 45.0, 10.0  # minutes that "about 8 p.m." and "8 p.m." may be off by
_DAY = re.compile(
    r"\b(?=[JFMASOND])(?P<month>"
    + MONTH_WORDS.title()
    + r")\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,?\s?\d|:)"
)


def days(text: str) -> Iterator[Amount]:
    """Days of a month, as 31 times the month and the day: "June 5", "Oct. 18"."""
    for match in _DAY.finditer(text) if _MAYBE_DAY.search(text) else ():
        month, day = MONTHS[match["month"].lower()], int(match["day"])
        if 1 <= day <= 31:
            number = 31.0 * month + day
            shown = f"{match['month']} {day}"
            yield Amount("day", "day", number, number, shown, *match.span())


def times(text: str) -> Iterator[Amount]:
    """Times of day in minutes, within what "about" and full quarters leave open."""
    for match in _CLOCK.finditer(text) if _MAYBE_TIME.search(text) else ():
        minute = int(match["minute"] or 0)
        at = 60.0 * (int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")) + minute
        vague = _VAGUE.search(text[max(0, match.start() - 16) : match.start()])
        slack = _VAGUE_TIME if vague else _ROUND_TIME if minute % 15 == 0 else 0.0
        shown = f"{match['hour']}:{minute:02} {match['half'].lower()}.m."
        yield Amount("time", "time", at - slack, at + slack, shown, *match.span())


def ages(text: str) -> Iterator[Amount]:
    """Ages of people who are named: "Frank Macomber, 65,"."""
    told = "-year-old" in text or _MAYBE_AGE.search(text)
    for match in _AGE.finditer(text) if told else ():
        age, name = match["age"] or match["age2"], match["name"] or match["name2"]
        if 1 <= int(age) <= 120:
            name = re.sub(r"[’']s$", "", name)
            yield Amount("age", name, float(age), float(age), age, *match.span())
