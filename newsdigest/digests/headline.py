"""A headline for an event: the title that its reports agree on most, else a cut lead sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.datelines import dateline_end
from ..language.words import beginning, length, stems, unspaced
from ..records import Article
from .agreement import agreement
from .quotations import quotes_balance

_LONGEST = 16  # words of a headline made of a sentence
_LONGEST_UNSPACED = 20  # words of one without spaces: its titles say as much in 20 to 40 characters
_READ = 1000  # characters of a sentence that are looked at
_COMMA = re.compile("[，、；：]")
_SHORTEST = 5  # words that a clause needs to stand alone
_CLAUSE = re.compile(
    r"[,;:–—]\s|\s[–—-]\s|\s(?=(?:which|who|aim(?:ed|ing)|amid|after|ahead|as|while|when|where|"
    r"following|because|according)\s)"
)
_PURPOSE = re.compile(r"\s(?=to\s)")  # "agreed to" needs what follows; a longer clause does not
_PURPOSE_SHORTEST = 10  # words before such a "to"
# How sentences begin whose first clause leans on what follows.
_OPENERS = frozenset(
    "as after although amid because before by despite during following for given if in on once"
    " since though to two three under unlike until when whether while with without".split()
)
_HANGING = re.compile(r"[,;:–—]\s+\S+(?:\s\S+)?$")  # what a cut left of a clause: ", aiming"


def headline(reports: Sequence[Article], lead: str) -> str:
    """The headline of an event.

    Args:
        reports: the event's articles, without copies.
        lead: the sentence to cut at a clause where no report has a title.
    """
    titled = [article for article in reports if article.title.strip()]
    if not titled:
        return _cut(" ".join(lead.split()))
    if len(titled) == 1:
        return titled[0].title.strip()
    return _most_central(titled).title.strip()


def _most_central(articles: Sequence[Article]) -> Article:
    """The article whose title shares most with the other titles; the first of equals."""
    agreed = agreement([set(stems(one.title, one.language or "en")) for one in articles])
    return articles[agreed.index(max(agreed))]


def _cut(sentence: str) -> str:
    """The beginning of a sentence up to the last clause end that keeps it short."""
    sentence = sentence[dateline_end(sentence) :]
    whole = sentence.rstrip(".!?…。！？ ")
    if unspaced(whole[:_READ]) >= _LONGEST:
        return _cut_unspaced(whole)
    words = whole.split(maxsplit=_LONGEST + 1)
    if len(words) <= _LONGEST:
        return whole
    whole = " ".join(words[: _LONGEST + 1])  # what stands behind can't be in the headline
    ends = [
        match.start()
        for pattern, shortest in ((_CLAUSE, _SHORTEST), (_PURPOSE, _PURPOSE_SHORTEST))
        for match in pattern.finditer(whole)
        if shortest <= len(whole[: match.start()].split()) <= _LONGEST
        and _is_closed(whole[: match.start()])
        and not _HANGING.search(whole[: match.start()])
    ]
    if words[0].lower() in _OPENERS and (comma := whole.find(", ")) > 0:
        ends = [end for end in ends if len(whole[comma + 1 : end].split()) >= _SHORTEST]
    if ends:
        return whole[: max(ends)].rstrip(" ,;:–—-")
    return " ".join(words[:_LONGEST]) + " …"


def _cut_unspaced(whole: str) -> str:
    """The same of a script without spaces: up to a comma, else between two characters."""
    most = beginning(whole[:_READ], _LONGEST_UNSPACED, None)
    if most == len(whole):
        return whole
    commas = [match.start() for match in _COMMA.finditer(whole[: most + 1])]
    ends = [at for at in commas if length(whole[:at]) >= _SHORTEST and _is_closed(whole[:at])]
    return whole[: max(ends)] if ends else whole[:most] + "…"


def _is_closed(text: str) -> bool:
    """Whether no bracket or quotation is left open at its end."""
    return all(
        text.count(left) == text.count(right) for left, right in ("()", "（）")
    ) and quotes_balance(text)
