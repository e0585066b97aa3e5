"""From input files to articles with an id and a row number each, ordered by id.

Files are read in groups. What is read is spilled in runs of some thousand articles, ordered by id;
the ids of all runs then tell the row number of each article, and a part of the rows is merged from
the runs (an external sort). So neither the order of the input nor its files show in a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import pipeline, stages
from ..reading.ids import Claim, settle_claims
from ..reading.reader import read_input
from ..reading.sources import Input
from ..records import Article, Problem
from . import tables
from .context import Context
from .folder import save
from .remote import fetched

_RUN = 20_000  # articles of a run; what a reading process holds in memory


def read(context: Context, number: int) -> None:
    """Reads one group of input files to runs of articles, each ordered by id."""
    settings = context.settings
    from_html = partial(stages.read_html, settings=settings.cleaning)
    problems: list[Problem] = []
    with context.own.writing(number) as place:
        run: list[Article] = []
        runs = 0
        for file, path, alone in context["inputs"].record(0)["groups"][number]:
            with fetched(file) as local:
                size = local.stat().st_size if local.exists() else 0
                one = Input(local, path, size, alone)
                for item in read_input(one, from_html, settings.reading):
                    if isinstance(item, Problem):
                        problems.append(item)
                        continue
                    run.append(item)
                    if len(run) == _RUN:
                        _spill(run, place, runs)
                        run, runs = [], runs + 1
        if run:
            _spill(run, place, runs)
        tables.save_problems(place, problems)


def _spill(run: list[Article], place: Path, number: int) -> None:
    run.sort(key=lambda article: (article.id, article.path))
    rows = tables.table(run, fingerprints=True)
    tables.write(rows, place / f"run-{number:05d}.arrow", compressed=True)


def runs_of(context: Context) -> list[Path]:
    """The runs of all parts, in order."""
    stage = context["read"]
    return [path for k in stage.parts() for path in sorted(stage.part(k).glob("run-*.arrow"))]


def order(context: Context, _: int) -> None:
    """Gives each article that was read a row number, or -1 if it was given twice.

    Different articles with one id are told apart as :func:`newsdigest.read` does it.
    """
    found = [tables.ids_and_prints(path) for path in runs_of(context)]
    starts = np.concatenate(([0], np.cumsum([rows.num_rows for rows in found]))).astype(np.int64)
    claims = pa.concat_tables(found) if found else tables.RAW.empty_table()
    ids = claims["id"].cast(pa.large_string())
    names, heard, problems = _settled(ids, claims)
    if names:
        places = np.array(sorted(names), np.int64)
        mask = np.zeros(len(ids), bool)
        mask[places] = True
        new = pa.array([names[place] for place in places.tolist()], pa.large_string())
        ids = pa.chunked_array([pc.replace_with_mask(ids.combine_chunks(), pa.array(mask), new)])
    places = np.flatnonzero(heard)
    rank = np.full(len(ids), -1, np.int64)
    rank[places[np.asarray(pc.sort_indices(ids.take(pa.array(places))))]] = np.arange(len(places))
    with context.own.writing(0) as place:
        named = {"articles": len(places), "names": {str(k): v for k, v in names.items()}}
        tables.save_problems(place, problems)
        save(place, record=named, rank=rank, starts=starts)


def _settled(ids: Any, claims: pa.Table) -> tuple[dict[int, str], Any, list[Problem]]:
    """New ids by place, which articles stay, and the notes: only shared ids are looked at."""
    heard = np.ones(len(ids), bool)
    order = np.asarray(pc.sort_indices(ids))
    ordered = ids.take(pa.array(order))
    if len(ids) < 2:
        return {}, heard, []
    equal = np.asarray(pc.equal(ordered[1:].combine_chunks(), ordered[:-1].combine_chunks()))
    shared = np.zeros(len(ids), bool)
    shared[1:] = equal
    shared[:-1] |= equal
    places = order[shared]
    listed = claims.take(pa.array(places)).to_pylist()
    wishes = [Claim(one["id"], one["fingerprint"], one["path"]) for one in listed]
    by_path = sorted(range(len(wishes)), key=lambda k: (wishes[k].id, wishes[k].path, wishes[k]))
    wishes = [wishes[k] for k in by_path]
    names, problems = settle_claims(wishes, _taken(wishes, ids))
    where = places[by_path]
    heard[where] = False
    heard[where[list(names)]] = True
    new = {int(where[k]): name for k, name in names.items() if name != wishes[k].id}
    return new, heard, problems


def _taken(wishes: Sequence[Claim], ids: Any) -> set[str]:
    """Which of the ids that a suffix would make are some article's already."""
    made = pa.array([f"{wish.id}~{wish.fingerprint[:8]}" for wish in wishes], pa.large_string())
    return set(made.filter(pc.is_in(made, value_set=ids.combine_chunks())).to_pylist())


def block_of(context: Context, number: int) -> list[Article]:
    """The articles of one part of the rows, in order, as they were read."""
    first, last = number * context.block, (number + 1) * context.block
    rank, starts = context["order"].array(0, "rank"), context["order"].array(0, "starts")
    found, ranks, places = [], [], []
    for path, start, end in zip(runs_of(context), starts, starts[1:], strict=False):
        inside = np.flatnonzero((rank[start:end] >= first) & (rank[start:end] < last))
        if len(inside):
            found.append(tables.rows_at(path, inside))
            ranks.append(rank[start:end][inside])
            places.append(inside + start)
    in_order = np.argsort(np.concatenate(ranks))
    articles = list(tables.articles_of(pa.concat_tables(found).take(pa.array(in_order))))
    names = context["order"].record(0)["names"]
    if not names:
        return articles
    where = np.concatenate(places)[in_order].tolist()
    return tables.renamed(
        articles, {k: names[str(p)] for k, p in enumerate(where) if str(p) in names}
    )


def cleaned(context: Context, number: int) -> None:
    """Cleans one part of the rows. What nothing is left of keeps its row, and is told."""
    from ..cleaning import clean
    from ..events import contradictions

    before = block_of(context, number)
    after = list(clean(before, context.settings.cleaning))
    problems: list[Problem] = []
    for old, new in zip(before, after, strict=True):
        problems += pipeline.problems_of_cleaning(old, new)
    alive = np.array([bool(article.text.strip()) for article in after])
    problems += contradictions(a for a, there in zip(after, alive, strict=True) if there)
    with context.own.writing(number) as place:
        tables.write(tables.table(after), place / "articles.arrow")
        tables.save_problems(place, problems)
        save(place, alive=alive, days=_days(after), sizes=_sizes(after))


def _days(articles: Iterable[Article]) -> Any:
    """The days of publication as proleptic ordinals, 0 for none."""
    days = [article.day for article in articles]
    return np.array([day.toordinal() if day else 0 for day in days], np.int32)


def _sizes(articles: Iterable[Article]) -> Any:
    return np.array([len(article.text) for article in articles], np.int64)
