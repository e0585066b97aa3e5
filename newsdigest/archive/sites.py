"""What an archive has learned of sites, from all of its batches: the lines that are theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from ..cleaning import SiteLines, learn_site_lines
from ..cleaning.sitelines import lines_of, site_of
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


def forget(db: sqlite3.Connection, sites: Iterable[str]) -> None:
    """Takes out the lines of sites that no article has that is left, after some were taken out."""
    db.execute(
        """DELETE FROM site_lines WHERE NOT EXISTS
            (SELECT 1 FROM articles a WHERE a.site = site_lines.site AND a.site != '')"""
    )
    for site in sorted(sites):
        rows = db.execute("SELECT line FROM site_lines WHERE site = ?", (site,))
        gone = _without_those_left(db, site, {line for (line,) in rows})
        query = "DELETE FROM site_lines WHERE site = ? AND line = ?"
        db.executemany(query, [(site, line) for line in gone])


def _without_those_left(db: sqlite3.Connection, site: str, lines: set[str]) -> set[str]:
    """The lines that stand in no article of a site; the newest have most, so few are read."""
    query = "SELECT n FROM articles WHERE site = ? AND site != '' ORDER BY n DESC"
    numbers = [n for (n,) in db.execute(query, (site,))] if lines else []
    for start in range(0, len(numbers), _RECENT):
        for article in load_articles(db, numbers[start : start + _RECENT]).values():
            lines = lines - lines_of(article).keys()
        if not lines:
            break
    return lines


def _recent(db: sqlite3.Connection, sites: Sequence[str]) -> list[Article]:
    each = max(2, min(_RECENT, _MOST // max(1, len(sites))))
    query = "SELECT n FROM articles WHERE site = ? AND site != '' ORDER BY n DESC LIMIT ?"
    numbers = [n for site in sites for (n,) in db.execute(query, (site, each))]
    return list(load_articles(db, numbers).values())
