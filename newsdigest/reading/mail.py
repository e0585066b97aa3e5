"""Mails (``.eml``): one article each, such as a newsletter."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from typing import Any

from .markup import text_of
from .parts import Found, Part
from .tables import Row

# How much more the HTML of a mail must say for its text part to be taken for a mere stand-in.
_STAND_IN = 3


def read_mail(part: Part) -> Found:
    """The record of a mail: its text part, or what its HTML says where that is more."""
    data = part.document()
    if data is None:
        yield part.too_long
        return
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parse(BytesIO(data))
        if not any(name in message for name in ("from", "subject", "date", "to", "mime-version")):
            yield part.lost("not a mail: no headers")
            return
        record = _record(message)
    except Exception as error:  # the parser of the standard library meets hostile headers with any
        yield part.lost(f"not a mail that can be read: {type(error).__name__}")
        return
    yield Row(None, record, own=True)


def _record(message: EmailMessage) -> dict[str, Any]:
    plain, html = _body(message, "plain"), text_of(_body(message, "html"))
    text = html if len(html) > _STAND_IN * len(plain.strip()) else plain
    return {
        "text": text.replace("\r\n", "\n"),
        "title": _header(message, "subject"),
        "published": _header(message, "date") or None,
        "source": _sender(message),
        "language": _header(message, "content-language"),
    }


def _body(message: EmailMessage, kind: str) -> str:
    found: Any = message.get_body((kind,))
    if found is None:
        return ""
    try:
        return str(found.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows
        payload = found.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _sender(message: EmailMessage) -> str:
    sender: Any = message.get("from")
    addresses = getattr(sender, "addresses", ())
    return addresses[0].display_name or addresses[0].domain if addresses else ""
