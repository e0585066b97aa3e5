"""How a digest is made."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import UsageError
from .checks import number, one_of, whole

Method = Literal[
    "coverage", "tfidf", "lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction"
]

METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """How a digest is made.

    Attributes:
        words: upper bound of a digest's length, in words as ``str.split()`` yields them; in
            scripts without spaces two characters count as one (four in Thai, Lao, Khmer and
            Burmese); None for none, if another bound is given.
        method: "coverage" (the default), "tfidf" (greedy centroid) or one of sumy's: "lexrank",
            "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction".
        candidates: best sentences of an event (by TF-IDF) that the methods choose from.
        min_articles: articles, copies included, that an event needs to get a digest.
        top: how many digests to make, the newest events first; None for all.
        sentences: upper bound of a digest's length in sentences; None for none.
        characters: the same in characters, with one between each two sentences.
        recency: days in which a report loses half its weight, counted from the event's newest one,
            for stories that run over days; None weighs all days alike. For "coverage" only.
        differences: whether to say where reports give different quantities.
        splitter: what splits texts into sentences, given a text and its language: a function that
            returns ``(start, end)`` offsets; None is :func:`newsdigest.split_sentences`.
    """

    words: int | None = 120
    method: Method = "coverage"
    candidates: int = 400
    min_articles: int = 1
    top: int | None = None
    sentences: int | None = None
    characters: int | None = None
    recency: float | None = None
    differences: bool = True
    splitter: Callable[[str, str], Iterable[tuple[int, int]]] | None = None

    def __post_init__(self) -> None:
        for name in ("candidates", "min_articles"):
            whole(self, name, 1)
        for name in ("words", "sentences", "characters", "top"):
            if getattr(self, name) is not None:
                whole(self, name, 1)
        if self.words is None and self.sentences is None and self.characters is None:
            raise UsageError("a digest needs a bound: give words, sentences or characters")
        one_of(self, "method", METHODS)
        if self.splitter is not None and not callable(self.splitter):
            raise UsageError(f"splitter must be a function, not {self.splitter!r}")
        if self.recency is not None:
            number(self, "recency", 0.01, math.inf)
            if self.method != "coverage":
                raise UsageError(f"recency is for the method coverage, not for {self.method}")
