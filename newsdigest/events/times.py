"""The intervals of a batch as arrays, so that a million pairs are compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.float64]
    Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Times:
    """The first and last day (proleptic ordinals) that each article can be of; infinite if open.

    ``published`` tells which intervals are a published date and not read from the text.
    """

    first: Days
    last: Days
    published: NDArray[np.bool_]

    @classmethod
    def of(cls, intervals: Sequence[Interval]) -> Times:
        """Lays intervals out as arrays."""
        import numpy as np

        first = [one.earliest.toordinal() if one.earliest else -np.inf for one in intervals]
        last = [one.latest.toordinal() if one.latest else np.inf for one in intervals]
        return cls(
            np.array(first, float),
            np.array(last, float),
            np.array([one.published for one in intervals], bool),
        )

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which intervals are closed at either end."""
        import numpy as np

        known: NDArray[np.bool_] = np.isfinite(self.first) | np.isfinite(self.last)
        return known

    def gaps(self, i: Ints, j: Ints) -> Days:
        """Days between articles ``i`` and ``j``; 0 if they may touch, NaN if nothing is known."""
        import numpy as np

        gaps = np.maximum(self.first[j] - self.last[i], self.first[i] - self.last[j])
        gaps = np.maximum(gaps, 0)
        gaps[~(self.known[i] & self.known[j])] = np.nan
        return gaps
