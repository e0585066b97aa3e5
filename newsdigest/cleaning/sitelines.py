"""What the articles of one site have in common: lines that are the site's, not the article's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ..language.hosts import host_of
from ..records import Article
from .endings import ends_sentence
from .lines import split_lines

# Articles of a site in which a line must stand, and their share of the site's articles.
_ARTICLES = 2
_SHARE = 0.1
# Characters from which on a line is a paragraph: one that several sites carry is wire copy, which
# is no chrome.
_PARAGRAPH = 80
# An article is a version of a longer one of its site that has nearly all of its prose (a share of
# the characters), or some of its paragraphs and most of its other words, as edited ones have. Two
# brief reports on pages full of notices merely share many lines.
_SAME_PROSE = 0.9
# Characters that a line counts at most: a site's longest notice must not outweigh a brief.
_MOST = 300
_SAME_LINES, _SAME_SHARE, _SAME_WORDS = 2, 0.25, 0.7
_WORD = re.compile(r"\w{4,}")
# Articles that one is compared with: those with which it shares what fewest others have.
_COMPARED = 3


@dataclass(frozen=True, slots=True)
class SiteLines:
    """The lines that several articles of a site have in common, by site."""

    lines: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, article: Article) -> frozenset[str]:
        """The lines of the article's site, empty if nothing is known of it."""
        return self.lines.get(site_of(article), frozenset())


class _Report:
    """The prose of an article and of its versions, while a site's articles are compared."""

    def __init__(self) -> None:
        self._lines: set[str] = set()
        self._words: set[str] | None = None  # few reports are asked for them

    def add(self, prose: list[str]) -> None:
        """Takes in an article's prose."""
        self._lines.update(prose)
        if self._words is not None:
            self._words |= _words(prose)

    def has(self, prose: list[str]) -> bool:
        """Whether a shorter article with this prose is a version."""
        shared = [line for line in prose if line in self._lines]
        if _weight(shared) >= _SAME_PROSE * _weight(prose):
            return True
        least = max(_SAME_LINES, _SAME_SHARE * sum(map(_is_paragraph, prose)))
        if sum(map(_is_paragraph, shared)) < least:
            return False
        if self._words is None:
            self._words = _words(self._lines)
        own = _words(line for line in prose if line not in self._lines)
        return len(own & self._words) >= _SAME_WORDS * len(own)


def site_of(article: Article) -> str:
    """The site of an article: its source, else the host of its address, else ""."""
    return article.source or host_of(article.url)


def lines_of(article: Article) -> dict[str, None]:
    """The lines of an article as sites' lines are known by, each once, in their order."""
    return dict.fromkeys(line.text for line in split_lines(article.original))


def learn_site_lines(articles: Iterable[Article]) -> SiteLines:
    """Finds the lines that stand in several articles of one source.

    Versions of one report count once, edited ones as well; and a paragraph that several sites
    carry is wire copy, hence no site's line. Articles without source and address teach nothing.
    The order of the articles does not matter. Linear in the text.
    """
    found: dict[str, list[list[str]]] = defaultdict(list)
    for article in articles:
        if site := site_of(article):
            found[site].append(list(lines_of(article)))
    sites = {site: _without_versions(found.pop(site)) for site in list(found)}
    times = {site: Counter(chain.from_iterable(kept)) for site, kept in sites.items()}
    carriers = Counter(line for lines in times.values() for line in lines if _is_paragraph(line))
    return SiteLines(
        {
            site: frozenset(
                line
                for line, count in times[site].items()
                if count >= max(_ARTICLES, _SHARE * len(kept)) and carriers[line] <= 1
            )
            for site, kept in sites.items()
        }
    )


def _without_versions(articles: list[list[str]]) -> list[list[str]]:
    """The lines of a site's articles, less those of articles that are versions of longer ones."""
    carried = Counter(chain.from_iterable(articles))
    proses = [(lines, _prose(lines)) for lines in articles]
    proses.sort(key=lambda pair: (-_weight(pair[1]), pair[0]))
    kept: list[list[str]] = []
    first: dict[str, _Report] = {}
    for lines, prose in proses:
        shared = sorted((line for line in prose if line in first), key=carried.__getitem__)
        near = list(dict.fromkeys(first[line] for line in shared))[:_COMPARED]
        report = next((one for one in near if one.has(prose)), None)
        if report is None:
            kept.append(lines)
            report = _Report()
        report.add(prose)
        for line in prose:
            first.setdefault(line, report)
    return kept


def _prose(lines: Iterable[str]) -> list[str]:
    """The paragraphs of an article, and its brief lines that are sentences."""
    return [line for line in lines if _is_paragraph(line) or ends_sentence(line)]


def _weight(prose: Iterable[str]) -> int:
    return sum([min(len(line), _MOST) for line in prose])


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH


def _words(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in _WORD.findall(line.lower())}
