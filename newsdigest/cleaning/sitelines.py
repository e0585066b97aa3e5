"""What the articles of one site have in common: lines that are the site's, not the article's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ..records import Article
from .lines import split_lines

# Articles of a site in which a line must stand, and their share of the site's articles.
_ARTICLES = 2
_SHARE = 0.1
# Characters from which on a line is a paragraph: one that several sites carry is wire copy, which
# is no chrome.
_PARAGRAPH = 80
# An article that shares so many of its paragraphs with another of its site is a version of it.
_SAME_SHARE, _SAME_LINES = 0.6, 3
# Longer lines are compared by their beginnings.
_KEY = 300


@dataclass(frozen=True, slots=True)
class SiteLines:
    """The lines that several articles of a site have in common, by site."""

    lines: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, article: Article) -> frozenset[str]:
        """The lines of the article's site, empty if nothing is known of it."""
        return self.lines.get(site_of(article), frozenset())


class _Site:
    """The lines of one site's articles while they are counted."""

    def __init__(self) -> None:
        self.articles = 0
        self.times: Counter[str] = Counter()
        self._first_with: dict[str, int] = {}

    def count(self, lines: list[str]) -> None:
        """Counts an article's lines, unless it is a version of an earlier article."""
        paragraphs = [line for line in lines if len(line) >= _PARAGRAPH]
        earlier = Counter(self._first_with[line] for line in paragraphs if line in self._first_with)
        shared = max(earlier.values(), default=0)
        for line in paragraphs:
            self._first_with.setdefault(line, self.articles)
        if shared >= max(_SAME_LINES, _SAME_SHARE * len(paragraphs)):
            return
        self.articles += 1
        self.times.update(lines)


def site_of(article: Article) -> str:
    """The site of an article: its source, else the host of its address, else ""."""
    if article.source:
        return article.source
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:  # an address that is none, such as "http://["
        return ""
    return host.removeprefix("www.")


def lines_of(article: Article) -> dict[str, None]:
    """The lines of an article as sites' lines are known by, each once, in their order."""
    return dict.fromkeys(line.text[:_KEY] for line in split_lines(article.original))


def learn_site_lines(articles: Iterable[Article]) -> SiteLines:
    """Finds the lines that stand in several articles of one source.

    Versions of one report count once, as they share every line of it; and a paragraph that several
    sites carry is wire copy, hence no site's line. Articles without source and address teach
    nothing. Linear in the text.
    """
    found: dict[str, _Site] = defaultdict(_Site)
    for article in articles:
        site = site_of(article)
        if site:
            found[site].count(list(lines_of(article)))
    carriers = Counter(
        line for site in found.values() for line in site.times if len(line) >= _PARAGRAPH
    )
    return SiteLines(
        {
            name: frozenset(
                line
                for line, times in site.times.items()
                if times >= max(_ARTICLES, _SHARE * site.articles) and carriers[line] <= 1
            )
            for name, site in found.items()
        }
    )
