"""The host of an address on the web, by which a source without a name is known."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host of an address in lower case, without "www."; "" if it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # an address that is none, such as "http://["
        return ""
    return host.removeprefix("www.")
