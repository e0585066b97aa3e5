"""What is told of two quantities that differ: what they are of, and who gives which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..language.quantities import BEFALLEN
from ..language.words import stems
from ..records import Difference, Quantity, Sentence
from .mentions import NEAR, Mention

_LABELS = {"money": "amount", "percent": "share", "day": "day", "time": "time of day"}
_TOLD = 3  # words that say what an amount or a day is about
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_SAME = 3  # words beside two equal figures that make them figures of one thing


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quantities of one thing that can't be equal, and how surely they are of one thing."""

    score: float
    first: Mention
    second: Mention


def told(pair: Pair, mentions: Sequence[Mention]) -> Difference:
    """The difference of a pair; ``mentions`` are all of its unit."""
    stated = sorted((pair.first, pair.second), key=lambda m: (m.sentence.report, m.sentence.start))
    statements = [_statement(mention, mentions) for mention in stated]
    days = [day for day in (mention.sentence.article.day for mention in stated) if day]
    update = len(set(days)) == len(stated) > 1
    if update:
        statements.sort(key=lambda statement: statement.day or date.min)
    return Difference(_what(pair), tuple(statements), update)


def _statement(mention: Mention, mentions: Sequence[Mention]) -> Quantity:
    sentence = mention.sentence
    same = {
        other.sentence.article.id
        for other in mentions
        if other.sentence.report != sentence.report
        and not other.amount.differs(mention.amount)
        and len(other.near & mention.near) >= _SAME
    }
    cited = Sentence(
        sentence.text, sentence.article.id, sentence.start, sentence.end, tuple(sorted(same))
    )
    return Quantity(mention.amount.shown, cited, sentence.article.day)


def _what(pair: Pair) -> str:
    """What the quantities are of, in words that both reports have."""
    amount = pair.first.amount
    if amount.kind == "count":
        return f"people {amount.unit}" if amount.unit in BEFALLEN else amount.unit
    if amount.kind == "age":
        return f"age of {amount.unit}"
    about = ", ".join(_shared_words(pair))
    label = _LABELS.get(amount.kind, amount.unit)
    return f"{label} ({about})" if about else label


def _shared_words(pair: Pair) -> list[str]:
    """Some words of the first sentence near the quantity that are near the other's as well."""
    sentence, amount = pair.first.sentence, pair.first.amount
    shared = pair.first.near & pair.second.near
    text = sentence.text
    found: dict[str, tuple[bool, int, int, str]] = {}
    for match in _WORD.finditer(text, max(0, amount.start - NEAR), amount.end + NEAR):
        stem = "".join(stems(match[0]))
        if stem in shared:
            far = max(amount.start - match.end(), match.start() - amount.end)
            found.setdefault(stem, (match[0][0].isupper(), far, match.start(), match[0]))
    common = [one for one in found.values() if not one[0]]
    nearest = sorted(common or found.values())[:_TOLD]  # names only where there is nothing else
    return [word for *_, word in sorted(nearest, key=lambda one: one[2])]
