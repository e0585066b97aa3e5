"""The frozen records that the stages hand on; they know no stage."""

from .archive import Added, Checkup, Found, Moment, Timeline, Update, UpdateKind, Version
from .article import Article, Problem, Removed, problem_of
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
from .progress import Progress, counted, logged, silent
from .report import SCHEMA, Reading, Report

__all__ = [
    "SCHEMA",
    "Added",
    "Agreement",
    "Article",
    "Chapter",
    "Checkup",
    "Constraints",
    "Difference",
    "Digest",
    "DuplicateGroup",
    "Event",
    "EventExplanation",
    "Explanation",
    "Found",
    "Grounds",
    "Interval",
    "Link",
    "Moment",
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
    "Timeline",
    "Update",
    "UpdateKind",
    "Version",
    "counted",
    "logged",
    "problem_of",
    "silent",
]
