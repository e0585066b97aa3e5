"""The words of the page: reasons of cleaning, names of reports, languages that a browser knows."""

from __future__ import annotations

import re
from datetime import date

from ...language.dates import day_words
from ...language.hosts import host_of
from ...records import Article, Event
from ..safe import link, readable

#: Why a part of a page was taken out, for a reader who has not read ``docs/cleaning.md``.
REASONS = {
    "date": "the date, which moved to its field",
    "headline": "the headline, repeated",
    "section": "the label of a section",
    "byline": "who wrote it",
    "agency": "the agency",
    "caption": "caption or picture credit",
    "related": "other stories",
    "prompt": "asks to share, subscribe or sign up",
    "notice": "consent notice",
    "outside": "before or after the article",
    "unlike": "nothing like the article around it",
    "site": "on many pages of this site",
    "user": "matches a pattern that was given",
}

# ISO 639-1, and the three-letter codes of languages in the news that have no shorter one. A page
# must not name a language that no reader of screens knows.
_LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
    "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
    "ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
    "ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu ckb fil hsb yue".split()
)


def language_tag(language: str) -> str:
    """A language as HTML names it, "" if it is none."""
    tag = language.strip().replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", tag):
        return ""
    return tag if tag.split("-")[0].lower() in _LANGUAGES else ""


def name_of(article: Article) -> str:
    """Who reports: the source, else the host of the address, else the id."""
    source = " ".join(readable(article.source).split())
    return source or host(article.url) or " ".join(readable(article.id).split())


def host(url: str) -> str:
    """The host of an address without "www.", "" if it is none."""
    return host_of(link(url))


def day_of(article: Article) -> str:
    """The day of publication in words, "" if it is not known."""
    return day_words(article.day) if article.day else ""


def iso(day: date | None) -> str:
    """A day as machines read it, "" for none."""
    return day.isoformat() if day else ""


def days_of(event: Event) -> str:
    """The days of an event, as short as they can be told."""
    return days(event.earliest, event.latest)


def days(first: date | None, last: date | None) -> str:
    """ "5 June 2023", "13–14 March 2024", "30 March – 2 April 2024", "not before 5 June 2023"."""
    if not (first and last):
        known = first or last
        bound = "not before" if first else "not after"
        return f"{bound} {day_words(known)}" if known else "undated"
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    opening = day_words(first)
    if first.year == last.year:
        opening = opening.removesuffix(f" {first.year}")
    return f"{opening} – {day_words(last)}"
