"""The day that an article's address tells, as most news sites write it into its path.

"/2014/05/08/", "/2014/may/08/", "2014-05-08" and "20140508", the last two set apart by slashes and
hyphens. Two days in one address tell none.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from .dates import MONTH_WORDS, day_of

# Characters of an address that are looked at.
_MOST = 2_000
_MONTH = f"(?ai:{MONTH_WORDS})"
# A part of a path ends where the next begins, or in the suffix of a file.
_END = r"(?=[/-]|\.[a-z]{2,5}$|$)"
# Surest first. Behind slashes a number that more follows is no day: "/2023/12/16-new-officers".
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"/(?P<year>[0-9]{{4}})/(?P<month>[0-9]{{1,2}}|{_MONTH})/(?P<day>[0-9]{{1,2}})(?=/|$)",
        rf"(?<=[/-])(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_END}",
        rf"(?<=[/-])(?P<year>(?:19|20)[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_END}",
    )
)


def day_in_address(url: str) -> date | None:
    """The day in the path of an address, None if there is none or more than one."""
    if not url:
        return None
    try:
        path = urlsplit(url[:_MOST]).path
    except ValueError:  # an address that is none, such as "http://["
        return None
    for form in _FORMS:
        days = {day for match in form.finditer(path) if (day := day_of(match))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None
