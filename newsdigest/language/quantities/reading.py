"""Reads the quantities of a sentence, in order, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .amount import Amount, Kind
from .intervals import qualified, widened
from .nouns import counted
from .numbers import CURRENCIES, SCALES, SPELLED_WORDS, bare, numbers, value
from .points import ages, days, times
from .showing import shown

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z]+")
# "One hundred and three", "1 112 835": what is matched is the end of a number.
_TAIL = re.compile(r"(?:\bhundred|\bthousand|\bmillion)(?: and)? $|\d $")
_AGED = ("age ", "aged ")
_READ = 120  # characters behind a number that can widen it


def amounts(text: str) -> list[Amount]:
    """The quantities of a sentence, in order; see the module for what is none."""
    spelled = not SPELLED_WORDS.isdisjoint(_WORD.findall(text.lower()))
    digits = _DIGIT.search(text)
    if not digits and not spelled:
        return []
    found = [*days(text), *ages(text), *times(text)] if digits else []
    taken = [(amount.start, amount.end) for amount in found]
    for match in numbers(text, spelled):
        if not _within(match, taken):
            found.extend(_read(text, match))
    return sorted(found, key=lambda amount: amount.start)


def bare_values(text: str) -> list[float]:
    """The numbers of a sentence of which it is not sure what they count: "three of them"."""
    taken = [(amount.start, amount.end) for amount in amounts(text)]
    found = [
        value(match, "1")
        for match in numbers(text, True)
        if not _within(match, taken) and not text.endswith(_AGED, 0, match.start())
    ]
    return [one for one in found if one is not None]


def _within(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _read(text: str, match: re.Match[str]) -> Iterator[Amount]:
    first, second = value(match, "1"), value(match, "2")
    if first is None or _TAIL.search(text, max(0, match.start() - 15), match.start()):
        return
    if second is not None and not _is_range(text, match):
        # "two and three", "3-0": the first number alone, the second by no means.
        return
    if second is not None and not match["scale1"] and match["scale2"]:
        first = first * SCALES[bare(match["scale2"])]  # "$1.5 to 2 billion"
    low, high = (first, first) if second is None else (first, second)
    kind, unit, end = _unit(text, match)
    if not unit or low > high:
        return
    word, low, high, start = qualified(text, match, low, high)
    low, high = widened(kind, unit, text[match.end() : match.end() + _READ], low, high)
    said = shown(kind, unit, first, second if second is not None else first)
    yield Amount(kind, unit, low, high, f"{word} {said}" if word else said, start, end)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers in a row are the ends of a range, and not a list or a score."""
    joint = text[match.start("number1") : match.start("number2")]
    if " and " in joint:
        return text[: match.start()].rstrip().lower().endswith("between")
    if match["mark1"] or match["mark2"] or match["unit"] or match["scale2"]:
        return True
    dashed = "-" in joint or "–" in joint
    return not dashed or bool(re.match(r"\s[a-z]", text[match.end() :]))


def _unit(text: str, match: re.Match[str]) -> tuple[Kind, str, int]:
    """What a number counts, with the end of the words that say so; no unit where none is sure."""
    mark, unit = match["mark1"] or match["mark2"], (match["unit"] or "").strip().lower()
    if mark:
        return "money", CURRENCIES.get(mark.lower().strip(), mark), match.end()
    if unit.startswith(("%", "per", "pct")):
        return "percent", "points" if "point" in unit else "%", match.end()
    if unit.startswith("pound") and not (match["scale1"] or match["scale2"]):
        return "measure", "pounds", match.end()  # rather a weight
    if unit:
        return "money", CURRENCIES[unit.rstrip("s")], match.end()
    return counted(text, match)
