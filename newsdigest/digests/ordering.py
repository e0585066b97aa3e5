"""In which order a digest tells its sentences: by time, but for the one that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .agreement import agreement
from .candidates import Candidate
from .dangling import dangles
from .quotations import is_all_quoted

_ASKING = ("?", "？", "؟")
_LEADS = 3  # sentences of a report that are fit to open a digest as they are
# A quotation, and not a quoted name: it ends behind a mark, or nowhere.
_SPEECH = re.compile(r"[“\"«„‘][^”\"»]*(?:[,.?!…—-][”\"»’]|$)")
# Somebody speaks of whom nothing was said yet.
_SPEAKING = re.compile(r"(?:I|We|My|Our|You|Your)(?:['’][a-z]+)?\s")


def in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sentences in order of time, those of a report in its own order.

    Where the first one is from deeper in its report, begins with a quotation or leans on what
    stands before it, another one opens the digest, with those right behind it that lean on it: of
    the first sentences of reports that do none of this the one that was chosen first, or else the
    one that stands earliest in its report.

    Args:
        chosen: the sentences, the best first.
    """
    told = sorted(chosen, key=lambda sentence: (sentence.report, sentence.start))
    if not told or (told[0].position < _LEADS and not _leans(told[0])):
        return told
    opening = min(chosen, key=lambda sentence: (_leans(sentence), max(_LEADS, sentence.position)))
    if _leans(opening) or opening is told[0]:
        return told
    place = told.index(opening)
    end = place + 1
    while end < len(told) and _follows(told[end], told[end - 1]):
        end += 1
    return [*told[place:end], *told[:place], *told[end:]]


def leading(sentences: Iterable[Candidate]) -> Candidate | None:
    """The sentence that can be a headline: of the reports' leads the one they agree on most.

    A lead is the first sentence of a report that is fit to open a digest. Of equals it is the
    lead that stands first in its report, and then that of the earliest report.
    """
    pool = list(sentences)
    leads: dict[int, Candidate] = {}
    for one in pool:
        if one.position < _LEADS and not _leans(one) and not one.text.endswith(_ASKING):
            leads.setdefault(one.report, one)
    if not leads:
        return min(pool, key=lambda one: (one.position, one.report), default=None)
    fit = sorted(leads.values(), key=lambda one: (one.position, one.report))
    agreed = agreement([one.stems for one in fit])
    return fit[agreed.index(max(agreed))]


def _leans(sentence: Candidate) -> bool:
    text = sentence.text
    return dangles(sentence) or bool(_SPEECH.match(text) or _SPEAKING.match(text))


def _follows(sentence: Candidate, other: Candidate) -> bool:
    """Whether a sentence leans on another, which it stands right behind."""
    behind = sentence.position - other.position == other.count
    leans = dangles(sentence) or is_all_quoted(sentence.text)
    return sentence.report == other.report and behind and leans
