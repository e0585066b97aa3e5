"""What tells that two figures are of two things, or one value told otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.quantities import DURATIONS, Amount, amounts, bare_values
from .likeness import alignment, same_of
from .mentions import POINTS, READ, Mention

_LISTED = 3  # quantities of one kind in a sentence; with more it is a list
_OLDER = 5  # years between two ages of one person; further apart they are two of one last name
_GENERATION = 15  # the same of two who have one first name as well
_SAID = 0.5  # share of two sentences' words from which on both tell of the same day


def apart(first: Mention, second: Mention) -> bool:
    """Whether names, times or sheer size tell that two quantities are of two things."""
    if max(first.listed, second.listed) > _LISTED:
        return True
    if first.amount.kind == "age":
        if first.given and second.given and not first.given & second.given:
            return True
        most = _GENERATION if one_person(first, second) else _OLDER
        return abs(first.amount.low - second.amount.low) > most
    governed_alike = first.governing == second.governing or same_of(first, second)
    if _is_point(first.amount) and not governed_alike:
        return True  # "arraigned July 2", "continued to July 6"; "jailed for nine years"
    if first.market and second.market:
        return True  # a share's price is another one at every minute
    speaking = first.witness or second.witness
    if first.amount.kind == "measure" and speaking and not same_of(first, second):
        return True  # "we were five metres away"
    told = [(first.names, second.names), (first.times, second.times)]
    if first.amount.kind == "money":
        told.append((first.whose, second.whose))
    return any(left and right and not left & right for left, right in told)


def one_person(first: Mention, second: Mention) -> bool:
    """Whether two ages are of somebody with the same first and last name."""
    return bool(first.given & second.given)


def _is_point(amount: Amount) -> bool:
    return amount.kind in POINTS or (amount.kind == "measure" and amount.unit in DURATIONS)


def agree_beside(
    first: Mention, second: Mention, ours: Iterable[Mention], theirs: Iterable[Mention]
) -> bool:
    """Whether the two sentences give another figure of the unit alike: then it is that one.

    Of two amounts that are told "in tax revenue" it is not the one "in sales", of two shares "of
    men" not the one "of women".
    """
    alike = same_of(first, second)
    if first.amount.kind == "money" and alike:
        return False
    beside_first = [m for m in ours if m.sentence is first.sentence and m is not first]
    beside_second = [m for m in theirs if m.sentence is second.sentence and m is not second]
    return any(
        not (a.amount.differs(b.amount) or (alike and same_of(a, b)))
        for a in beside_first
        for b in beside_second
    )


def both_given(
    first: Mention,
    second: Mention,
    ours: Iterable[Mention],
    theirs: Iterable[Mention],
    weights: dict[str, float],
) -> bool:
    """Whether one of two reports gives both figures, so that they are of two things.

    Of one person there is but one age: a report that gives two has one of them wrong.
    """
    if one_person(first, second):
        return False
    return _given(second, ours, weights) or _given(first, theirs, weights)


def _given(mention: Mention, others: Iterable[Mention], weights: dict[str, float]) -> bool:
    return any(
        not other.amount.differs(mention.amount)
        and (
            mention.amount.kind not in POINTS
            or alignment(other.sentence.content, mention.sentence.content, weights) >= _SAID
        )
        for other in others
    )


def given_bare(first: Mention, second: Mention) -> bool:
    """Whether a sentence has the other's figure without a noun: "three eggs, two of them raw"."""
    return any(
        one.amount.low <= value <= one.amount.high
        for one, other in ((first, second), (second, first))
        for value in bare_values(other.sentence.text[:READ])
    )


def converted(first: Mention, second: Mention) -> bool:
    """Whether two amounts are one in a third currency: "one billion yen ($8.84 million)"."""
    if first.amount.kind != "money":
        return False
    if all(m.sentence.text.endswith("(", 0, m.amount.start) for m in (first, second)):
        return True
    ours, theirs = (amounts(m.sentence.text[:READ]) for m in (first, second))
    return any(
        a.kind == b.kind == "money" and a.unit == b.unit != first.amount.unit and not a.differs(b)
        for a in ours
        for b in theirs
    )
