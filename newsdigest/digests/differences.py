"""Where reports differ: quantities of the same thing, from aligned sentences, that can't be equal.

Two sentences of different reports are aligned if they share much of their rarer words. Two
quantities in them are of the same thing if they have one unit (a counted noun, what befell people,
a currency, a percentage, a day) and stand among the same words. They differ if no value is within
both, given how each is rounded and qualified; and only if neither report also gives the other's
figure, as then the two speak of different things. A flag says that reports differ, not who is
right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from math import log, log2

from ..language.quantities import BEFALLEN, Amount, amounts
from ..language.words import stems
from ..records import Difference, Quantity, Sentence
from .candidates import Candidate, is_whole

_MOST_MENTIONS = 60  # of one unit in one event, the earliest; more are a table or a list
_MOST = 5  # differences that a digest shows, the surest first
_READ = 2000  # characters of a sentence; what is longer is none
_NEAR = 90  # characters around a quantity whose words say what it is about
# How alike two quantities' surroundings must be, by kind: a noun says what is counted, money and
# percentages only how much.
_LEAST = {
    "count": 0.4, "measure": 0.45, "money": 0.45, "percent": 0.6, "age": 0.3, "day": 0.6,
    "time": 0.6,
}  # fmt: skip
_ALIGNED = 0.2  # share of the rarer words of two sentences, and of what is beside the quantities
_BESIDE_ENOUGH = 3  # shared words beside two quantities; fewer are enough if they are most
_POINTS = ("day", "time")  # kinds whose values have no size
_TALLIED = ("count", "money", "percent")  # kinds of which a report can give a whole table
_FIGURES = frozenset(stems("hundred thousand million billion trillion crore lakh dozen percent"))
_LABELS = {"money": "amount", "percent": "share", "day": "day", "time": "time of day"}
_TOLD = 3  # words that say what an amount or a day is about
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_LISTED = 3  # quantities of one kind in a sentence; with more it is a list
_TALLY = 0.3  # more is asked of a report that gives many figures of one unit
_SAID = 0.5  # share of two sentences' words from which on both tell of the same day
_OLDER = 5  # years between two ages of one person; further apart they are two of one name
_NAME = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w’'-]+")
_TIME = re.compile(r"\b(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")


@dataclass(frozen=True, slots=True)
class _Mention:
    sentence: Candidate
    amount: Amount
    key: tuple[str, str]
    near: frozenset[str]
    names: frozenset[str]
    times: frozenset[str]
    listed: int


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    first: _Mention
    second: _Mention


def differences(sentences: Sequence[Candidate]) -> tuple[Difference, ...]:
    """The quantities that reports of one event give differently, the surest first."""
    stated = [[_mention(*one) for one in found[:_MOST_MENTIONS]] for found in _by_unit(sentences)]
    if not stated:
        return ()
    weights = _weights(sentences)
    pairs = [(pair, mentions) for mentions in stated for pair in _differing(mentions, weights)]
    pairs.sort(key=lambda one: _order(one[0]))
    found: list[Difference] = []
    seen: set[tuple[str, str]] = set()
    for pair, mentions in pairs:
        if pair.first.key not in seen:
            seen.add(pair.first.key)
            found.append(_difference(pair, mentions))
    return tuple(found[:_MOST])


def _order(pair: _Pair) -> tuple[float, int, int, int]:
    first = pair.first
    return -pair.score, first.sentence.report, first.sentence.start, first.amount.start


def _by_unit(
    sentences: Iterable[Candidate],
) -> Iterable[list[tuple[Candidate, Amount, tuple[str, str], int]]]:
    """The quantities of each unit that reports give differently, with their sentences."""
    found: dict[tuple[str, str], list[tuple[Candidate, Amount, tuple[str, str], int]]]
    found = defaultdict(list)
    for sentence in sentences:
        if sentence.language not in ("en", ""):
            continue
        stated = amounts(sentence.text[:_READ])
        for amount in stated if stated and is_whole(sentence) else ():
            key = (str(amount.kind), _unit(amount.unit))
            listed = sum(other.kind == amount.kind for other in stated)
            found[key].append((sentence, amount, key, listed))
    for key in sorted(found):
        values = {(one[1].low, one[1].high) for one in found[key]}
        if len({one[0].report for one in found[key]}) > 1 and len(values) > 1:
            yield found[key]


@lru_cache(maxsize=10_000)
def _unit(unit: str) -> str:
    return " ".join(stems(unit)) or unit


def _mention(sentence: Candidate, amount: Amount, key: tuple[str, str], listed: int) -> _Mention:
    text = sentence.text[:_READ]
    start, end = max(0, amount.start - _NEAR), amount.end + _NEAR
    before, behind = text[start : amount.start], text[amount.start : end]
    beside = f"{before[before.find(' ') :] if start else before} {behind}"
    near = frozenset(s for s in stems(beside) if not s[0].isdigit()) - {key[1]} - _FIGURES
    names = frozenset(m[0].removesuffix("'s") for m in _NAME.finditer(beside))
    return _Mention(sentence, amount, key, near, names, frozenset(_TIME.findall(text)), listed)


def _weights(sentences: Iterable[Candidate]) -> dict[str, float]:
    """How rare each word is among the event's sentences."""
    frequency: dict[str, int] = defaultdict(int)
    count = 0
    for sentence in sentences:
        count += 1
        for token in sentence.content:
            frequency[token] += 1
    return {token: log((1 + count) / n) for token, n in frequency.items()}


