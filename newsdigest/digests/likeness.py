"""How surely two quantities are of one thing: by the words beside them, or by what is told.

Two sentences of different reports are aligned if they share much of their rarer words; two
quantities in them are of one thing if they stand among the same words. A toll is of one thing as
soon as the sentences tell of the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from ..language.quantities import TOLLS, Amount
from .mentions import POINTS, Mention

#: Share of their rarer words that two sentences must have in common, so that figures of the same
#: can stand in them; and where it isn't the same that stands right behind the figures.
ALIGNED = 0.15
_ALIGNED = 0.2
#: Words that two sentences must share.
SHARED = 3
# How alike two quantities' surroundings must be, by kind: a noun says what is counted, money and
# percentages only how much.
_LEAST = {
    "count": 0.4, "measure": 0.43, "money": 0.45, "percent": 0.6, "age": 0.3, "day": 0.55,
    "time": 0.6,
}  # fmt: skip
_SHARE_OF = 0.45  # the same of two shares of one thing: "70 per cent of men"
_BESIDE_ENOUGH = 3  # shared words beside two quantities; fewer are enough if they are most
_OF_COUNTS = 2  # shared words that the same words right behind two figures are worth
_CLOSE, _MUCH = 0.3, 0.4  # counts so close (log 2) in sentences so alike are of one thing
_FAR, _FAR_LEAST = 0.7, 0.6  # counts far apart (log 2) must be the more surely of one thing
_TALLIED = ("count", "money", "percent")  # kinds of which a report can give a whole table
_FEW = 3  # figures of one unit; a report that gives more may speak of many things
_TALLY = 0.3  # what more is asked of its figures


def least(first: Mention, second: Mention, figures: int) -> float:
    """How alike two quantities must be to be of one thing, the reports giving so many of a unit."""
    lowest = _LEAST[first.amount.kind]
    if first.amount.kind == "percent" and same_of(first, second):
        lowest = _SHARE_OF
    lowest += _TALLY if figures > _FEW else 0.0
    thing = first.amount.kind == "count" and first.amount.unit not in TOLLS
    if thing and factor(first.amount, second.amount) > _FAR:
        return max(lowest, _FAR_LEAST)
    return lowest


def likeness(first: Mention, second: Mention, weights: dict[str, float]) -> float:
    """How surely two quantities are of one thing: above about .4 they mostly are."""
    common = len(first.sentence.content & second.sentence.content)
    if common < SHARED:
        return 0.0
    whole = alignment(first.sentence.content, second.sentence.content, weights)
    if whole < (ALIGNED if same_of(first, second) else _ALIGNED):
        return 0.0
    if first.amount.kind == "age":
        return whole
    size = factor(first.amount, second.amount) if first.amount.kind not in POINTS else 0.0
    beside = _beside(first, second, whole, size, weights)
    return max(beside, _told_alike(first, whole, common, size))


def _beside(
    first: Mention, second: Mention, whole: float, size: float, weights: dict[str, float]
) -> float:
    """Likeness by the words around the two quantities."""
    shared = len(first.near & second.near) + _OF_COUNTS * same_of(first, second)
    beside = alignment(first.near, second.near, weights)
    if beside < _ALIGNED:
        return 0.0
    if shared < _BESIDE_ENOUGH and (shared < _BESIDE_ENOUGH - 1 or beside < 0.5):
        return 0.0
    return float((whole * beside) ** 0.5) + 0.05 * min(5, shared) - 0.15 * size


def _told_alike(mention: Mention, whole: float, common: int, size: float) -> float:
    """Likeness by what the two sentences tell: enough for tolls, and for counts that are close.

    "Killing at least 22 people and wounding dozens" says of whom by itself, whatever is beside it.
    """
    amount = mention.amount
    if amount.kind != "count" or common < SHARED + 1:
        return 0.0
    if amount.unit in TOLLS or (size <= _CLOSE and whole >= _MUCH and common > SHARED + 1):
        return 0.25 + whole - 0.1 * size
    return 0.0


def figures(mentions: Iterable[Mention]) -> int:
    """How many figures of one unit a report gives; ages and days tell themselves apart."""
    return len({m.amount.shown for m in mentions if m.amount.kind in _TALLIED})


def factor(a: Amount, b: Amount) -> float:
    """How many times two values would have to double to meet."""
    small, large = sorted((a, b), key=lambda amount: amount.low)
    return log2(max(1.0, large.low / max(1e-9, small.high)))


def same_of(first: Mention, second: Mention) -> bool:
    """Whether the words right behind two figures are the same: "86 percent of men"."""
    return bool(first.of) and first.of == second.of


def alignment(a: frozenset[str], b: frozenset[str], weights: dict[str, float]) -> float:
    """Weight of the words that two sets share, as part of the lighter one's."""
    return weight(a & b, weights) / max(1e-9, min(weight(a, weights), weight(b, weights)))


def weight(tokens: Iterable[str], weights: dict[str, float]) -> float:
    """What words weigh together; figures are none."""
    return sum([weights.get(token, 0.0) for token in sorted(tokens) if not token[0].isdigit()])
