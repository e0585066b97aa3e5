"""How alike the reports of an event must be where most articles stand alone.

In a batch that is all reports of events, a weak likeness is as a rule one of the same event. Among
pages of all kinds it is chance: two columns of advice, two crashes. How many articles have nobody
who is much like them tells which of the two a batch is, and what it asks of a likeness follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..settings import EventSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# The share of articles alone from which on something is asked, and at which all is.
_SOME, _MANY = 0.15, 0.35


def share_alone(nearest: Floats, settings: EventSettings) -> float:
    """The share of articles whose nearest is less alike than ``least_likeness``, 0 of none.

    Args:
        nearest: each article's likeness to the one most like it, weighed by time.
        settings: every knob.
    """
    return float((nearest < settings.least_likeness).mean()) if len(nearest) else 0.0


def least_likeness(nearest: Floats, settings: EventSettings) -> float:
    """The likeness by which the reports of an event must hang together in such a batch."""
    many = (share_alone(nearest, settings) - _SOME) / (_MANY - _SOME)
    return round(settings.least_likeness * min(1.0, max(0.0, many)), 6)
