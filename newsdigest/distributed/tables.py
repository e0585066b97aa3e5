"""Articles as Arrow tables on disk, and back: whole parts, slices of them, or single texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import EngineError
from ..records import Article, Problem
from .folder import Stage, damaged

#: Fields of an Article that are strings; they stand in a table under their names.
STRINGS = ("id", "text", "title", "source", "url", "language", "byline", "agency", "path")
#: A table of articles. ``published`` is spelled in ISO 8601, as days and times differ in kind.
ARTICLES = pa.schema(
    [
        *((name, pa.large_string() if name == "text" else pa.string()) for name in STRINGS),
        ("published", pa.string()),
        ("cleaned", pa.bool_()),
    ]
)
RAW = ARTICLES.append(pa.field("fingerprint", pa.string()))
_SLICE = 256  # rows of a batch in a compressed file: what is read for a single one


def table(articles: Sequence[Article], *, fingerprints: bool = False) -> pa.Table:
    """Articles as a table."""
    columns: dict[str, list[Any]] = {
        name: [getattr(article, name) for article in articles] for name in STRINGS
    }
    days = [article.published for article in articles]
    columns["published"] = [day.isoformat() if day else None for day in days]
    columns["cleaned"] = [article.cleaned for article in articles]
    if fingerprints:
        columns["fingerprint"] = [article.fingerprint() for article in articles]
    return pa.table(columns, RAW if fingerprints else ARTICLES)


def articles_of(rows: pa.Table | pa.RecordBatch) -> Iterator[Article]:
    """The articles of a table, without what cleaning took out of them."""
    columns = [rows.column(name).to_pylist() for name in (*STRINGS, "published", "cleaned")]
    for *strings, published, cleaned in zip(*columns, strict=True):
        values = dict(zip(STRINGS, strings, strict=True))
        yield Article(**values, published=_when(published), cleaned=cleaned)


def _when(written: str | None) -> date | datetime | None:
    if not written:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def write(rows: pa.Table, path: Path, *, compressed: bool = False) -> None:
    """Writes a table: as one batch that can be mapped, or as many small compressed ones."""
    options = pa.ipc.IpcWriteOptions(compression="lz4" if compressed else None)
    with pa.OSFile(str(path), "wb") as file:
        out = pa.ipc.new_file(file, rows.schema, options=options)
        out.write_table(rows.combine_chunks(), max_chunksize=_SLICE if compressed else None)
        out.close()


def ids_and_prints(path: Path) -> pa.Table:
    """The id, path and fingerprint of each row, without reading the texts."""
    wanted = [RAW.get_field_index(name) for name in ("id", "path", "fingerprint")]
    options = pa.ipc.IpcReadOptions(included_fields=wanted)
    return pa.ipc.open_file(pa.memory_map(str(path)), options=options).read_all()


def rows_at(path: Path, places: Any) -> pa.Table:
    """Some rows of a compressed file, in the order of their places; reads only what holds them."""
    file = pa.ipc.open_file(pa.memory_map(str(path)))
    found = []
    for batch in np.unique(places // _SLICE).tolist():
        inside = places[places // _SLICE == batch] - batch * _SLICE
        found.append(file.get_batch(batch).take(pa.array(inside)))
    return pa.Table.from_batches(found, RAW)


class Rows:
    """The articles of all parts by row number, mapped: only what is asked for is read.

    ``starts[k]`` is the number of the first row of part k.
    """

    def __init__(self, stage: Stage, name: str = "articles") -> None:
        paths = [stage.part(number) / f"{name}.arrow" for number in stage.parts()]
        self._batches = [_mapped(path) for path in paths]
        sizes = [batch.num_rows if batch is not None else 0 for batch in self._batches]
        self.starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)

    def __len__(self) -> int:
        return int(self.starts[-1])

    def table(self, rows: Any) -> pa.Table:
        """The rows asked for (ascending), as a table."""
        found = []
        for number, inside in self._by_part(rows):
            found.append(self._batches[number].take(pa.array(inside)))
        return pa.Table.from_batches(found, ARTICLES)

    def articles(self, rows: Any) -> list[Article]:
        """The rows asked for (ascending), as articles."""
        return list(articles_of(self.table(rows)))

    def strings(self, rows: Any, name: str) -> list[str]:
        """One field of the rows asked for (ascending)."""
        found: list[str] = []
        for number, inside in self._by_part(rows):
            found += self._batches[number].column(name).take(pa.array(inside)).to_pylist()
        return found

    def column(self, part: int, name: str) -> Any:
        """A whole column of one part, as Arrow has it."""
        batch = self._batches[part]
        return batch.column(name) if batch is not None else pa.array([], ARTICLES.field(name).type)

    def text(self, row: int) -> str:
        """The text of one row."""
        part = int(np.searchsorted(self.starts, row, side="right")) - 1
        found: str = self._batches[part].column("text")[row - int(self.starts[part])].as_py()
        return found

    def _by_part(self, rows: Any) -> Iterator[tuple[int, Any]]:
        rows = np.asarray(rows, np.int64)
        if not len(rows):
            return
        owners = np.searchsorted(self.starts, rows, side="right") - 1
        cuts = np.flatnonzero(np.diff(owners, prepend=-1))
        for start, end in zip(cuts.tolist(), [*cuts[1:].tolist(), len(rows)], strict=True):
            number = int(owners[start])
            yield number, rows[start:end] - self.starts[number]


def _mapped(path: Path) -> Any:
    try:
        file = pa.ipc.open_file(pa.memory_map(str(path)))
        return file.get_batch(0) if file.num_record_batches else None
    except (OSError, pa.ArrowInvalid) as error:
        raise EngineError(damaged(path)) from error


@lru_cache(maxsize=2)
def rows_of(stage: Stage) -> Rows:
    """The rows of a finished stage, opened once in a process."""
    return Rows(stage)


def save_problems(place: Path, problems: Iterable[Problem]) -> None:
    """Writes problems as JSON lines to a part that is being written."""
    lines = (json.dumps(problem.to_dict()) + "\n" for problem in problems)
    (place / "problems.jsonl").write_text("".join(lines), "utf-8")


def problems_of(stage: Stage) -> Iterator[Problem]:
    """The problems of all parts of a stage."""
    for number in stage.parts():
        path = stage.part(number) / "problems.jsonl"
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            yield Problem(**json.loads(line))


def renamed(articles: Iterable[Article], names: dict[int, str]) -> list[Article]:
    """Articles, some of which (by place) get another id."""
    return [
        replace(article, id=names[place]) if place in names else article
        for place, article in enumerate(articles)
    ]


def write_parquet(rows: pa.Table, path: Path) -> None:
    """Writes a table of the result."""
    pq.write_table(rows, path, compression="zstd", store_schema=False)
