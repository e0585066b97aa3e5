"""The frozen records that the stages hand on; they know no stage."""

from .article import Article, Problem, Removed
from .digests import Difference, Digest, Quantity, Sentence, Span
from .events import (
    Agreement,
    Chapter,
    Constraints,
    Event,
    EventExplanation,
    Explanation,
    Grounds,
    Interval,
    Link,
    Storyline,
)
from .groups import DuplicateGroup, Pair
from .progress import Progress, counted, silent
from .report import SCHEMA, Reading, Report

__all__ = [
    "SCHEMA",
    "Agreement",
    "Article",
    "Chapter",
    "Constraints",
    "Difference",
    "Digest",
    "DuplicateGroup",
    "Event",
    "EventExplanation",
    "Explanation",
    "Grounds",
    "Interval",
    "Link",
    "Pair",
    "Problem",
    "Progress",
    "Quantity",
    "Reading",
    "Removed",
    "Report",
    "Sentence",
    "Span",
    "Storyline",
    "counted",
    "silent",
]
