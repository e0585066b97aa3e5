"""Quantities in English text: counts, money, percentages and days, read into comparable intervals.

"18 armed drones", "between $1.5 billion to $2 billion", "nearly 2,800 people", "Rs 2,200 crore",
"a dozen", "June 5": each becomes a kind, a unit and the interval in which the value can lie. What
only looks like a quantity (model numbers, times of day, scores, ages, ordinals, bare years) is left
alone; what is not sure is no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Literal

from .dates import MONTHS

Kind = Literal["count", "measure", "money", "percent", "age", "day", "time"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a text: ``text[start:end]``, from the words that qualify it to its unit.

    ``low`` to ``high`` is where the value can lie, given how it is rounded and qualified; ``unit``
    is a currency, a noun in the form that the text has, or what befell the people counted
    ("killed", "injured"); ``shown`` is the normalised spelling.
    """

    kind: Kind
    unit: str
    low: float
    high: float
    shown: str
    start: int
    end: int

    def differs(self, other: Amount) -> bool:
        """Whether the two can't be the same value."""
        return self.low > other.high or other.low > self.high


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# "One" is rather a pronoun than a figure.
_WORDS = {word: value for value, word in enumerate(_ONES) if value > 1}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_WORDS |= {
    f"{ten}-{one}": 10 * t + o
    for t, ten in enumerate(_TENS, start=2)
    for o, one in enumerate(_ONES[:10])
    if o
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mn": 1e6,
    "m": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12,
    "dozen": 12.0,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "u.s. $": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "¥": "JPY", "₹": "INR", "inr": "INR",
    "rs": "INR", "rs.": "INR", "dollar": "USD", "pound": "GBP", "euro": "EUR", "yen": "JPY",
    "rupee": "INR", "yuan": "CNY",
}  # fmt: skip
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPELLED_WORDS = frozenset({*_WORDS, "dozen", "hundred"})
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MARK = r"US\$|U\.S\. \$|AU?\$|C\$|[$£€¥₹]|\b(?:USD|GBP|EUR|INR|Rs\.?)(?=\s?\d)"
_SCALE = (
    r"\s?-?(?i:hundred|thousand|lakhs?|million|mn|crores?|billion|bn|trillion|dozen)\b"
    r"|(?i:[mbk])\b(?!-)"
)


def _pattern(number: str, first: str) -> re.Pattern[str]:
    """A pattern of one number or a range; ``first`` is what its first character can be."""

    def one(which: str) -> str:
        return (
            rf"(?:(?P<mark{which}>{_MARK})\s?)?(?P<number{which}>{number})"
            rf"(?P<scale{which}>{_SCALE})?"
        )

    return re.compile(
        rf"(?=[{first}\d$£€¥₹UACGEIR])(?<![\w.,/:+–-])"
        + one("1")
        + rf"(?:(?:\s?[–-]\s?|\s(?:to|and)\s){one('2')})?"
        r"(?P<unit>\s?%|(?i:\s(?:percentage points?|per ?cent|pct)\b"
        r"|\s(?:dollar|pound|euro|yen|rupee|yuan)s?\b))?(?![\w%]|[./:,-]\d)"
    )


# Most sentences with a number have it in digits, and digits are found much sooner.
_IN_DIGITS = _pattern(_DIGITS, "")
_IN_WORDS = _pattern(rf"{_DIGITS}|\b(?i:{_SPELLED})\b|\b[Aa](?=\s(?:dozen|hundred)\b)", "a-zA-Z")
_CLOCK = re.compile(
    r"\b(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[apAP])\.?[mM]\b\.?"
)
_VAGUE = re.compile(
    r"\b(?:about|around|before|after|by|until|nearly|almost|approximately|shortly)\s$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+),\s?(?P<age>\d{1,3}),"
    r"|\b(?P<age2>\d{1,3})-year-olds?\s(?:[A-Z][\w’'.-]+\s){1,3}?"
    r"(?P<name2>[A-Z][\w’'-]+)(?!\s[A-Z])"
)
_MAYBE_AGE = re.compile(r",\s?\d{1,3},|\d-year-old")
_VAGUE_TIME, _ROUND_TIME = 45.0, 10.0  # minutes that "about 8 p.m." and "8 p.m." may be off by
_PERCENT = re.compile(r"\s?(?:%|per|pct)", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?=[JFMASOND])(?P<month>"
    + "|".join(name.title() for name in sorted(MONTHS, key=len, reverse=True))
    + r")\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,?\s?\d|:)"
)
_DIGIT = re.compile(r"\d")

