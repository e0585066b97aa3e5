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
from math import log

from ..language.quantities import amounts
from ..records import Difference
from .candidates import Candidate
from .doubts import agree_beside, apart, both_given, converted, given_bare
from .likeness import ALIGNED, SHARED, figures, least, likeness, weight
from .mentions import Mention, mentions, stating
from .statements import Pair, told

_MOST = 5  # differences that a digest shows, the surest first
#: Sentences of which each two are compared before figures are read; for more, reading costs less.
_MOST_COMPARED = 1000


def differences(sentences: Sequence[Candidate]) -> tuple[Difference, ...]:
    """The quantities that reports of one event give differently, the surest first."""
    figured = stating(sentences)
    if len({sentence.report for sentence in figured}) < 2:
        return ()
    # Reading figures is what costs; most events have none that could differ, and are left here.
    few = len(figured) <= _MOST_COMPARED
    sharing = _sharing(figured) if few else iter(())
    first = next(sharing, None)
    if few and not first:
        return ()
    weights, read = _weights(sentences), cache(amounts)
    alike = _alike(figured, chain((first,), sharing), weights) if first else figured
    if not any(next(_of_one_thing(one, weights), None) for one in mentions(alike, read)):
        return ()
    pairs = [
        (pair, given) for given in mentions(figured, read) for pair in _differing(given, weights)
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


def _sharing(figured: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """The places of each two sentences of different reports that share enough words."""
    shared = _of_several(figured)
    where: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(figured):
        own = sentence.stems & shared
        if len(own) < SHARED:
            continue
        for other, count in Counter(chain.from_iterable([where[word] for word in own])).items():
            if count >= SHARED and figured[other].report != sentence.report:
                yield other, index
        for word in own:
            where[word].append(index)


def _alike(
    figured: Sequence[Candidate], sharing: Iterable[tuple[int, int]], weights: dict[str, float]
) -> list[Candidate]:
    """The sentences that share so much with one of another report that figures can be of one thing.

    It leaves out none of which ``likeness`` could be more than 0.
    """
    heavy = cache(lambda place: weight(figured[place].content, weights))
    found: set[int] = set()
    for one, other in sharing:
        if not found >= {one, other}:
            both = weight(figured[one].content & figured[other].content, weights)
            if both / max(1e-9, min(heavy(one), heavy(other))) >= ALIGNED:
                found |= {one, other}
    return [figured[place] for place in sorted(found)]


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
        if not first.amount.differs(second.amount) or apart(first, second):
            continue
        score = likeness(first, second, weights)
        if score >= least(first, second, 0):
            yield Pair(score, first, second)


def _differing(mentions: Sequence[Mention], weights: dict[str, float]) -> Iterator[Pair]:
    given: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        given[mention.sentence.report].append(mention)
    for pair in _of_one_thing(mentions, weights):
        first, second = pair.first, pair.second
        ours, theirs = given[first.sentence.report], given[second.sentence.report]
        if (
            pair.score >= least(first, second, max(figures(ours), figures(theirs)))
            and not agree_beside(first, second, ours, theirs)
            and not both_given(first, second, ours, theirs, weights)
            and not given_bare(first, second)
            and not converted(first, second)
        ):
            yield Pair(round(pair.score, 6), first, second)
