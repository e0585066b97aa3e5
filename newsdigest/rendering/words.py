"""The small phrases that every readable format shares: dates, counts, where an article is from."""

from __future__ import annotations

from ..language.dates import day_words as day
from ..language.phrases import count
from ..records import Article, Difference, Event, Interval
from .safe import link


def when(event: Event) -> str:
    """The days of an event: "5 June 2023", "5 June 2023 to 7 June 2023", "undated"."""
    span = Interval(event.earliest, event.latest)
    return str(span) if span.known else "undated"


def size(event: Event) -> str:
    """ "3 reports", "3 reports in 12 articles"."""
    reports = count(len(event.reports), "report")
    if len(event.reports) == len(event.articles):
        return reports
    return f"{reports} in {count(len(event.articles), 'article')}"


def contrast(difference: Difference) -> str:
    """What a difference is: between reports of one day, or between earlier and later ones."""
    return "Changed over time" if difference.update else "Reports differ"


def origin(article: Article) -> list[str]:
    """What is known of where an article comes from: title, source, day, address."""
    published = day(article.day) if article.day else ""
    known = [article.title, article.source, published, link(article.url)]
    return [part for part in known if part]
