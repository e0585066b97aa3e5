"""How feeds are fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import UsageError
from .checks import number, whole


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How feeds are fetched.

    Attributes:
        timeout: seconds that a server may be silent; a whole answer may take ten times as long.
        max_bytes: bytes of an answer, unpacked, above which it is refused.
        delay: seconds between two requests to one host.
        max_redirects: how often an answer may point elsewhere.
        contact: an address or page that a server's keeper can turn to; part of the user agent.
    """

    timeout: float = 20.0
    max_bytes: int = 20_000_000
    delay: float = 1.0
    max_redirects: int = 5
    contact: str = ""

    def __post_init__(self) -> None:
        number(self, "timeout", 0.01, 3600)
        number(self, "delay", 0, 3600)
        whole(self, "max_bytes", 1)
        whole(self, "max_redirects", 0, 20)
        if not isinstance(self.contact, str) or not re.match(r"[ -~]{0,200}\Z", self.contact):
            raise UsageError(f"contact must be a line of ASCII, not {self.contact!r}")
