"""Events: which articles report the same happening, by TF-IDF and time, and why."""

from .clusterer import as_one_event, cluster
from .constraints import read_constraints
from .evidence import explain
from .gold import read_labelled
from .intervals import contradictions, interval
from .measures import agreement
from .telling import telling_terms
from .warming import warmup
from .whole import explain_event

__all__ = [
    "agreement",
    "as_one_event",
    "cluster",
    "contradictions",
    "explain",
    "explain_event",
    "interval",
    "read_constraints",
    "read_labelled",
    "telling_terms",
    "warmup",
]