def _differing(mentions: Sequence[_Mention], weights: dict[str, float]) -> Iterable[_Pair]:
    given: dict[int, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        given[mention.sentence.report].append(mention)
    for first, second in combinations(mentions, 2):
        if first.sentence.report == second.sentence.report:
            continue
        if not first.amount.differs(second.amount) or _apart(first, second):
            continue
        score = _likeness(first, second, weights)
        tallies = max(_figures(given[m.sentence.report]) for m in (first, second))
        if score < _LEAST[first.amount.kind] + (_TALLY if tallies > _LISTED else 0.0):
            continue
        if _also_given(second, given[first.sentence.report], weights):
            continue
        if not _also_given(first, given[second.sentence.report], weights):
            yield _Pair(round(score, 6), first, second)


def _apart(first: _Mention, second: _Mention) -> bool:
    """Whether names, times or sheer size tell that two quantities are of two things."""
    if max(first.listed, second.listed) > _LISTED:
        return True
    if first.amount.kind == "age":
        return abs(first.amount.low - second.amount.low) > _OLDER
    return any(
        left and right and not left & right
        for left, right in ((first.names, second.names), (first.times, second.times))
    )


def _likeness(first: _Mention, second: _Mention, weights: dict[str, float]) -> float:
    """How surely two quantities are of one thing: above about .4 they mostly are."""
    whole = _alignment(first.sentence.content, second.sentence.content, weights)
    beside = _alignment(first.near, second.near, weights)
    shared = len(first.near & second.near)
    if min(whole, beside) < _ALIGNED or len(first.sentence.content & second.sentence.content) < 3:
        return 0.0
    if first.amount.kind == "age":
        return whole
    if shared < _BESIDE_ENOUGH and (shared < _BESIDE_ENOUGH - 1 or beside < 0.5):
        return 0.0
    size = _factor(first.amount, second.amount) if first.amount.kind not in _POINTS else 0.0
    return float((whole * beside) ** 0.5) + 0.05 * min(5, shared) - 0.15 * size


def _figures(mentions: Iterable[_Mention]) -> int:
    """How many figures of one unit a report gives; ages and days tell themselves apart."""
    return len({m.amount.shown for m in mentions if m.amount.kind in _TALLIED})


def _factor(a: Amount, b: Amount) -> float:
    """How many times two values would have to double to meet."""
    small, large = sorted((a, b), key=lambda amount: amount.low)
    return log2(max(1.0, large.low / max(1e-9, small.high)))


def _also_given(mention: _Mention, others: Iterable[_Mention], weights: dict[str, float]) -> bool:
    """Whether the other report gives this figure too, so that its own is of something else."""
    return any(
        not other.amount.differs(mention.amount)
        and (
            mention.amount.kind not in _POINTS
            or _alignment(other.sentence.content, mention.sentence.content, weights) >= _SAID
        )
        for other in others
    )


def _alignment(a: frozenset[str], b: frozenset[str], weights: dict[str, float]) -> float:
    """Weight of the words that two sets share, as part of the lighter one's."""

    def weight(tokens: Iterable[str]) -> float:
        return sum(weights.get(token, 0.0) for token in sorted(tokens) if not token[0].isdigit())

    return weight(a & b) / max(1e-9, min(weight(a), weight(b)))


def _difference(pair: _Pair, mentions: Sequence[_Mention]) -> Difference:
    stated = sorted((pair.first, pair.second), key=lambda m: (m.sentence.report, m.sentence.start))
    statements = [_statement(mention, mentions) for mention in stated]
    days = [day for day in (mention.sentence.article.day for mention in stated) if day]
    update = len(set(days)) == len(stated) > 1
    if update:
        statements.sort(key=lambda statement: statement.day or date.min)
    return Difference(_what(pair), tuple(statements), update)


def _statement(mention: _Mention, mentions: Sequence[_Mention]) -> Quantity:
    sentence = mention.sentence
    same = {
        other.sentence.article.id
        for other in mentions
        if other.sentence.report != sentence.report
        and not other.amount.differs(mention.amount)
        and len(other.near & mention.near) >= _BESIDE_ENOUGH
    }
    cited = Sentence(
        sentence.text, sentence.article.id, sentence.start, sentence.end, tuple(sorted(same))
    )
    return Quantity(mention.amount.shown, cited, sentence.article.day)


def _what(pair: _Pair) -> str:
    """What the quantities are of, in words that both reports have."""
    amount = pair.first.amount
    if amount.kind == "count":
        return f"people {amount.unit}" if amount.unit in BEFALLEN else amount.unit
    if amount.kind == "age":
        return f"age of {amount.unit}"
    about = ", ".join(_shared_words(pair))
    label = _LABELS.get(amount.kind, amount.unit)
    return f"{label} ({about})" if about else label


def _shared_words(pair: _Pair) -> list[str]:
    """Some words of the first sentence near the quantity that are near the other's as well."""
    sentence, amount = pair.first.sentence, pair.first.amount
    shared = pair.first.near & pair.second.near
    text = sentence.text
    found: dict[str, tuple[bool, int, int, str]] = {}
    for match in _WORD.finditer(text, max(0, amount.start - _NEAR), amount.end + _NEAR):
        stem = "".join(stems(match[0]))
        if stem in shared:
            far = max(amount.start - match.end(), match.start() - amount.end)
            found.setdefault(stem, (match[0][0].isupper(), far, match.start(), match[0]))
    common = [one for one in found.values() if not one[0]]
    nearest = sorted(common or found.values())[:_TOLD]  # names only where there is nothing else
    return [word for *_, word in sorted(nearest, key=lambda one: one[2])]
