"""What feeds and mails say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from ..errors import UsageError


@dataclass(frozen=True, slots=True)
class RenderingSettings:
    """What feeds and mails say of themselves.

    Attributes:
        title: the name of the feed, and the subject of the mail.
        link: the address of a page that shows the digests; "" if there is none.
        feed_link: the address that the feed itself is published at; "" if not known.
        author: who a feed or mail is from, by name.
        mail_from: the address that a mail is from.
        mail_to: the address that a mail goes to; "" leaves it to whoever sends it.
    """

    title: str = "News digests"
    link: str = ""
    feed_link: str = ""
    author: str = "newsdigest"
    mail_from: str = "newsdigest@localhost.invalid"
    mail_to: str = ""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not isinstance(value, str):
                raise UsageError(f"{one.name} must be a string, not {value!r}")
        for name in ("link", "feed_link"):
            if (value := getattr(self, name)) and not re.match(r"https?://[^\s<>\"]+\Z", value):
                raise UsageError(f"{name} must be a web address, not {value!r}")
        for name in ("mail_from", "mail_to"):
            value = getattr(self, name)
            if value and not re.match(r"[!-~]{1,200}@[A-Za-z0-9.-]{1,200}\Z", value):
                raise UsageError(f"{name} must be a mail address, not {value!r}")
