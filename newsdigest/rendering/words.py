"""The small phrases that every readable format shares: dates, sizes, where an article is from."""

from __future__ import annotations

from ..language.dates import day_words as day
from ..language.phrases import count
from ..records import Article, Difference, Event, Interval
from .safe import link, readable

_LABEL = 90  # characters of a text that stand for a missing title


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


def title_of(article: Article) -> str:
    """The title of a report, else the first words of its text."""
    title = " ".join(readable(article.title).split())
    return title or _shortened(article.text, _LABEL)


def _shortened(text: str, length: int) -> str:
    """The first words of a text, on one line."""
    line = " ".join(readable(text[: 4 * length]).split())
    if len(line) <= length:
        return line
    head = line[:length]
    # Scripts without spaces break anywhere.
    return (head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head).rstrip(" ,;:") + " …"
