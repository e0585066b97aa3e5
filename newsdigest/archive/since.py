"""Points in time as people name them: "last", "yesterday", "3d", a day, a moment, a batch."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from ..errors import UsageError

Since = str | int | date | datetime
#: The moment of a batch whose own is lost.
UNKNOWN = "1970-01-01T00:00:00+00:00"

_AGO = re.compile(r"(\d{1,5})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def in_utc(when: date | datetime) -> datetime:
    """A point in time in UTC: a day is its midnight, a naive time is UTC already."""
    if isinstance(when, datetime):
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime(when.year, when.month, when.day, tzinfo=UTC)


def moment(since: Since, now: datetime) -> datetime:
    """The point in time that is meant, in UTC.

    Args:
        since: a date (its beginning, UTC) or datetime; "today", "yesterday"; "12h", "3d", "2w"
            (so long ago); or an ISO 8601 date or moment.
        now: the present.

    Raises:
        UsageError: if it is none of these.
    """
    if isinstance(since, date):
        return in_utc(since)
    text = str(since).strip().lower()
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if text in ("today", "yesterday"):
        return midnight - timedelta(days=text == "yesterday")
    try:
        if ago := _AGO.fullmatch(text):
            return now.astimezone(UTC) - int(ago[1]) * _UNITS[ago[2]]
        return moment(datetime.fromisoformat(text.upper()), now)
    except (ValueError, OverflowError):
        raise UsageError(
            f"since takes last, today, yesterday, 12h, 3d, 2w or a date such as 2023-06-05, "
            f"not {since!r}"
        ) from None
