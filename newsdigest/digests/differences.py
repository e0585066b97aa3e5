"""Where reports differ: quantities of the same thing, from aligned sentences, that can't be equal.

Two sentences of different reports are aligned if they share much of their rarer words. Two
quantities in them are of the same thing if they have one unit (a counted noun, what befell people,
a currency, a percentage, a day) and stand among the same words. They differ if no value is within
both, given how each is rounded and qualified; and only if neither report also gives the other's
figure, as then the two speak of different things. A flag says that reports differ, not who is
right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from math import log, log2

from ..language.quantities import Amount, amounts
from ..records import Difference
from .candidates import Candidate
from .mentions import Mention, may_state, mentions
from .statements import Pair, told

_MOST = 5  # differences that a digest shows, the surest first
# How alike two quantities' surroundings must be, by kind: a noun says what is counted, money and
# percentages only how much.
_LEAST = {
    "count": 0.4, "measure": 0.45, "money": 0.45, "percent": 0.6, "age": 0.3, "day": 0.6,
    "time": 0.6,
}  # fmt: skip
_ALIGNED = 0.2  # share of the rarer words of two sentences, and of what is beside the quantities
_SHARED = 3  # words that two sentences must share
_MOST_COMPARED = 1000  # sentences of which each two are compared before figures are read
_BESIDE_ENOUGH = 3  # shared words beside two quantities; fewer are enough if they are most
_POINTS = ("day", "time")  # kinds whose values have no size
_TALLIED = ("count", "money", "percent")  # kinds of which a report can give a whole table
_LISTED = 3  # quantities of one kind in a sentence; with more it is a list
_TALLY = 0.3  # more is asked of a report that gives many figures of one unit
_SAID = 0.5  # share of two sentences' words from which on both tell of the same day
_FAR, _FAR_LEAST = 0.7, 0.6  # counts far apart (log 2) must be the more surely of one thing
_OLDER = 5  # years between two ages of one person; further apart they are two of one name


def differences(sentences: Sequence[Candidate]) -> tuple[Difference, ...]:
    """The quantities that reports of one event give differently, the surest first."""
    stating = [sentence for sentence in sentences if may_state(sentence)]
    if len({sentence.report for sentence in stating}) < 2:
        return ()
    # Reading figures is what costs; most events have none that could differ, and are left here.
    sharing = _sharing(stating)
    if not (first := next(sharing, None)):
        return ()
    weights, read = _weights(sentences), cache(amounts)
    alike = _alike(stating, chain((first,), sharing), weights)
    if not any(next(_of_one_thing(one, weights), None) for one in mentions(alike, read)):
        return ()
    pairs = [
        (pair, given) for given in mentions(stating, read) for pair in _differing(given, weights)
    ]
    pairs.sort(key=lambda one: _order(one[0]))
    found: list[Difference] = []
    seen: set[tuple[str, str]] = set()
    for pair, given in pairs:
        if pair.first.key not in seen:
            seen.add(pair.first.key)
            found.append(told(pair, given))
    return tuple(found[:_MOST])


def _order(pair: Pair) -> tuple[float, int, int, int]:
    first = pair.first
    return -pair.score, first.sentence.report, first.sentence.start, first.amount.start


def _weights(sentences: Sequence[Candidate]) -> dict[str, float]:
    """How rare each word is among the event's sentences."""
    frequency = sentences[0].terms.frequency([sentence.index for sentence in sentences])
    rarity = [log((1 + len(sentences)) / max(1, n)) for n in range(max(frequency.values()) + 1)]
    return {token: rarity[n] for token, n in frequency.items()}


