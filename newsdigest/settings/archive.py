"""How far back an archive looks when articles are added."""

from __future__ import annotations

from dataclasses import dataclass

from .checks import whole


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """How far back an archive looks when articles are added.

    Attributes:
        whole: articles up to which everything is clustered anew, so that the events are exactly
            those of one batch.
        nearest: stored articles that are clustered with the new ones where there are more: whole
            events, the nearest in time first; a quarter as many of those that are most alike, and
            of the latest that tell no day.
        similar: reports of whatever time, the most alike, that each new one brings along.
    """

    whole: int = 2000
    nearest: int = 2000
    similar: int = 2

    def __post_init__(self) -> None:
        for name in ("whole", "nearest", "similar"):
            whole(self, name, 0)
