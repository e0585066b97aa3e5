"""Asks web servers for feeds: bounded in time and size, one host at a time, no more than is new."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from .._version import __version__
from ..settings import FetchSettings
from .state import FeedState

_STEP = 65_536
_WHOLE = 10  # times the timeout that an answer may take in all
_LONGEST_WAIT = 7 * 86_400  # seconds: a server may not ask for more
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}\Z", re.IGNORECASE)


class FetchError(Exception):
    """A feed that could not be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the feed's bytes, or None where nothing is new, and what to remember."""

    data: bytes | None
    state: FeedState
    moved_to: str = ""


def refusal(url: str) -> str:
    """Why an address is not fetched, "" if it may be."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not _ADDRESS.match(url) or not host:
        return "not a web address (http:// or https://)"
    return ""


class Client:
    """Fetches feeds, one after the other, with a pause between two requests to one host."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        import urllib3

        self._settings, self._clock, self._sleep = settings, clock, sleep
        self._asked: dict[str, float] = {}
        timeout = urllib3.Timeout(connect=settings.timeout, read=settings.timeout)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)
        contact = f"; {settings.contact}" if settings.contact else ""
        self._agent = f"newsdigest/{__version__} (feed reader{contact})"

    def fetch(self, url: str, known: FeedState) -> Answer:
        """The feed at an address, unless it is as it was.

        Raises:
            FetchError: if there is none, or the server asked to be left alone for now.
        """
        now = self._clock()
        if known.not_before > now:
            raise FetchError(f"the server asked to wait until {_moment(known.not_before)}")
        moved, place, for_good = "", url, True
        for _ in range(self._settings.max_redirects + 1):
            response = self._ask(place, known)
            try:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    return self._answer(response, known, moved)
                place = urljoin(place, target)
                if why := refusal(place):
                    raise FetchError(f"leads to {place[:100]!r}: {why}")
                for_good = for_good and response.status in _FOR_GOOD
                moved = place if for_good else moved
            finally:
                response.close()
        raise FetchError(f"leads on more than {self._settings.max_redirects} times")

    def _ask(self, url: str, known: FeedState) -> Any:
        import urllib3

        host = urlsplit(url).netloc.lower()
        pause = self._asked.get(host, -1e9) + self._settings.delay - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._asked[host] = self._clock()
        headers = {
            "User-Agent": self._agent,
            "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
            "application/xml;q=0.9, application/json;q=0.9, */*;q=0.1",
            "Accept-Encoding": "gzip",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            return self._pool.request(
                "GET", url, headers=headers, preload_content=False, redirect=False
            )
        except urllib3.exceptions.HTTPError as error:
            raise FetchError(_why(error)) from error

    def _answer(self, response: Any, known: FeedState, moved: str) -> Answer:
        status, headers = response.status, response.headers
        if status == 304:
            return Answer(None, known, moved)
        if status in (429, 503):
            raise BusyError(
                self._clock() + _wait(headers.get("Retry-After"), self._clock()), status
            )
        if status == 410:
            raise FetchError("gone for good (410): take it off the list")
        if status != 200:
            raise FetchError(f"the server answered {status}")
        data = b"".join(self._body(response))
        state = FeedState(
            etag=_header(headers.get("ETag")), modified=_header(headers.get("Last-Modified"))
        )
        return Answer(data, state, moved)

    def _body(self, response: Any) -> Iterator[bytes]:
        """The bytes of an answer, unpacked and counted as they come."""
        import urllib3

        most, latest = self._settings.max_bytes, time.monotonic() + _WHOLE * self._settings.timeout
        packed = response.headers.get("Content-Encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError(f"an encoding that was not asked for: {packed[:30]!r}")
        unpack = zlib.decompressobj(wbits=31) if packed in ("gzip", "x-gzip") else None
        count = 0
        try:
            for piece in response.stream(_STEP, decode_content=False):
                data = unpack.decompress(piece, most - count + 1) if unpack else piece
                count += len(data)
                if count > most:
                    raise FetchError(f"longer than {most:,} bytes")
                if time.monotonic() > latest:
                    raise FetchError(f"not done after {_WHOLE * self._settings.timeout:g} seconds")
                yield data
        except (urllib3.exceptions.HTTPError, zlib.error) as error:
            raise FetchError(_why(error)) from error
        if unpack and not unpack.eof:
            raise FetchError("the answer ends in the middle")


class BusyError(FetchError):
    """A server that asked to be left alone until ``until`` (seconds since 1970)."""

    def __init__(self, until: float, status: int) -> None:
        super().__init__(f"the server is busy ({status}); asked again after {_moment(until)}")
        self.until = until


def _wait(told: str | None, now: float) -> float:
    """Seconds that a server asks to wait; an hour if it does not say."""
    told = (told or "").strip()
    if re.fullmatch(r"\d{1,9}", told):
        return min(float(told), _LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(told).timestamp() - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return 3600.0
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _header(value: str | None) -> str:
    """A header that can be sent back as it is."""
    return value if value and re.fullmatch(r"[ -~]{1,500}", value) else ""


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    text = " ".join(str(reason).split())
    text = re.sub(r"<[^>]{0,200}>:?\s*|\w*\(host='[^']{0,200}', port=\d+\):?\s*", "", text)
    name = type(error).__name__
    if "Timeout" in name:
        return "the server is silent"
    return f"can't be fetched: {text[:150].lower() or name}"