# What stands before a number and widens its interval: (spelling, lowest and highest share of it).
_QUALIFIERS: tuple[tuple[str, float, float, str], ...] = (
    (r"more than|over|at least|above|upwards? of|north of|exceed(?:s|ed|ing)?|no fewer than|"
     r"no less than|a minimum of", 1.0, 1.5, "over"),
    (r"nearly|almost|close to|just under|approaching|just shy of", 0.85, 1.03, "nearly"),
    (r"less than|fewer than|under|below", 0.5, 1.0, "under"),
    (r"as many as|as much as|up to|a maximum of|at most", 0.5, 1.0, "up to"),
    (r"about|around|some|roughly|approximately|approx\.?|an estimated|estimated|circa|or so|"
     r"estimates? of|just over|a little over", 0.85, 1.15, "about"),
)  # fmt: skip
_QUALIFIER = re.compile(
    r"(?:\b(?:"
    + "|".join(f"(?P<q{i}>{pattern})" for i, (pattern, *_) in enumerate(_QUALIFIERS))
    + r"))\s+(?:the |a |an |another |its |their )?$",
    re.IGNORECASE,
)

_PART_OF = re.compile(
    r"(?:\b(?:the|these|those|its|their|his|her|other|all|both|additional|extra|further|another)|\b(?:\d+|"
    rf"{_SPELLED}|one) of) (?:the |its |their |other )?$",
    re.IGNORECASE,
)
# "350 flights were called off at O'Hare and more than 150 at Midway": neither is the whole.
_SPLIT = re.compile(r"\band (?:[a-z]+ ){0,2}\d[\d,]* (?:at|in|on|from|of)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[^\w\s]|\d[\w.,-]*")
# Words at which the thing that is counted has ended.
_STOP = frozenset(
    "the a an of in on at by for from with without to and or nor but as than that which who whom "
    "whose where when while after before since because if then is are was were be been being am "
    "has have had having do does did will would can could should may might must not no so it its "
    "he she they them their his her we our you your i this these those there here into onto over "
    "under about around between among through during until against within across per each every "
    "both all any some more most other another such only just also still even yet already now "
    "said says say told including include includes such according later earlier ago away "
    "old".split()
)
_IRREGULAR = frozenset(
    "people men women children police troops personnel crew aircraft sheep".split()
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|'s|’s|ous|ings?)$|^(?:gas|news|texas|kansas|always|perhaps)$")
# Nouns that are no thing of their own: a duration or a distance says nothing of what it measures,
# a share of a score neither.
_MEASURES = frozenset(
    "seconds minutes hours days weeks months years decades centuries nights weekends miles "
    "kilometers kilometres km meters metres feet inches yards acres hectares pounds kilograms kg "
    "tons tonnes degrees points times percent ounces gallons liters litres barrels mph knots cents "
    "dollars ways things parts kinds types sides steps reasons others ones halves thirds quarters "
    "games goals innings runs wins losses rounds sets laps yards".split()
)
_GENERIC = frozenset("people persons person victims individuals lives".split())
_BEFALLEN = {
    word: what
    for what, words in {
        "killed": "killed dead died death deaths killing kills dies die fatalities fatally toll "
        "slain lives perished deadly",
        "injured": "injured wounded injuring wounding hurt injuries wounds hospitalized "
        "hospitalised",
        "missing": "missing unaccounted",
        "arrested": "arrested detained arrests arresting",
        "displaced": "displaced homeless evacuated",
        "infected": "infected infections sickened",
    }.items()
    for word in words.split()
}
#: What can befall people, as the units of counts name it.
BEFALLEN = frozenset(_BEFALLEN.values())
_BETWEEN = frozenset(
    "were was been be being are is have has had left also reported confirmed feared presumed "
    "believed known now reportedly more else officially already least at others seriously "
    "critically badly severely people persons".split()
)
_SKIPPED = frozenset(
    "at least more than over about around some nearly almost up to as many as the an a estimated "
    "approximately roughly another has had have risen rose climbed reached to stands stood of is "
    "was now from people left".split()
)


def amounts(text: str) -> list[Amount]:
    """The quantities of a sentence, in order; see the module for what is none."""
    spelled = not _SPELLED_WORDS.isdisjoint(text.lower().replace("-", " ").split())
    digits = _DIGIT.search(text)
    if not digits and not spelled:
        return []
    found = [*_days(text), *_ages(text), *_times(text)] if digits else []
    taken = [(amount.start, amount.end) for amount in found]
    for match in (_IN_WORDS if spelled else _IN_DIGITS).finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.extend(_read(text, match))
    return sorted(found, key=lambda amount: amount.start)


def _days(text: str) -> Iterator[Amount]:
    for match in _DAY.finditer(text):
        month, day = MONTHS[match["month"].lower()], int(match["day"])
        if 1 <= day <= 31:
            number = 31.0 * month + day
            shown = f"{match['month']} {day}"
            yield Amount("day", "day", number, number, shown, *match.span())


def _times(text: str) -> Iterator[Amount]:
    for match in _CLOCK.finditer(text):
        minute = int(match["minute"] or 0)
        at = 60.0 * (int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")) + minute
        vague = _VAGUE.search(text[max(0, match.start() - 16) : match.start()])
        slack = _VAGUE_TIME if vague else _ROUND_TIME if minute % 15 == 0 else 0.0
        shown = f"{match['hour']}:{minute:02} {match['half'].lower()}.m."
        yield Amount("time", "time", at - slack, at + slack, shown, *match.span())


def _ages(text: str) -> Iterator[Amount]:
    for match in _AGE.finditer(text) if _MAYBE_AGE.search(text) else ():
        age, name = match["age"] or match["age2"], match["name"] or match["name2"]
        if 1 <= int(age) <= 120:
            name = re.sub(r"[’']s$", "", name)
            yield Amount("age", name, float(age), float(age), age, *match.span())


def _read(text: str, match: re.Match[str]) -> Iterator[Amount]:
    first, second = _value(match, "1"), _value(match, "2")
    if first is None:
        return
    if second is not None and not _is_range(text, match):
        # "two and three", "3-0": the first number alone, the second by no means.
        return
    if second is not None and not match["scale1"] and match["scale2"]:
        first = first * _SCALES[_bare(match["scale2"])]  # "$1.5 to 2 billion"
    low, high = (first, first) if second is None else (first, second)
    kind, unit, end = _unit(text, match)
    if not unit or low > high:
        return
    word, low, high, start = _qualified(text, match, low, high)
    shown = _shown(kind, unit, first, second if second is not None else first)
    yield Amount(kind, unit, low, high, f"{word} {shown}" if word else shown, start, end)


def _value(match: re.Match[str], which: str) -> float | None:
    number, scale = match[f"number{which}"], match[f"scale{which}"]
    if number is None:
        return None
    low = number.lower()
    value = 1.0 if low == "a" else float(_WORDS.get(low) or low.replace(",", ""))
    return value * (_SCALES[_bare(scale)] if scale else 1.0)


def _bare(scale: str) -> str:
    return scale.strip(" -").lower()


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
        return "money", _CURRENCIES.get(mark.lower().strip(), mark), match.end()
    if unit.startswith(("%", "per", "pct")):
        return "percent", "points" if "point" in unit else "%", match.end()
    if unit:
        return "money", _CURRENCIES[unit.rstrip("s")], match.end()
    return _counted(text, match)


def _counted(text: str, match: re.Match[str]) -> tuple[Kind, str, int]:
    if _PART_OF.search(text[max(0, match.start() - 14) : match.start("number1")]):
        return "count", "", match.end()  # "11 of the 30 miners", "the two journalists"
    if _SPLIT.search(text, match.end(), match.end() + 120):
        return "count", "", match.end()
    words = [(m[0], m.end()) for m in _WORD.finditer(text[match.end() : match.end() + 120])]
    head, end = _head([word for word, _ in words[:8]], words)
    befallen = _befallen(text, match, [word.lower() for word, _ in words[:9]], head)
    if befallen and (not head or head in _GENERIC):
        return "count", befallen, match.end() + end
    if not head or _is_year(match):
        return "count", "", match.end()
    if head in _MEASURES:
        return "measure", head, match.end() + end
    if head in _GENERIC:
        head = "people"
    return "count", f"{head} {befallen}" if befallen else head, match.end() + end


def _head(words: list[str], spans: list[tuple[str, int]]) -> tuple[str, int]:
    """The noun at the end of the phrase that follows a number, and where it ends."""
    head, end = "", 0
    for position, word in enumerate(words):
        low = word.lower()
        if word == "," and position and "-" in words[position - 1] and not head:
            continue  # "high-altitude, long-endurance drones"
        if low in _STOP or not word[0].isalpha():
            break
        if head and (low.endswith(("ed", "ing")) or low in _BEFALLEN):
            break
        plural = low.endswith("s") and len(low) > 3 and not _NO_PLURAL.search(low)
        if plural or low in _IRREGULAR:
            head, end = low, spans[position][1]
    return head, end


def _befallen(text: str, match: re.Match[str], after: list[str], head: str) -> str:
    """What befell those who are counted, where the words right beside the number say it."""
    for word in after:
        if word in _BEFALLEN:
            return _BEFALLEN[word]
        if word not in _BETWEEN and word != head:
            break
    before = re.findall(r"[\w’'-]+|[^\w\s]", text[max(0, match.start() - 60) : match.start()])
    for word in reversed(before[-7:]):
        if word.lower() in _BEFALLEN:
            return _BEFALLEN[word.lower()]
        if word.lower() not in _SKIPPED:
            break
    return ""


def _is_year(match: re.Match[str]) -> bool:
    number = match["number1"]
    return bool(re.fullmatch(r"(?:1[89]|20)\d\d", number)) and not match["scale1"]


def _qualified(
    text: str, match: re.Match[str], low: float, high: float
) -> tuple[str, float, float, int]:
    """The interval that a number means, given the words before it and how round it is."""
    low, high = low - _rounding(match, low, "1"), high + _rounding(match, high, "2")
    before = _QUALIFIER.search(text, max(0, match.start() - 40), match.start("number1"))
    found = before or _QUALIFIER.search(text[max(0, match.start() - 40) : match.start()] + " ")
    if not found:
        return "", low, high, match.start()
    which = next(int(name[1:]) for name, value in found.groupdict().items() if value)
    _, least, most, word = _QUALIFIERS[which]
    start = match.start() - (len(found[0].rstrip()) + 1)
    return word, low * least, high * most, max(0, start)


def _rounding(match: re.Match[str], value: float, which: str) -> float:
    """Half of the last digit that is told, at most a twentieth, for numbers that look round."""
    number = match[f"number{which}"] or match["number1"]
    scale = match[f"scale{which}"] or match["scale1"] or match["scale2"]
    if scale and _bare(scale) != "dozen":
        places = len(number.partition(".")[2])
        return min(_SCALES[_bare(scale)] * 10.0**-places / 2, value / 8)
    if _PERCENT.match(match["unit"] or ""):
        return 10.0 ** -len(number.partition(".")[2]) / 2
    if value >= 100 and value % 100 == 0:
        digits = floor(log10(value))
        unit = next(10.0**d for d in range(digits, 0, -1) if value % 10.0**d == 0)
        return min(unit / 2, value / 20)
    return 0.0


def _shown(kind: Kind, unit: str, low: float, high: float) -> str:
    if kind == "percent":
        tail = "%" if unit == "%" else " points"
        return f"{_plain(low)}{tail}" if low == high else f"{_plain(low)}–{_plain(high)}{tail}"
    if kind == "money":
        return f"{unit} {_range(low, high)}"
    return _range(low, high)


def _range(low: float, high: float) -> str:
    if low == high:
        return _scaled(low)
    scales = [scale for scale, _ in _NAMES if high >= scale and low >= scale / 10]
    scale = scales[0] if scales else 1.0
    name = dict(_NAMES).get(scale, "")
    return f"{_plain(low / scale)}–{_plain(high / scale)}{name}"


_NAMES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def _scaled(value: float) -> str:
    for scale, name in _NAMES:
        if value >= scale:
            return _plain(value / scale) + name
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")
