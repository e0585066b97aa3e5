"""What an archive has learned of sites, from all of its batches: the lines that are theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from ..cleaning import SiteLines, learn_site_lines
from ..cleaning.sitelines import site_of
from ..records import Article
from .rows import load_articles, put

_RECENT = 20  # stored articles of a site that a new one is compared with
_MOST = 2000  # of all sites of a batch


def known(db: sqlite3.Connection, articles: Sequence[Article]) -> SiteLines:
    """The lines of the sites of a batch: those learned before, and what the batch adds."""
    sites = sorted({site_of(article) for article in articles} - {""})
    learned = learn_site_lines([*_recent(db, sites), *articles])
    found: dict[str, frozenset[str]] = {}
    for site in sites:
        rows = db.execute("SELECT line FROM site_lines WHERE site = ?", (site,))
        found[site] = learned.lines.get(site, frozenset()) | {line for (line,) in rows}
    return SiteLines(found)


def remember(db: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """Keeps what a batch and the articles before it have in common, for the batches to come."""
    articles = list(articles)
    sites = sorted({site_of(article) for article in articles} - {""})
    learned = learn_site_lines(_recent(db, sites))
    for site in sites:
        for line in sorted(learned.lines.get(site, ())):
            put(db, "site_lines", site=site, line=line)


def _recent(db: sqlite3.Connection, sites: Sequence[str]) -> list[Article]:
    each = max(2, min(_RECENT, _MOST // max(1, len(sites))))
    query = "SELECT n FROM articles WHERE site = ? AND site != '' ORDER BY n DESC LIMIT ?"
    numbers = [n for site in sites for (n,) in db.execute(query, (site, each))]
    return list(load_articles(db, numbers).values())
