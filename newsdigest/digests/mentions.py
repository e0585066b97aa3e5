"""The quantities that reports state, each with its sentence and the words around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language.quantities import SPELLED_WORDS, Amount, amounts
from ..language.words import stemmer, stems
from .candidates import Candidate

_MOST_MENTIONS = 60  # of one unit in one event, the earliest; more are a table or a list
#: Kinds whose values have no size.
POINTS = ("day", "time")
READ = 2000  # characters of a sentence; what is longer is none
_RIGHT_BEHIND = 25  # characters in which "$60bn of American goods" says whose goods
_PRICE = 10_000  # what a share can cost
NEAR = 90  # characters around a quantity whose words say what it is about
_FIGURES = "hundred thousand million billion trillion crore lakh dozen percent"
_NAME = re.compile(r"(?<=[\w,;:’'] )[A-Z][\w’'-]+")
_ACCORDING = re.compile(r"\b[Aa]ccording to [^,.;]*")  # who says it is not what it is of
# What is measured, right behind the figure: "70 per cent of men", "$1 million in tax revenue".
_OF = re.compile(
    r"\s?(?:away\s)?(?:(?:north|south|east|west)\w*\s)?(?:of|in|from|off)\s"
    r"(?:the\s|a\s|an\s|its\s|their\s|all\s)?([^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){0,2})"
)
_TIME = re.compile(r"\b(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
# The end of a period is its name, and says nothing of what happened: "the week ended May 8".
_PERIOD = re.compile(
    r"\b(?:week|month|quarter|year|period|season)s?,? (?:that )?(?:ended|ending|through|to|until)"
    r"(?: on)? $"
)
# The first names before a last one: "Liberty “Libby” German".
_GIVEN = re.compile(r"[A-Z][\w’'-]*")
_MOST_GIVEN = 40  # characters
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Sir Rev Sen Rep Gov Gen Lt Col Maj Capt Sgt Cpl Officer Deputy Detective "
    "Sheriff Chief Judge Justice President Senator Governor Mayor Minister Prime Secretary "
    "Professor Prof Lord Lady King Queen Prince Princess Pope Father Sister Pastor Bishop "
    "Captain Sergeant Lieutenant Colonel Major General Coach Director Suspect".split()
)
_MARKET = "shares stock stocks index nasdaq dow trading"
_FIRST_PERSON = frozenset("i we my our us me".split())
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in a sentence of an event.

    ``key`` is its kind and unit; ``near`` the stems beside it, ``governing`` the last of them
    before it; ``of`` those of what is measured, right behind it; ``names`` the capitalised words
    beside it, ``whose`` those right behind it, ``given`` the first names of somebody whose age it
    is; ``times`` the years and weekdays of the sentence; ``witness`` tells that somebody speaks of
    himself, ``market`` that it is a price of shares; ``listed`` how many quantities of the kind the
    sentence has.
    """

    sentence: Candidate
    amount: Amount
    key: tuple[str, str]
    near: frozenset[str]
    of: frozenset[str]
    names: frozenset[str]
    whose: frozenset[str]
    given: frozenset[str]
    times: frozenset[str]
    governing: str
    witness: bool
    market: bool
    listed: int


_Stated = tuple[Candidate, Amount, tuple[str, str], int]


def stating(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that hold a number, and are such that quantities can be read of them."""
    if not sentences:
        return []
    terms = sentences[0].terms
    spelled = terms.vocabulary.codes_of(_spelled())
    return [
        sentence
        for sentence in sentences
        if sentence.whole
        and sentence.language in ("en", "")
        and (
            _DIGIT.search(sentence.text, 0, READ)
            or not spelled.isdisjoint(terms.codes[sentence.index])
        )
    ]


def mentions(
    sentences: Iterable[Candidate], read: Callable[[str], list[Amount]] = amounts
) -> list[list[Mention]]:
    """For each unit of which reports give different quantities, all that they give of it.

    Args:
        sentences: those that may state quantities.
        read: reads the quantities of a text.
    """
    found: dict[tuple[str, str], list[_Stated]] = defaultdict(list)
    for sentence in sentences:
        for stated in _stated(sentence, read):
            found[stated[2]].append(stated)
    return [
        [_mention(*one) for one in found[key][:_MOST_MENTIONS]]
        for key in sorted(found)
        if len({one[0].report for one in found[key]}) > 1
        and len({(one[1].low, one[1].high) for one in found[key]}) > 1
    ]


def _stated(sentence: Candidate, read: Callable[[str], list[Amount]]) -> Iterator[_Stated]:
    stated = read(sentence.text[:READ])
    for amount in stated:
        if amount.kind == "day" and _PERIOD.search(sentence.text, 0, amount.start):
            continue
        listed = sum(other.kind == amount.kind for other in stated)
        yield sentence, amount, (str(amount.kind), _unit(amount.unit)), listed


@lru_cache(maxsize=8)
def _stemmed(words: str) -> frozenset[str]:
    """Made when first asked for: to stem takes nltk, which takes its time to load."""
    return frozenset(stems(words))


@lru_cache(maxsize=1)
def _spelled() -> frozenset[str]:
    return frozenset(map(stemmer("en"), SPELLED_WORDS))


def _mention(sentence: Candidate, amount: Amount, key: tuple[str, str], listed: int) -> Mention:
    text = sentence.text[:READ]
    start, end = max(0, amount.start - NEAR), amount.end + NEAR
    before, behind = text[start : amount.start], text[amount.start : end]
    leading = before[before.find(" ") :] if start else before
    said = stems(leading)
    near = frozenset(s for s in (*said, *stems(behind)) if not s[0].isdigit())
    around = _ACCORDING.sub("", f"{leading} {behind}")
    names = frozenset(m[0].removesuffix("'s") for m in _NAME.finditer(around))
    of = _OF.match(text, amount.end, end)
    return Mention(
        sentence,
        amount,
        key,
        near - {key[1]} - _stemmed(_FIGURES),
        frozenset(stems(of[1])) if of else frozenset(),
        names,
        frozenset(_NAME.findall(behind[:_RIGHT_BEHIND])),
        _given(text, amount) if amount.kind == "age" else frozenset(),
        frozenset(_TIME.findall(text)),
        (said or stems(before) or [""])[-1],
        not _FIRST_PERSON.isdisjoint(sentence.tokens),
        _is_price(amount) and not _stemmed(_MARKET).isdisjoint(near),
        listed,
    )


def _given(text: str, amount: Amount) -> frozenset[str]:
    """The first names of somebody whose age is told, as they stand before the last one."""
    last = text.rfind(amount.unit, amount.start, amount.end)
    before = text[max(0, last - _MOST_GIVEN) : last]
    names: set[str] = set()
    for word in reversed(before.split()):
        match = _GIVEN.fullmatch(word.strip("“”\"‘’'().,"))
        if not match:
            break
        names.add(match[0])
    return frozenset(names) - _TITLES


def _is_price(amount: Amount) -> bool:
    return amount.kind in ("money", "percent") and amount.low < _PRICE


@lru_cache(maxsize=10_000)
def _unit(unit: str) -> str:
    return " ".join(stems(unit)) or unit
