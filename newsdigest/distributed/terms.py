"""The features of voices over parts: words counted in each, weighed by what all of them have.

A voice is an article that speaks for itself: the kept one of its duplicates. Voices are numbered in
the order of their ids, and the columns of terms as one process would number them, so that the
matrix is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from ..events import features as f
from ..events.candidates import FEW, pruned
from ..events.intervals import interval
from ..events.times import Times
from ..events.tokens import CHUNK, Numbers, TokenChunk, Vocabulary, spelled
from . import tables
from .context import Context
from .folder import Stage, save

_TOKENS = ("titles", "title_lengths", "bodies", "body_lengths")
_BLOCKS = ("whole", "lead")
_MATRIX = ("data", "indices", "lengths")


def voices_of(context: Context, number: int) -> Any:
    """The rows of one part's voices. A part is a multiple of the chunk that is counted at once."""
    size = part_size(context)
    return context["group"].array(0, "voices")[number * size : (number + 1) * size]


def part_size(context: Context) -> int:
    """Voices of a part."""
    return max(1, context.block // CHUNK) * CHUNK


def counted(context: Context, number: int) -> None:
    """Splits one part's voices to words and counts in how many of them each stem stands."""
    articles = tables.rows_of(context["clean"]).articles(voices_of(context, number))
    vocabulary = Vocabulary()
    chunks = list(vocabulary.chunks(articles))
    lead = context.settings.events.lead
    rows_of = f.rows_by_language(vocabulary.languages)
    parts = [f.counts(chunk, lead) for chunk in chunks]
    arrays: dict[str, Any] = {}
    for name, block in zip(_BLOCKS, zip(*parts, strict=True), strict=True):
        matrix = f.stack(block, max(1, len(vocabulary)))
        for language, frequency in f.frequencies(matrix, rows_of).items():
            arrays[f"{name}-{language}"] = frequency
    for name in _TOKENS:
        arrays[name] = np.concatenate([getattr(chunk, name) for chunk in chunks])
    times = Times.of([interval(article) for article in articles])
    arrays |= {"first": times.first, "last": times.last, "published": times.published}
    record = {
        "languages": vocabulary.languages,
        "stems": vocabulary.stems(),
        "words": {k: [*map(list, (v, v.values()))] for k, v in vocabulary.first_words().items()},
    }
    with context.own.writing(number) as place:
        save(place, record=record, **arrays)


def vocabulary(context: Context, _: int) -> None:
    """Numbers the stems of all parts, and weighs each by how many voices of a language have it."""
    stage = context["count"]
    numbers = Numbers()
    maps, articles = [], dict[str, int]()
    words: dict[str, dict[int, str]] = {}
    for number in stage.parts():
        record = stage.record(number)
        columns = [numbers[stem] for stem in record["stems"]]
        maps.append(np.array(columns, np.int32))
        for language in record["languages"]:
            articles[language] = articles.get(language, 0) + 1
        for language, (first, written) in record["words"].items():
            known = words.setdefault(language, {})
            for column, word in zip(first, written, strict=True):
                known.setdefault(columns[column], word)
    width = max(1, len(numbers))
    total = np.zeros(2 * width, np.int64)
    weights = {}
    for language in sorted(articles):
        shares = f.shares_of(language, numbers.get)
        for block, name in enumerate(_BLOCKS):
            frequency = _summed(stage, f"{name}-{language}", maps, width)
            total[block * width : (block + 1) * width] += frequency
            weights[f"{name}-{language}"] = f.inverse_frequency(
                frequency, articles[language], shares, context.settings.events.prior
            )
    with context.own.writing(0) as place:
        save(
            place,
            record={"width": width, "voices": sum(articles.values())},
            frequency=total,
            **weights,
            **{f"columns-{k}": columns for k, columns in enumerate(maps)},
        )
        names = pa.array(spelled(words, width), pa.large_string())
        with pa.OSFile(str(place / "names.arrow"), "wb") as file:
            schema = pa.schema([("name", pa.large_string())])
            with pa.ipc.new_file(file, schema) as out:
                out.write_table(pa.table([names], schema))


def _summed(stage: Stage, name: str, maps: list[Any], width: int) -> Any:
    total = np.zeros(width, np.int64)
    for number, columns in zip(stage.parts(), maps, strict=True):
        if (stage.part(number) / f"{name}.npy").exists():
            total[columns] += stage.array(number, name)[: len(columns)]
    return total


def weighed(context: Context, number: int) -> None:
    """The features of one part's voices, and the terms by which candidates are found."""
    known = context["vocabulary"]
    record, width = context["count"].record(number), known.record(0)["width"]
    rows_of = f.rows_by_language(record["languages"])
    lead = context.settings.events.lead
    parts = [f.counts(chunk, lead) for chunk in _chunks(context, number)]
    blocks = []
    for name, block in zip(_BLOCKS, zip(*parts, strict=True), strict=True):
        matrix = f.stack(block, width)
        weights = {language: known.array(0, f"{name}-{language}") for language in rows_of}
        f.scale(matrix, rows_of, weights)
        blocks.append(matrix)
    matrix = f.join(blocks)
    telling = matrix
    if (voices := known.record(0)["voices"]) > FEW:
        telling = pruned(matrix, known.array(0, "frequency"), voices)
    with context.own.writing(number) as place:
        save(place, **_arrays("all", matrix), **_arrays("telling", telling))


def _chunks(context: Context, number: int) -> Iterator[TokenChunk]:
    """The chunks as they were counted, with the columns of the whole vocabulary."""
    stage = context["count"]
    columns = context["vocabulary"].array(0, f"columns-{number}")
    titles, title_lengths, bodies, body_lengths = (stage.array(number, n) for n in _TOKENS)
    titles, bodies = columns[titles], columns[bodies]
    title_ends, body_ends = np.cumsum(title_lengths), np.cumsum(body_lengths)
    for start in range(0, len(title_lengths), CHUNK):
        end = min(start + CHUNK, len(title_lengths))
        yield TokenChunk(
            titles[title_ends[start] - title_lengths[start] : title_ends[end - 1]],
            np.array(title_lengths[start:end]),
            bodies[body_ends[start] - body_lengths[start] : body_ends[end - 1]],
            np.array(body_lengths[start:end]),
        )


def _arrays(name: str, matrix: Any) -> dict[str, Any]:
    values = (matrix.data, matrix.indices, np.diff(matrix.indptr))
    return {f"{name}-{key}": value for key, value in zip(_MATRIX, values, strict=True)}


def matrix(context: Context, _: int) -> None:
    """The parts as one matrix on disk, which every process maps instead of holding it."""
    stage, events = context["weigh"], context.settings.events
    width = 2 * context["vocabulary"].record(0)["width"]
    with context.own.writing(0) as place:
        for name in ("all", "telling"):
            lengths = stage.joined(f"{name}-lengths")
            ends = np.cumsum(lengths, dtype=np.int64)
            pointers = np.concatenate(([0], ends))
            kind = np.int32 if pointers[-1] < 1 << 31 else np.int64
            save(place, **{f"{name}-pointers": pointers.astype(kind)})
            for part, dtype in (("data", np.float32), ("indices", kind)):
                _append(place / f"{name}-{part}.npy", stage.arrays(f"{name}-{part}"), dtype)
        if events.window is None:
            telling = _opened(place, "telling", width)
            by_term = telling.T.tocsr()
            values = (by_term.data, by_term.indices, by_term.indptr)
            names = ("data", "indices", "pointers")
            save(place, **{f"columns-{k}": v for k, v in zip(names, values, strict=True)})
        times = {name: context["count"].joined(name) for name in ("first", "last", "published")}
        save(place, record={"width": width}, **times)


def _append(path: Any, parts: list[Any], dtype: Any) -> None:
    size = sum(len(part) for part in parts)
    if not size:
        np.save(path, np.empty(0, dtype))
        return
    whole = np.lib.format.open_memmap(path, "w+", dtype, (size,))
    start = 0
    for part in parts:
        whole[start : start + len(part)] = part
        start += len(part)
    whole.flush()


def _opened(place: Any, name: str, width: int) -> Any:
    data, indices, pointers = (
        np.load(place / f"{name}-{part}.npy") for part in ("data", "indices", "pointers")
    )
    return mapped_matrix(data, indices, pointers, width)


def mapped_matrix(
    data: Any, indices: Any, pointers: Any, width: int, *, ordered: bool = True
) -> Any:
    """A sparse matrix of arrays as they are: scipy would read all of them first, to check them.

    ``ordered`` says that the columns of each row ascend.
    """
    from scipy.sparse import csr_matrix

    made = csr_matrix((len(pointers) - 1, width), dtype=np.float32)
    made.data, made.indices, made.indptr = data, indices, pointers
    if ordered:
        made.has_sorted_indices = made.has_canonical_format = True
    return made