def _sharing(stating: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """The places of each two sentences of different reports that share enough words."""
    shared = _of_several(stating)
    where: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(stating):
        own = sentence.stems & shared
        if len(own) < _SHARED:
            continue
        for other, count in Counter(chain.from_iterable([where[word] for word in own])).items():
            if count >= _SHARED and stating[other].report != sentence.report:
                yield other, index
        for word in own:
            where[word].append(index)


def _alike(
    stating: Sequence[Candidate], sharing: Iterable[tuple[int, int]], weights: dict[str, float]
) -> list[Candidate]:
    """The sentences that share so much with one of another report that figures can be of one thing.

    It leaves out none of which ``_likeness`` could be more than 0.
    """
    if len(stating) > _MOST_COMPARED:
        return list(stating)
    heavy = cache(lambda place: _weight(stating[place].content, weights))
    found: set[int] = set()
    for one, other in sharing:
        if not found >= {one, other}:
            both = _weight(stating[one].content & stating[other].content, weights)
            if both / max(1e-9, min(heavy(one), heavy(other))) >= _ALIGNED:
                found |= {one, other}
    return [stating[place] for place in sorted(found)]


def _of_several(sentences: Sequence[Candidate]) -> set[int]:
    """The words that sentences of several reports have, by number."""
    words: dict[int, set[int]] = defaultdict(set)
    for sentence in sentences:
        words[sentence.report] |= sentence.stems
    seen: set[int] = set()
    shared: set[int] = set()
    for own in words.values():
        shared |= seen & own
        seen |= own
    return shared


def _of_one_thing(mentions: Sequence[Mention], weights: dict[str, float]) -> Iterator[Pair]:
    """The quantities that can't be equal though both seem to be of one thing."""
    for first, second in combinations(mentions, 2):
        if first.sentence.report == second.sentence.report:
            continue
        if not first.amount.differs(second.amount) or _apart(first, second):
            continue
        score = _likeness(first, second, weights)
        if score >= _least(first, second, 0):
            yield Pair(score, first, second)


def _differing(mentions: Sequence[Mention], weights: dict[str, float]) -> Iterator[Pair]:
    given: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        given[mention.sentence.report].append(mention)
    for pair in _of_one_thing(mentions, weights):
        first, second = pair.first, pair.second
        ours, theirs = given[first.sentence.report], given[second.sentence.report]
        if (
            pair.score >= _least(first, second, max(_figures(ours), _figures(theirs)))
            and not _agree_beside(first, second, ours, theirs)
            and not _also_given(second, ours, weights)
            and not _also_given(first, theirs, weights)
        ):
            yield Pair(round(pair.score, 6), first, second)


def _least(first: Mention, second: Mention, figures: int) -> float:
    """How alike two quantities must be to be of one thing, the reports giving so many of a unit."""
    kind = first.amount.kind
    least = _LEAST[kind] + (_TALLY if figures > _LISTED else 0.0)
    if kind == "count" and _factor(first.amount, second.amount) > _FAR:
        return max(least, _FAR_LEAST)
    return least


def _apart(first: Mention, second: Mention) -> bool:
    """Whether names, times or sheer size tell that two quantities are of two things."""
    if max(first.listed, second.listed) > _LISTED:
        return True
    if first.amount.kind == "age":
        return abs(first.amount.low - second.amount.low) > _OLDER
    if first.amount.kind in _POINTS and first.governing != second.governing:
        return True  # "arraigned July 2", "continued to July 6"
    if first.amount.kind == "measure" and (first.witness or second.witness):
        return True  # "we were five metres away"
    told = [(first.names, second.names), (first.times, second.times)]
    if first.amount.kind == "money":
        told.append((first.whose, second.whose))
    return any(left and right and not left & right for left, right in told)


def _agree_beside(
    first: Mention, second: Mention, ours: Iterable[Mention], theirs: Iterable[Mention]
) -> bool:
    """Whether the two sentences give another figure of the unit alike: then it is that one."""
    beside_first = [m for m in ours if m.sentence is first.sentence and m is not first]
    beside_second = [m for m in theirs if m.sentence is second.sentence and m is not second]
    return any(not a.amount.differs(b.amount) for a in beside_first for b in beside_second)


def _likeness(first: Mention, second: Mention, weights: dict[str, float]) -> float:
    """How surely two quantities are of one thing: above about .4 they mostly are."""
    shared = len(first.near & second.near)
    if len(first.sentence.content & second.sentence.content) < _SHARED:
        return 0.0
    whole = _alignment(first.sentence.content, second.sentence.content, weights)
    beside = _alignment(first.near, second.near, weights)
    if min(whole, beside) < _ALIGNED:
        return 0.0
    if first.amount.kind == "age":
        return whole
    if shared < _BESIDE_ENOUGH and (shared < _BESIDE_ENOUGH - 1 or beside < 0.5):
        return 0.0
    size = _factor(first.amount, second.amount) if first.amount.kind not in _POINTS else 0.0
    return float((whole * beside) ** 0.5) + 0.05 * min(5, shared) - 0.15 * size


def _figures(mentions: Iterable[Mention]) -> int:
    """How many figures of one unit a report gives; ages and days tell themselves apart."""
    return len({m.amount.shown for m in mentions if m.amount.kind in _TALLIED})


def _factor(a: Amount, b: Amount) -> float:
    """How many times two values would have to double to meet."""
    small, large = sorted((a, b), key=lambda amount: amount.low)
    return log2(max(1.0, large.low / max(1e-9, small.high)))


def _also_given(mention: Mention, others: Iterable[Mention], weights: dict[str, float]) -> bool:
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
    least = min(_weight(a, weights), _weight(b, weights))
    return _weight(a & b, weights) / max(1e-9, least)


def _weight(tokens: Iterable[str], weights: dict[str, float]) -> float:
    """How much words weigh together, numbers apart."""
    return sum([weights.get(token, 0.0) for token in sorted(tokens) if not token[0].isdigit()])
