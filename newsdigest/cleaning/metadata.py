"""What a page tells about its article: date, headline, byline and agency."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..language.calendars import DIGITS
from ..language.datelines import dateline_agency
from ..language.dateprefix import day_first_in, day_in, prefix_length
from ..language.words import length, unspaced, words
from .bylines import agency_of, byline_of, looks_like_name
from .lines import HEAD
from .page import Page
from .rules import is_heading, tells_publication
from .vocabulary import MARKERS, OPENERS

# Paragraphs before and after the body's start that are read for metadata.
_BEFORE, _AFTER = 15, 8
_HEADLINE_WORDS = range(4, 31)
# Words that a headline seldom has more of, and what each further one costs.
_USUAL_WORDS, _LENGTH_COST = 14, 0.02
# Share of its words that a headline has in common with the body's beginning at least.
_LEAST_SHARED = 0.3
_PLAIN_END = 0.2
# Letters by which two forms of one word are told as such ("stóp", "stopy"); Korean has syllables.
_BEGINNING, _SYLLABLES = 4, 2
_HANGUL = re.compile("[\uac00-\ud7a3]")
# What the date of a change is called, and a year in a line of so few words that it tells a date.
_CHANGED = re.compile(
    r"updated|modified|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|обновлен"
    r"|güncelle|cập nhật|更新|수정|ปรับปรุง|تحديث|به‌?روز|עודכן|ενημ[εέ]ρωσ|diperbarui|zaktuali",
    re.IGNORECASE,
)
# Of the common era, the Buddhist and the Solar Hijri one.
_YEAR = re.compile(r"(?<![0-9])(?:1[349]|2[05])[0-9]{2}(?![0-9])")
_DATED_SIZE = 60  # characters of such a line where no space sets words apart
_DATED_WORDS = 9
_MARKS = ".,;:!?'\"’”“‘()"
_OPENING_QUOTES = "\"“‘'«「『《【[［〈"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found on a page; empty where nothing was.

    ``day_first`` is the date of a page in a language that names the day first, where nothing else
    tells it: "05/11/2013" is one in French, and none in English.
    """

    published: date | None = None
    day_first: date | None = None
    title: str = ""
    byline: str = ""
    agency: str = ""

    def filled_by(self, other: Metadata) -> Metadata:
        """These values, and the other's where there are none."""
        return replace(
            other,
            **{name: value for name in self.__slots__ if (value := getattr(self, name))},
        )

    def signed_by(self, paragraph: str) -> Metadata:
        """These values, and the agency of a dateline in the body's first paragraph."""
        agency = self.agency or dateline_agency(paragraph)
        return replace(self, agency=agency) if agency != self.agency else self


def read_metadata(page: Page, reasons: Sequence[str], known: Metadata) -> Metadata:
    """What is known, and what the paragraphs around the body's start and behind its end tell."""
    if "" not in reasons:
        return known
    texts, first, last = page.texts, reasons.index(""), len(reasons) - 1
    while reasons[last]:
        last -= 1
    near = range(max(0, first - _BEFORE), min(len(texts), first + _AFTER))
    head = [index for index in near if reasons[index]]
    tail = [index for index in range(last + 1, min(len(texts), last + 4)) if reasons[index]]
    dated = [] if known.published else _dated(page, head, first)
    published = known.published or _first_day(dated, day_in)
    return Metadata(
        published=published,
        # Asked for only where no day can be read in one way alone.
        day_first=known.day_first or (None if published else _first_day(dated, day_first_in)),
        title=known.title or _headline(page, [index for index in head if index < first], first),
        byline=known.byline
        or _byline([texts[index] for index in head], [texts[index] for index in tail]),
        agency=known.agency or _agency(texts[first], [texts[index] for index in tail]),
    )


def _dated(page: Page, head: Sequence[int], first: int) -> list[str]:
    """The lines about the body's start that may tell its day, the likeliest first.

    Of those before it the nearest is: what stands farther off is the day on which the page was
    fetched, or that of another story.
    """
    nearest = sorted(head, key=lambda index: (index > first, abs(index - first)))
    dated = [page.texts[index] for index in nearest if _may_be_dated(page, index)]
    dated.sort(key=lambda text: bool(_CHANGED.search(text[:40])))
    return dated


def _first_day(dated: Sequence[str], read: Callable[[str], date | None]) -> date | None:
    return next((day for text in dated if (day := read(text))), None)


def _may_be_dated(page: Page, index: int) -> bool:
    """Whether a line is no more than a date, or a few words with one: "Publié le 5 juin 2023"."""
    text, facts = page.texts[index], page.facts
    if facts.date_line[index] or prefix_length(text) or tells_publication(text):
        return True
    brief = facts.words[index] <= _DATED_WORDS or (len(text) <= _DATED_SIZE and unspaced(text) > 0)
    return brief and not facts.final[index] and _YEAR.search(text.translate(DIGITS)) is not None


def _headline(page: Page, before: Sequence[int], first: int) -> str:
    """The heading before the body that shares most words with its beginning, the nearer of equals.

    Long ones count less: a standfirst shares as many words, and stands nearer.
    """
    candidates = [
        page.texts[index]
        for index in reversed(before)
        if _may_be_headline(page.texts[index]) and not page.reason(index)
    ]
    if not candidates:
        return ""
    body = page.texts[first : first + 8]
    opening = " ".join([text[:2000] for text in body]).lower()
    told = set(_parts(opening))
    told.update([word.strip(_MARKS) for word in told if not word.isalnum()])
    split = [[word.strip(_MARKS).lower() for word in _parts(text)] for text in candidates]
    found = _most_shared(candidates, split, told)
    if found:
        return found
    # Where words are inflected, a headline has them in another form.
    begun = [[_beginning(word) for word in each] for each in split]
    return _most_shared(candidates, begun, {_beginning(word) for word in told})


def _parts(text: str) -> list[str]:
    """The words of a text with their marks; pairs of characters where no space sets them apart."""
    return words(text) if unspaced(text) else text.split()


def _beginning(word: str) -> str:
    return word[: _SYLLABLES if _HANGUL.match(word) else _BEGINNING]


def _most_shared(
    candidates: Sequence[str], split: Sequence[Sequence[str]], told: Collection[str]
) -> str:
    best, best_score = "", 0.0
    for text, each in zip(candidates, split, strict=True):
        shared = sum(word in told for word in each) / max(1, len(each))
        score = shared - _LENGTH_COST * max(0, length(text) - _USUAL_WORDS)
        score += _PLAIN_END * (text[-1] not in ":…")
        if shared >= _LEAST_SHARED and score > best_score:
            best, best_score = text, score
    return best


def _may_be_headline(text: str) -> bool:
    return (
        len(text) <= HEAD
        and text[-1] not in ".,;。，；、"
        and (text[0].isalnum() or text[0] in _OPENING_QUOTES)
        and length(text) in _HEADLINE_WORDS
        and not is_heading(text)
    )


def _byline(head: Sequence[str], tail: Sequence[str]) -> str:
    named = next((name for text in head if (name := byline_of(text))), "")
    return named or next((text for text in tail[:1] if _is_name(text)), "")


def _is_name(text: str) -> bool:
    """Whether a line behind the body is a name, and no label such as "Related Topics"."""
    return (
        looks_like_name(text)
        and not is_heading(text)
        and OPENERS.isdisjoint(text.lower().split())
        and MARKERS.isdisjoint(text.lower().split())
    )


def _agency(first: str, tail: Sequence[str]) -> str:
    signed = next((name for text in tail if (name := agency_of(text))), "")
    return signed or dateline_agency(first)
