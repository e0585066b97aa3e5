"""Finding near-duplicates: signatures, candidates, exact comparison, groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..language.phrases import count
from ..records import Article, DuplicateGroup
from ..settings import DuplicateSettings
from .arrays import I64, U64
from .assembling import grouped
from .banding import BandPlan, band_pairs, pack_pairs, plan_bands, unique
from .engines import Engine, choose
from .folding import leaders
from .grouping import missing_pairs
from .inputs import Corpus
from .recipe import Recipe
from .results import PairTable, Verified, pair_table
from .sampling import sample_pairs, sketch
from .verification import Compared, accepted, compare, likely

#: How far below the threshold a pair counts as borderline.
BORDERLINE = 0.1


@dataclass(frozen=True, slots=True)
class DuplicateScan:
    """Everything that one search for near-duplicates found.

    Attributes:
        groups: the groups, ordered by the id of the kept article.
        pairs: the verified pairs as arrays over positions in the input.
        borderline: pairs that were compared exactly and lie less than 0.1 under the threshold.
        plan: the bands that chose what was compared.
        articles: how many articles were searched.
    """

    groups: list[DuplicateGroup]
    pairs: PairTable
    borderline: PairTable
    plan: BandPlan
    articles: int

    @property
    def copies(self) -> int:
        """How many articles are copies of another one."""
        return sum(len(group.copies) for group in self.groups)

    def to_dict(self) -> dict[str, Any]:
        """The scan, ready for JSON: groups by ids, pairs as arrays of positions in the input."""
        plan = {"bands": self.plan.bands, "width": self.plan.width}
        return {
            "articles": self.articles,
            "groups": [group.to_dict() for group in self.groups],
            "pairs": self.pairs.to_dict(),
            "borderline": self.borderline.to_dict(),
            "plan": plan | {"recall": round(self.plan.recall(self.plan.threshold), 6)},
        }

    def explain(self) -> str:
        """What was searched, how, and what was found, in a few lines."""
        copies = "1 copy" if self.copies == 1 else f"{self.copies:,} copies"
        lines = (
            f"{count(self.articles, 'article')}: {count(len(self.groups), 'group')}, {copies}",
            str(self.plan),
            f"{count(len(self.pairs), 'pair')} verified, "
            f"{len(self.borderline):,} just under the threshold",
        )
        return "\n".join(lines)


def find_duplicates(
    articles: Iterable[Article] | Iterable[str] | Any,
    settings: DuplicateSettings | None = None,
) -> list[DuplicateGroup]:
    """Groups articles that carry the same text, wholly or nearly, word for word.

    Candidates are found by locality-sensitive hashing of their word shingles (Broder 1997), and
    every candidate pair is then compared exactly. Articles of fewer words than a shingle has are
    nobody's duplicate. The result depends neither on the order of the input nor on engine,
    threads and batches.

    Args:
        articles: Articles; or strings, whose ids are then their positions; or a column of
            strings of pyarrow, pandas or polars.
        settings: what counts as the same, and how it is searched for.

    Returns:
        Groups of two or more, ordered by the id of the kept article. Under the default linkage
        every copy reaches a threshold with the kept article itself.

    Raises:
        UsageError: if ``articles`` holds something else, or the engine isn't installed.
    """
    return scan_duplicates(articles, settings).groups


def scan_duplicates(
    articles: Iterable[Article] | Iterable[str] | Any,
    settings: DuplicateSettings | None = None,
) -> DuplicateScan:
    """As ``find_duplicates``, with the pairs as arrays, the borderline ones and the plan."""
    settings = settings or DuplicateSettings()
    corpus = Corpus(articles)
    plan = plan_bands(settings.threshold, settings.num_perm)
    verified, borderline = _search(corpus, settings, plan)
    return _scan(corpus, settings, plan, verified, borderline)


def _scan(
    corpus: Corpus,
    settings: DuplicateSettings,
    plan: BandPlan,
    verified: Verified,
    borderline: Verified,
) -> DuplicateScan:
    return DuplicateScan(
        grouped(corpus, verified, settings.linkage),
        pair_table(corpus, verified),
        pair_table(corpus, borderline),
        plan,
        len(corpus),
    )


def scan_candidates(
    articles: Iterable[Article],
    candidates: tuple[I64, I64],
    settings: DuplicateSettings | None = None,
) -> DuplicateScan:
    """As ``scan_duplicates``, of pairs that some index has found already.

    Args:
        articles: each with an id of its own.
        candidates: the pairs to compare, as two arrays of positions in the input; what carries
            exactly the same text need not be among them.
        settings: what counts as the same.
    """
    settings = settings or DuplicateSettings()
    corpus = Corpus(articles)
    rows = np.empty(len(corpus), np.int64)
    rows[corpus.positions] = np.arange(len(corpus))
    found = pack_pairs(rows[candidates[0]], rows[candidates[1]])
    plan = plan_bands(settings.threshold, settings.num_perm)
    verified, borderline = _search(corpus, settings, plan, found)
    return _scan(corpus, settings, plan, verified, borderline)


def _search(
    corpus: Corpus, settings: DuplicateSettings, plan: BandPlan, given: U64 | None = None
) -> tuple[Verified, Verified]:
    """The pairs that are joined, and those just under the threshold."""
    engine = choose(settings.engine, len(corpus))
    recipe = Recipe.of(settings)
    sketches = sketch(corpus.texts, recipe, engine, settings.workers)
    everyone = np.arange(len(corpus))
    led = leaders(sketches, engine)
    active = np.flatnonzero((led == everyone) & (sketches.counts > 0))
    if given is not None:
        pairs = unique([given])
    else:
        if settings.engine == "datasketch":
            from .bridge import lsh_pairs

            found = lsh_pairs(corpus.texts, active, settings, plan)
        else:
            found = band_pairs(sketches.rows, active, plan, engine, settings.workers)
        pairs = unique([found, sample_pairs(sketches, active)])
    pairs = likely(pairs, sketches, settings, engine)
    del sketches
    compared = _completed(compare(pairs, corpus.texts, settings, engine), corpus, settings, engine)
    alike, contained = accepted(compared, settings)
    near = ~(alike | contained) & (compared.jaccard >= round(settings.threshold - BORDERLINE, 6))
    joined, close = alike | contained, compared.where(near)
    return (
        Verified(led, compared.where(joined), alike[joined]),
        Verified(everyone, close, alike[near]),
    )


def _completed(
    compared: Compared, corpus: Corpus, settings: DuplicateSettings, engine: Engine
) -> Compared:
    """Adds the pairs of small groups that no band brought together, compared as exactly."""
    more: U64 = missing_pairs(compared, accepted(compared, settings)[0], len(corpus))
    if not len(more):
        return compared
    return Compared.merged(compared, compare(more, corpus.texts, settings, engine))
