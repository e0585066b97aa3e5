"""What people have: every form gives the same digests, and its damaged twin a clear problem."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsdigest as nd

from .forms import ARTICLES, BARE, POOR, RICH

Told = list[tuple[str, tuple[str, ...]]]


def told(report: nd.Report) -> Told:
    """What the digests say, whatever the articles are called."""
    return sorted((d.headline, tuple(s.text for s in d.sentences)) for d in report.digests)


@pytest.fixture(scope="module")
def rich() -> nd.Report:
    return nd.digest(list(ARTICLES), words=40)


@pytest.fixture(scope="module")
def poor() -> nd.Report:
    return nd.digest(list(BARE), words=40)


def test_the_twelve_articles_are_four_events(rich: nd.Report, poor: nd.Report) -> None:
    for report in (rich, poor):
        sizes = sorted(len(digest.event) for digest in report.digests)
        assert sizes == [3, 3, 3, 3], sizes


@pytest.mark.parametrize("form", RICH)
def test_every_rich_form_gives_the_same_digests(form: str, rich: nd.Report, tmp_path: Path) -> None:
    report = nd.digest(RICH[form](tmp_path, ARTICLES), words=40)
    assert not report.lost, report.problems
    assert told(report) == told(rich)
    for digest, same in zip(report.digests, rich.digests, strict=True):
        for article, original in zip(digest.event.articles, same.event.articles, strict=True):
            assert (article.id, article.day, article.title, article.source, article.url) == (
                original.id, original.day, original.title, original.source, original.url,
            )  # fmt: skip


@pytest.mark.parametrize("form", POOR)
def test_every_poor_form_gives_the_same_digests(form: str, poor: nd.Report, tmp_path: Path) -> None:
    report = nd.digest(POOR[form](tmp_path, BARE), words=40)
    assert not report.lost, report.problems
    assert told(report) == told(poor)
