"""How alike two articles count: their cosine, weighed by time, against what is usual around them.

A cosine means different things in different places. Where every article has many near neighbours
(a heated topic), more is asked of a pair; where there are few, less. And where an article is as
alike to articles of another time, what two reports share is a topic and not a happening: that is
the temporal null. At last, a pair that keeps the same company gains by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..settings import EventSettings
from .candidates import Neighbours
from .company import company, shared_company
from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

_NEAREST = 5  # neighbours that tell how dense an article's surroundings are
_USUAL_DENSITY, _MOST_DENSITY = 0.30, 0.35
_DENSITY_ARTICLES = 50  # batch size at which the density counts half
_USUAL_BACKGROUND = 0.06  # cosine to the last neighbour, in a batch of news of all kinds
_BACKGROUND_RANGE = (0.03, 0.12)
_FAR = 120  # days from which on two articles surely report different happenings
_SAME_TIME = 7  # days between two dates of publication that tell of one time
_FAR_NEAREST = 2  # neighbours of another time that tell what a topic alone makes alike
_LEAST = 0.02  # score below which a pair counts as unlike


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles, ``i < j``, each once and in order, and the parts of their score.

    ``gap`` is in days (NaN: unknown); ``weighed`` is the cosine times the weight of time;
    ``crowding`` what the density and the background of the two ask beyond the usual; ``null`` what
    the temporal null takes off; ``company`` what whom both are like adds or takes away;
    ``score = weighed - crowding - null + company``, rounded to 1e-6
    and at most 1.
    """

    i: Ints
    j: Ints
    cosine: Floats
    gap: Floats
    weighed: Floats
    crowding: Floats
    null: Floats
    company: Floats

    @property
    def score(self) -> Floats:
        """What the linkage averages; may be negative."""
        import numpy as np

        score: Floats = self.weighed - self.crowding - self.null + self.company
        return np.minimum(score.round(6), 1.0)

    def kept(self, which: Bools | NDArray[np.int64] | slice) -> Pairs:
        """Some of the pairs."""
        return Pairs(
            self.i[which], self.j[which], self.cosine[which], self.gap[which],
            self.weighed[which], self.crowding[which], self.null[which], self.company[which],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is usual around each article of a batch.

    ``crowding`` is the part of the threshold that an article's neighbourhood adds or takes away;
    ``null`` the mean cosine to the articles of another time that are most alike; ``nearest`` the
    highest cosine, weighed by time; ``company`` whom each is like, as
    :func:`~newsdigest.events.company.company` has it.
    """

    crowding: Floats
    null: Floats
    nearest: Floats
    company: csr_matrix | None = None


def score(
    neighbours: Neighbours,
    times: Times,
    settings: EventSettings,
    outside: Neighbours | None = None,
) -> tuple[Pairs, Surroundings]:
    """Scores all pairs of neighbours that count; ``outside`` as :func:`surroundings` has it."""
    import numpy as np

    around = surroundings(neighbours, np.arange(neighbours.articles), times, settings, outside)
    pairs = score_around(neighbours, times, around, settings)
    companies = company(pairs.i, pairs.j, pairs.score, neighbours.articles)
    around = replace(around, company=companies)
    return in_company(pairs, around, settings), around


def surroundings(
    neighbours: Neighbours,
    rows: NDArray[Any],
    times: Times,
    settings: EventSettings,
    outside: Neighbours | None = None,
) -> Surroundings:
    """What is usual around some articles, of which ``neighbours`` holds all neighbours.

    Args:
        neighbours: those of the articles ``rows``, and of no others.
        rows: the articles, in order; the result has one entry for each.
        times: of all articles.
        settings: every knob.
        outside: the neighbours of the same articles without the window that ``neighbours`` are
            within; those of another time are among them alone. None: there is no such window, or
            too many articles to look beyond it.
    """
    import numpy as np

    gap = times.gaps(neighbours.i, neighbours.j)
    weighed = neighbours.cosine * time_weight(gap, settings)
    own = np.searchsorted(rows, neighbours.i).astype(np.int32)
    null = np.zeros(len(rows))
    if settings.granularity != "story":
        wider, apart, places = neighbours, gap, own
        if outside is not None:
            wider, apart = outside, times.gaps(outside.i, outside.j)
            places = np.searchsorted(rows, outside.i).astype(np.int32)
        far = apart > _FAR
        null = _mean_of_best(places[far], wider.cosine[far], len(rows), _FAR_NEAREST)
    best = _mean_of_best(own, weighed, len(rows), 1)
    return Surroundings(_crowding(neighbours, own, len(rows), weighed, settings), null, best)


def score_around(
    neighbours: Neighbours, times: Times, around: Surroundings, settings: EventSettings
) -> Pairs:
    """Scores the pairs of neighbours that count, but for their company."""
    i, j, cosine = each_once(neighbours)
    return score_pairs(i, j, cosine, times, around, settings)


def score_pairs(
    i: Ints, j: Ints, cosine: Floats, times: Times, around: Surroundings, settings: EventSettings
) -> Pairs:
    """Scores given pairs, but for their company, and leaves out those that don't count."""
    pairs = compare(i, j, cosine, times, around, settings)
    return pairs.kept(pairs.score >= _LEAST)


def compare(
    i: Ints, j: Ints, cosine: Floats, times: Times, around: Surroundings, settings: EventSettings
) -> Pairs:
    """Scores given pairs, without their company; those that don't count stay in."""
    import numpy as np

    gap = times.gaps(i, j)
    crowding = (around.crowding[i] + around.crowding[j]) / 2
    # Only what both have with articles of another time is the topic's: a date may be wrong.
    usual = np.minimum(around.null[i], around.null[j])
    topical = cosine < settings.null_margin * usual
    same_time = times.published[i] & times.published[j] & (gap <= _SAME_TIME)
    null = settings.null_weight * np.maximum(0, usual - settings.null_from)
    null = np.where(topical & ~same_time, null, 0.0)
    weighed = cosine * time_weight(gap, settings)
    return Pairs(i, j, cosine, gap, weighed, crowding, null, np.zeros(len(i)))


def in_company(pairs: Pairs, around: Surroundings, settings: EventSettings) -> Pairs:
    """The pairs with what the company that they share is worth."""
    if around.company is None:
        return pairs
    shared = shared_company(around.company, pairs.i, pairs.j, pairs.score)
    return replace(pairs, company=settings.company_weight * shared)


def compare_as_story(neighbours: Neighbours, times: Times, around: Surroundings) -> Pairs:
    """Scores all pairs of neighbours by what they are about, whenever they were written."""
    return as_story(*each_once(neighbours), times, around)


def as_story(i: Ints, j: Ints, cosine: Floats, times: Times, around: Surroundings) -> Pairs:
    """Scores given pairs by what they are about, and leaves out those that don't count."""
    import numpy as np

    crowding = (around.crowding[i] + around.crowding[j]) / 2
    pairs = Pairs(i, j, cosine, times.gaps(i, j), cosine, crowding, *np.zeros((2, len(i))))
    return pairs.kept(pairs.score >= _LEAST)


def time_weight(gap: Floats, settings: EventSettings) -> Floats:
    """A factor from 1 (same time, or unknown) down to ``time_floor`` (far apart)."""
    import numpy as np

    near = np.exp(-(gap**2) / (2 * settings.day_scale**2))
    weight = settings.time_floor + (1 - settings.time_floor) * near
    return np.where(np.isnan(gap), 1.0, weight)


def _crowding(
    neighbours: Neighbours, own: Ints, rows: int, weighed: Floats, settings: EventSettings
) -> Floats:
    """What the neighbourhood adds; ``own`` are the articles of ``neighbours.i`` by their place."""
    import numpy as np

    count = neighbours.articles
    density = _mean_of_best(own, weighed, rows, _NEAREST, min(_NEAREST, count - 1))
    density = np.clip(density, 0, _MOST_DENSITY) - _USUAL_DENSITY
    background = np.full(rows, _USUAL_BACKGROUND)
    if count > settings.neighbours:
        ranks = np.arange(len(own)) - np.searchsorted(own, np.arange(rows + 1))[own]
        last = ranks == settings.neighbours - 1
        # Who has no such neighbour has none so near, unless a window hid it.
        background[:] = 0.0 if settings.window is None else _USUAL_BACKGROUND
        background[own[last]] = neighbours.cosine[last]
    background = np.clip(background, *_BACKGROUND_RANGE) / _USUAL_BACKGROUND
    share = count / (count + _DENSITY_ARTICLES)
    crowding: Floats = (
        settings.density_weight * share * density + settings.background_weight * np.log(background)
    )
    return crowding


def _mean_of_best(i: Ints, values: Floats, articles: int, most: int, share_of: int = 0) -> Floats:
    """Mean of each article's highest values, over those there are or over ``share_of``.

    ``i`` ascends: the values of an article become a row, so that rows are sorted and not all.
    """
    import numpy as np

    starts = np.searchsorted(i, np.arange(articles + 1))
    lengths = np.diff(starts)
    rows = np.full((articles, max(most, int(lengths.max(initial=0)))), np.inf)
    rows[i, np.arange(len(i)) - starts[i]] = -values
    rows.sort(axis=1)
    counts, sums = np.minimum(lengths, most), np.zeros(articles)
    for place in range(most):
        sums -= np.where(place < counts, rows[:, place], 0.0)
    mean: Floats = sums / (max(1, share_of) if share_of else np.maximum(1, counts))
    return mean


def each_once(neighbours: Neighbours) -> tuple[Ints, Ints, Floats]:
    """The pairs of which one is a neighbour of the other, the lower index first, in order."""
    import numpy as np

    low = np.minimum(neighbours.i, neighbours.j).astype(np.int64)
    keys = low * neighbours.articles + np.maximum(neighbours.i, neighbours.j)
    keys, first = np.unique(keys, return_index=True)
    i, j = keys // max(1, neighbours.articles), keys % max(1, neighbours.articles)
    return i.astype(np.int32), j.astype(np.int32), neighbours.cosine[first]
