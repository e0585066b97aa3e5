"""How much each report's word counts in a running story: less, the older it is."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Article


def voices(reports: Sequence[Article], recency: float | None) -> dict[int, float]:
    """The weight of each report that counts less than 1, by its number.

    Args:
        reports: the event's reports, in order.
        recency: days in which a report loses half its weight, counted from the newest one; None
            takes no account of days. A report without a date counts as one of the newest.
    """
    days = [article.day for article in reports]
    newest = max((day for day in days if day), default=None)
    if recency is None or newest is None:
        return {}
    return {
        report: 0.5 ** ((newest - day).days / recency)
        for report, day in enumerate(days)
        if day and day < newest
    }
