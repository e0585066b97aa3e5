"""What is told of two quantities that differ: what they are of, and who gives which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..language.hosts import host_of
from ..language.quantities import BEFALLEN
from ..language.words import stems, stop_words
from ..records import Article, Difference, Quantity, Sentence
from .mentions import NEAR, Mention

_LABELS = {"money": "amount", "percent": "share", "day": "day", "time": "time of day"}
_TOLD = 3  # words that say what an amount or a day is about
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]+ ){1,3}$")
_NAME_BEHIND = re.compile(r"(?: [A-Z][\w’'-]+){1,3}")
_SMALL = 2  # words between two others that are told with them: "fans of the club"
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
    days = [mention.sentence.article.day or date.min for mention in stated]
    update = False
    if date.min not in days and days[0] != days[1]:
        stated.sort(key=lambda mention: mention.sentence.article.day or date.min)
        update = _updates(stated[0], stated[1], mentions)
    statements = tuple(_statement(mention, mentions) for mention in stated)
    return Difference(_what(pair), statements, update)


def _updates(earlier: Mention, later: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a figure has changed, and is not told otherwise by somebody else.

    It has, if one source gave the one and later the other, or if it is a toll that has grown.
    """
    if earlier.amount.unit in BEFALLEN and earlier.amount.high < later.amount.low:
        return True
    before = [m.sentence.article for m in (earlier, *_alike(earlier, mentions))]
    after = [m.sentence.article for m in (later, *_alike(later, mentions))]
    return any(
        one.day and two.day and one.day < two.day and _source(one) and _source(one) == _source(two)
        for one in before
        for two in after
    )


def _source(article: Article) -> str:
    """Who published an article, by name or else by the host of its address; "" if nobody knows."""
    return (article.source or host_of(article.url)).strip().casefold()


def _alike(mention: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    """What other reports give as the same figure of the same thing."""
    return [
        other
        for other in mentions
        if other.sentence.report != mention.sentence.report
        and not other.amount.differs(mention.amount)
        and len(other.near & mention.near) >= _SAME
    ]


def _statement(mention: Mention, mentions: Sequence[Mention]) -> Quantity:
    sentence = mention.sentence
    same = {other.sentence.article.id for other in _alike(mention, mentions)}
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
    about = _about(pair)
    label = _LABELS.get(amount.kind, amount.unit)
    return f"{label} ({about})" if about else label


def _about(pair: Pair) -> str:
    """Some words of the first sentence near the quantity that are near the other's as well.

    They stand as they do in the sentence, with "…" for what is left out: "secret military base".
    """
    sentence, amount = pair.first.sentence, pair.first.amount
    shared = pair.first.near & pair.second.near
    text = sentence.text
    found: dict[str, tuple[bool, int, int, int]] = {}
    for match in _WORD.finditer(text, max(0, amount.start - NEAR), amount.end + NEAR):
        stem = "".join(stems(match[0]))
        if stem in shared:
            far = max(amount.start - match.end(), match.start() - amount.end)
            found.setdefault(stem, (match[0][0].isupper(), far, match.start(), match.end()))
    common = [one for one in found.values() if not one[0]]
    nearest = sorted(common or found.values())[:_TOLD]  # names only where there is nothing else
    spans = [(start, end) for *_, start, end in nearest]
    if not common:
        spans = [_whole_name(text, start, end) for start, end in spans]
    return _as_told(text, sorted(set(spans)))


def _whole_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A word with the capitalised ones around it: "Palm" of "West Palm Beach"."""
    before = _NAME_BEFORE.search(text, max(0, start - NEAR), start)
    after = _NAME_BEHIND.match(text, end, end + NEAR)
    return before.start() if before else start, after.end() if after else end


def _as_told(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Spans of a text as one phrase; between two of them stays what is nothing but small words."""
    told, last = "", 0
    stop = stop_words("en")
    for start, end in spans:
        between = text[last:start]
        small = between.split()
        joined = len(small) <= _SMALL and all(word in stop for word in small)
        told += text[start:end] if not told else f"{between if joined else ' … '}{text[start:end]}"
        last = end
    return " ".join(told.split())
