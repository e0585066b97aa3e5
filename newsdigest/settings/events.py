"""When two articles report the same happening."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from .checks import number, one_of, share, whole

Granularity = Literal["event", "story"]

GRANULARITIES: tuple[Granularity, ...] = get_args(Granularity)


@dataclass(frozen=True, slots=True)
class EventSettings:
    """When two articles report the same happening.

    Attributes:
        threshold: average similarity, 0 to 1, from which on two groups of articles are one event,
            in a large batch.
        small_threshold: the same for a batch of one article; batches in between lie in between,
            because among few articles a shared topic can't be told from a shared event.
        small_batch: number of articles at which the two thresholds weigh the same.
        granularity: "event" (one happening) or "story" (what is about the same, whenever it was).
        window: days between two articles beyond which they are not even compared, so that the cost
            of an article stays the same however long a stream is; None compares all.
        max_gap: days between the time that a text tells of itself and another article's time above
            which the two are never one event. (A published date may be wrong; it only weighs.)
        day_scale: days over which the weight of nearness in time falls off (sigma).
        time_floor: share of the similarity that remains for articles far apart in time, 0 to 1.
        density_weight: how much more is asked where an article has many near neighbours.
        background_weight: how much more is asked where even its farther neighbours are near.
        null_weight: what the temporal null takes off, as a multiple of what the cosine of both
            articles to articles of another time is above ``null_from``; 0 switches it off.
        null_from: cosine to articles of another time from which on the temporal null acts.
        null_margin: multiple of that cosine from which on a pair is free of the temporal null.
        least_likeness: cosine, weighed by time, by which the reports of an event hang together in a
            batch where most articles stand alone; nothing is asked where few do. 0 switches it off.
        company_weight: what it is worth to be like the same other articles; 0 switches it off.
        prior: articles' worth of general news that the background table counts as, beside the
            articles at hand.
        lead: tokens that the second TF-IDF block reads.
        neighbours: similar articles that each article is compared with.
    """

    threshold: float = 0.19
    small_threshold: float = 0.28
    small_batch: int = 20
    granularity: Granularity = "event"
    window: int | None = None
    max_gap: int = 60
    day_scale: float = 3.0
    time_floor: float = 0.6
    density_weight: float = 0.3
    background_weight: float = 0.15
    null_weight: float = 3.0
    null_from: float = 0.25
    null_margin: float = 1.15
    least_likeness: float = 0.2
    company_weight: float = 0.2
    prior: float = 300.0
    lead: int = 100
    neighbours: int = 40

    def __post_init__(self) -> None:
        share(self, "threshold", "small_threshold")
        for name, least in (("small_batch", 0), ("max_gap", 0), ("lead", 0), ("neighbours", 1)):
            whole(self, name, least)
        number(self, "day_scale", 0.01, math.inf)
        for name in ("time_floor", "null_from", "least_likeness"):
            number(self, name, 0.0, 1.0)
        weights = ("density_weight", "background_weight", "null_weight", "company_weight")
        for name in (*weights, "null_margin", "prior"):
            number(self, name, 0.0, math.inf)
        one_of(self, "granularity", GRANULARITIES)
        if self.window is not None:
            whole(self, "window", 0)
