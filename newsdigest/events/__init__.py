"""Events: which articles report the same happening, by TF-IDF and time, and why."""

from .clusterer import as_one_event, cluster
from .evidence import explain
from .intervals import interval

__all__ = ["as_one_event", "cluster", "explain", "interval"]
