"""A report as a mail (RFC 5322) with a text and an HTML part, ready to be sent or opened."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import blake2b

from ..language.dates import day_words as day
from ..language.phrases import count
from ..records import Report
from ..settings import RenderingSettings
from .feeds import newest
from .fragment import digest_html
from .safe import html, plain
from .text import PLAIN, report_text


def mail(report: Report, settings: RenderingSettings) -> str:
    """The mail, in ASCII, with the line ends that mail has; the same report gives the same mail."""
    text, page = report_text(report, PLAIN), _page(report, settings)
    mark = blake2b(f"{text}\0{page}".encode("utf-8", "replace"), digest_size=12).hexdigest()
    latest = newest(report)
    message = EmailMessage(policy=SMTP)
    days = f", {day(latest.date())}" if latest.year > 1970 else ""
    message["Subject"] = f"{plain(settings.title)}{days}: {count(len(report), 'event')}"
    message["From"] = _address(settings.author, settings.mail_from)
    if settings.mail_to:
        message["To"] = _address("", settings.mail_to)
    message["Date"] = format_datetime(latest)
    message["Message-ID"] = f"<{mark}@newsdigest.invalid>"
    message.set_content(_written(text), cte="quoted-printable")
    message.add_alternative(_written(page), subtype="html", cte="quoted-printable")
    message.set_boundary(f"newsdigest-{mark}")
    return message.as_bytes(policy=SMTP).decode("ascii")


def _written(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    return Address(plain(name), user, domain)


def _page(report: Report, settings: RenderingSettings) -> str:
    title = html(settings.title)
    parts = [
        "<!DOCTYPE html>",
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>',
        f"<h1>{title}</h1>",
    ]
    for digest in report.digests:
        parts += [f"<h2>{html(digest.headline) or 'Untitled'}</h2>", digest_html(digest)]
    if not report.digests:
        parts.append("<p>No events.</p>")
    return "\n".join([*parts, "</body></html>", ""])
