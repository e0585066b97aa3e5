"""Feeds of digests: Atom (RFC 4287) and JSON Feed 1.1, one entry an event.

Nothing in a feed depends on the time of the run: the same articles give the same feed, and one
article more changes the entry of its event alone (and the time of the feed).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from .._version import __version__
from ..records import Article, Digest, Event, Report
from ..settings import RenderingSettings
from . import data
from .fragment import digest_html
from .safe import html, link, plain

_NAMES = uuid5(NAMESPACE_URL, "urn:newsdigest:event")
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # what no reader shows first


def entry_id(event: Event) -> str:
    """An id that stays as reports come in: it is made of the event's first article.

    ``Event.id`` tells which articles an event has, and so changes with each of them.
    """
    first = min(event.articles, key=lambda article: (article.day or date.max, article.id))
    return uuid5(_NAMES, first.id.encode("utf-8", "replace").decode()).urn


def updated(event: Event) -> datetime:
    """When the newest article of an event appeared, in UTC."""
    times = [_instant(article) for article in event.articles if article.published]
    if times:
        return max(times)
    bound = event.latest or event.earliest
    return datetime(bound.year, bound.month, bound.day, tzinfo=UTC) if bound else _UNDATED


def _instant(article: Article) -> datetime:
    moment = article.published
    if isinstance(moment, datetime):
        try:
            whole = moment.replace(microsecond=0)
            return whole.astimezone(UTC) if whole.tzinfo else whole.replace(tzinfo=UTC)
        except OverflowError:  # the first or last day that there is
            return moment.replace(tzinfo=UTC)
    assert moment is not None
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def newest(report: Report) -> datetime:
    """When the newest article of a report appeared."""
    return max((updated(digest.event) for digest in report.digests), default=_UNDATED)


def _published(event: Event) -> datetime:
    times = [_instant(article) for article in event.articles if article.published]
    return min(times, default=updated(event))


def _time(moment: datetime) -> str:
    # Python leaves out the leading zeros of early years on some systems; isoformat never does.
    return moment.isoformat().replace("+00:00", "Z")


def _link(event: Event) -> str:
    """The address of the first article that has one."""
    return next((url for article in event.articles if (url := link(article.url))), "")


def _title(digest: Digest) -> str:
    return plain(digest.headline) or "Untitled"


def atom(report: Report, settings: RenderingSettings) -> str:
    """A report as an Atom feed."""
    own = settings.feed_link or settings.link or uuid5(_NAMES, settings.title).urn
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{html(own)}</id>",
        f"<title>{html(settings.title) or 'News digests'}</title>",
        f"<updated>{_time(newest(report))}</updated>",
        f"<author><name>{html(settings.author) or 'newsdigest'}</name></author>",
        f'<generator version="{__version__}">newsdigest</generator>',
    ]
    if settings.feed_link:
        lines.append(f'<link rel="self" href="{html(settings.feed_link)}"/>')
    if settings.link:
        lines.append(f'<link rel="alternate" href="{html(settings.link)}"/>')
    lines += [_atom_entry(digest) for digest in report.digests]
    return "\n".join([*lines, "</feed>", ""])


def _atom_entry(digest: Digest) -> str:
    event, address = digest.event, _link(digest.event)
    lines = [
        "<entry>",
        f"<id>{entry_id(event)}</id>",
        f"<title>{html(_title(digest))}</title>",
        f"<updated>{_time(updated(event))}</updated>",
        f"<published>{_time(_published(event))}</published>",
        f'<link rel="alternate" href="{html(address)}"/>' if address else "",
        f'<content type="html">{html(digest_html(digest), block=True)}</content>',
        "</entry>",
    ]
    return "\n".join(line for line in lines if line)


def json_feed(report: Report, settings: RenderingSettings) -> str:
    """A report as a JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plain(settings.title) or "News digests",
        "home_page_url": settings.link,
        "feed_url": settings.feed_link,
        "authors": [{"name": plain(settings.author) or "newsdigest"}],
        "items": [_item(digest) for digest in report.digests],
    }
    return data.document({key: value for key, value in feed.items() if value != ""})


def _item(digest: Digest) -> dict[str, object]:
    event, address = digest.event, _link(digest.event)
    item: dict[str, object] = {
        "id": entry_id(event),
        "title": _title(digest),
        "content_html": digest_html(digest),
        "content_text": "\n\n".join(plain(sentence.text) for sentence in digest.sentences),
        "date_published": _time(_published(event)),
        "date_modified": _time(updated(event)),
        "_newsdigest": {
            "event_id": event.id,
            "reports": len(event.reports),
            "articles": len(event.articles),
        },
    }
    return item | {"url": address} if address else item
