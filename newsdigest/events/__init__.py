"""Events: which articles report the same happening, by TF-IDF and time, and why."""

from .clusterer import cluster, explain
from .intervals import interval

__all__ = ["cluster", "explain", "interval"]
