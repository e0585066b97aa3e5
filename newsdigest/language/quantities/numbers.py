"""How English writes numbers, scales, currencies and ranges, as data and as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mn": 1e6,
    "m": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12,
    "dozen": 12.0,
}  # fmt: skip
CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "u.s. $": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "¥": "JPY", "₹": "INR", "inr": "INR",
    "rs": "INR", "rs.": "INR", "dollar": "USD", "pound": "GBP", "euro": "EUR", "yen": "JPY",
    "rupee": "INR", "yuan": "CNY",
}  # fmt: skip
SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
#: All that a number without digits has in it.
SPELLED_WORDS = frozenset({*_WORDS, "dozen", "hundred"})
# Thousands stand in threes, above the first three in India in twos; "100,00" is no number.
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
# Without regard to case, but only that of ASCII: else "ı" is an "i", which no table below knows.
_MARK = r"US\$|U\.S\. \$|AU?\$|C\$|[$£€¥₹]|\b(?:USD|GBP|EUR|INR|Rs\.?)(?=\s?\d)"
_SCALE = (
    r"\s?-?(?ai:hundred|thousand|lakhs?|million|mn|crores?|billion|bn|trillion|dozen)\b"
    r"|(?ai:[mbk])\b(?!-)"
)


_BEGINS = r"\d$£€¥₹UACGEIR"


def _pattern(number: str) -> re.Pattern[str]:
    """A pattern of one number or a range, where one can begin."""

    def one(which: str) -> str:
        return (
            rf"(?:(?P<mark{which}>{_MARK})\s?)?(?P<number{which}>{number})"
            rf"(?P<scale{which}>{_SCALE})?"
        )

    return re.compile(
        one("1") + rf"(?:(?:\s?[–-]\s?|\s(?:to|and)\s){one('2')})?"
        r"(?P<unit>\s?%|\s(?ai:percentage points?|per ?cent|pct"
        r"|(?:dollar|pound|euro|yen|rupee|yuan)s?)\b)?(?![\w%]|[./:,-]\d)"
    )


# Where a number can begin: a set of characters is found several times as fast as what looks back.
_FREE = r"(?<![\w.,/:+–-].)"
# Most sentences with a number have it in digits, and digits are found much sooner.
_IN_DIGITS = re.compile(rf"[{_BEGINS}]{_FREE}"), _pattern(_DIGITS)
_IN_WORDS = (
    re.compile(
        rf"[{_BEGINS}tfsnzaTFSNZe]{_FREE}(?<=[{_BEGINS}]|[tT](?=[wehiWEHI])|[fF](?=[ioIO])"
        r"|[sS](?=[ieIE])|[eE](?=[ilIL])|[nN](?=[iI])|[zZ](?=[eE])|[aA](?=\s[dhDH]))"
    ),
    _pattern(rf"{_DIGITS}|\b(?ai:{SPELLED})\b|\b[Aa](?=\s(?:dozen|hundred)\b)"),
)


def numbers(text: str, spelled: bool) -> Iterator[re.Match[str]]:
    """The numbers and ranges of a text, in order; those in words only where it is said so."""
    first, whole = _IN_WORDS if spelled else _IN_DIGITS
    end = 0
    for begin in first.finditer(text):
        at = begin.start()
        if at >= end and (match := whole.match(text, at)):
            end = match.end()
            yield match


def value(match: re.Match[str], which: str) -> float | None:
    """The first or second number of a match with its scale; None if there is no such number."""
    number, scale = match[f"number{which}"], match[f"scale{which}"]
    if number is None:
        return None
    read = 1.0 if number.lower() == "a" else counted_as(number)
    return None if read is None else read * (SCALES[bare(scale)] if scale else 1.0)


def counted_as(number: str) -> float | None:
    """The value of a number in digits or in words; None if it is none."""
    low = number.lower().replace(",", "")
    if low in _WORDS:
        return float(_WORDS[low])
    return float(low) if _PLAIN.fullmatch(low) else None


def bare(scale: str) -> str:
    """A scale as :data:`SCALES` names it."""
    return scale.strip().lstrip("-").lower()
