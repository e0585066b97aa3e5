"""Puts the page together: one file with its style and its script, which nothing else may join."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from ..._version import __version__
from ...language.phrases import count
from ...records import Digest, Event, Report
from ..words import size
from . import chart
from .anchors import event_anchors
from .direction import turning
from .events import event_view, headline, last_day, weight
from .index import months, tallies, troubles
from .stories import around, storylines
from .texts import Extent
from .timescale import telling
from .views import EventView, Story
from .wording import days, days_of

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Template

# Bytes of text that a page carries; beyond, it carries less of every article, so
# that thousands of events still fit into one file that opens at once.
_BUDGET = 5_000_000
# What right-to-left text needs to stand in its order.
_MARKS = "\u061c\u200e\u200f"
_NEAR_ENOUGH = 2_500  # bytes of each text that stay at the extent NEAR, at the most


def page(report: Report, *, text: bool = True) -> str:
    """A report as an HTML page: self-contained, readable without scripts, safe to open.

    Args:
        report: what to show.
        text: whether it carries the articles' texts, or only what is cited of them.
    """
    anchors = event_anchors(report)
    stories = storylines(report, anchors)
    views = _views(report, anchors, stories, extent_of(report) if text else Extent.CITED)
    spots = [_spot(digest, anchor) for digest, anchor in zip(report.digests, anchors, strict=True)]
    told = telling((digest.event.earliest, digest.event.latest) for digest in report.digests)
    style, script = _asset("page.css"), _asset("page.js")
    order = sorted(range(len(views)), key=lambda i: _weightiest_first(report.digests[i].event))
    made = _template().render(
        policy=_policy(style, script),
        style=style,
        script=script,
        version=__version__,
        span=days(min(told), max(told)) if told else "",
        tally=_tally(report),
        tiers=_tiers([views[i] for i in order]),
        stories=stories,
        charts=_charts(spots, stories, told),
        months=months(report, views),
        sources=tallies(report),
        lost=troubles(report.problems, "lost"),
        notes=troubles(report.problems, "note"),
        sizes=_sizes(report.digests),
    )
    for mark in _MARKS:  # spelled out, so that who reads the source sees them too
        made = made.replace(mark, f"&#{ord(mark)};")
    return made


def extent_of(report: Report) -> Extent:
    """How much of the articles a page of this report holds."""
    lengths = [
        _bytes(article.text) + sum(_bytes(removed.text) for removed in article.removed)
        for digest in report.digests
        for article in digest.event.reports
    ]
    if sum(lengths) <= _BUDGET:
        return Extent.WHOLE
    near = sum(min(length, _NEAR_ENOUGH) for length in lengths)
    return Extent.NEAR if near <= _BUDGET else Extent.CITED


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _views(
    report: Report, anchors: Sequence[str], stories: Sequence[Story], extent: Extent
) -> list[EventView]:
    story_of = {chapter.href: story for story in stories for chapter in story.chapters}
    keys = {tally.name: tally.key for tally in tallies(report)}
    lead = min(report.digests, key=lambda d: _weightiest_first(d.event), default=None)
    views = []
    for digest, anchor in zip(report.digests, anchors, strict=True):
        story = story_of.get(f"#{anchor}")
        tier = "brief" if weight(digest.event) < 2 else "lead" if digest is lead else "main"
        own = around(story, anchor) if story else None
        views.append(event_view(digest, anchor, tier, own, keys, extent))
    return views


def _weightiest_first(event: Event) -> tuple[int, int, str]:
    return -weight(event), -last_day(event).toordinal(), event.id


def _tiers(views: Sequence[EventView]) -> list[tuple[str, str, list[EventView]]]:
    """The parts of the page: what several report, and what one does; each with its events."""
    several = [view for view in views if view.tier != "brief"]
    single = [view for view in views if view.tier == "brief"]
    name = "In brief" if several else "Events"
    found = [("Most reported", "", several), (name, "one report each, the newest first", single)]
    return [tier for tier in found if tier[2]]


def _spot(digest: Digest, anchor: str) -> chart.Spot:
    event = digest.event
    return chart.Spot(
        f"#{anchor}",
        headline(digest),
        days_of(event),
        size(event),
        event.latest or event.earliest,
        event.latest is None or event.earliest is None,
        weight(event),
    )


def _charts(
    spots: Sequence[chart.Spot], stories: Sequence[Story], told: Sequence[date]
) -> list[tuple[str, chart.Chart]]:
    """The map for a wide screen and for a narrow one, whichever the style shows."""
    made = (
        ("wide", chart.chart(spots, stories, told, 1080.0, 4)),
        ("narrow", chart.chart(spots, stories, told, 350.0, 3)),
    )
    return [(name, drawn) for name, drawn in made if drawn]


def _tally(report: Report) -> list[str]:
    """ "5 articles", "3 events", "1 storyline"."""
    shown = sum(len(digest.event.articles) for digest in report.digests)
    articles = count(report.articles or shown, "article")
    found = [articles, count(len(report.digests), "event")]
    left_out = report.articles - shown
    return [*found, f"{left_out:,} in events not shown"] if left_out > 0 else found


def _sizes(digests: Sequence[Digest]) -> list[int]:
    """The numbers of reports that the filter offers: those that some event has."""
    most = max((weight(digest.event) for digest in digests), default=0)
    return [least for least in (2, 3, 5, 10, 20, 50) if least <= most]


def _policy(style: str, script: str) -> str:
    """The content security policy: this style, this script, nothing from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _source(name: str) -> str:
    """A template without its line ends and indents, each of which would be a node of the page."""
    text = files(__package__).joinpath("templates", name).read_text("utf-8")
    return "".join(line.strip() for line in text.splitlines())


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined
    )
    environment.tests["turning"] = turning
    return environment.get_template("page.html")
