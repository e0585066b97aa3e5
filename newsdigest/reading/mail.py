"""Mails, one in a file (``.eml``) or many (``.mbox``): an article each, such as a newsletter."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from io import BytesIO
from typing import Any

from .markup import text_of
from .parts import Found, Part
from .tables import Row

# What a mailbox puts before "From " at the beginning of a mail's line.
_QUOTED = re.compile(rb"^>(?=>*From )")
# How much more the HTML of a mail must say for its text part to be taken for a mere stand-in.
_STAND_IN = 3


def read_mail(part: Part) -> Found:
    """The record of a mail: its text part, or what its HTML says where that is more."""
    data = part.document()
    if data is None:
        yield part.too_long
        return
    yield _row(None, data)


def read_mailbox(part: Part) -> Found:
    """The records of the mails in a mailbox, with one of them in memory at a time."""
    most = part.settings.max_document_bytes
    lines: list[bytes] = []
    start, size, blank = 0, 0, True
    for number, line in enumerate(iter(partial(part.stream.readline, most + 1), b""), start=1):
        if blank and line.startswith(b"From "):
            if start:
                yield _mail(start, lines, size, most)
            start, lines, size, blank = number, [], 0, False
            continue
        if not start and line.strip():
            yield part.lost("not a mailbox: its first line does not begin with 'From '", number)
            return
        blank = not line.strip()
        size += len(line)
        if size <= most:
            lines.append(_QUOTED.sub(b"", line))
    if start:
        yield _mail(start, lines, size, most)


def _mail(start: int, lines: list[bytes], size: int, most: int) -> Row:
    if size > most:
        return Row(start, reason=f"longer than {most:,} bytes, the most that such a mail may have")
    return _row(start, b"".join(lines))


def _row(line: int | None, data: bytes) -> Row:
    """The record of a mail that begins on a line, or why there is none."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parse(BytesIO(data))
        if not any(name in message for name in ("from", "subject", "date", "to", "mime-version")):
            return Row(line, reason="not a mail: no headers")
        return Row(line, _record(message), own=True)
    except Exception as error:  # the parser of the standard library meets hostile headers with any
        return Row(line, reason=f"not a mail that can be read: {type(error).__name__}")


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
