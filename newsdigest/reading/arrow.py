"""Columns: Parquet and Arrow files, and data frames, by pyarrow where it is there (an extra)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from ..errors import UsageError, first_line
from ..settings import Columns
from .columns import lacks_text
from .parts import Found, Part
from .tables import Row, missing_columns

_ROWS = 1_000  # rows that are in memory at a time
_NEEDED = "need pyarrow: pip install 'newsdigest[tables]'"
# Bytes that a group of rows may unpack to, by its own word; they are read together.
_MOST_GROUP = 4_000_000_000


def is_frame(source: object) -> bool:
    """Whether a source is a table: an Arrow table, or a data frame of pandas or polars."""
    return hasattr(source, "__arrow_c_stream__") or (
        hasattr(source, "to_dict") and hasattr(source, "columns")
    )


def frame_rows(frame: Any, columns: Columns) -> Iterator[Row]:
    """The rows of a table that stands in memory.

    Raises:
        UsageError: if it needs a library that is not there, or has two columns of one name.
    """
    try:
        import pyarrow as pa
    except ImportError:
        yield from _rows(_records(frame), 0)
        return
    if hasattr(frame, "__arrow_c_stream__"):
        try:
            reader = pa.RecordBatchReader.from_stream(frame)
        except (ValueError, TypeError) as error:
            why = first_line(error)
            raise UsageError(f"not a table that can be read: {why}") from error
        yield from _batches(reader, reader.schema, columns)
    else:
        yield from _rows(_records(frame), 0)


def _records(frame: Any) -> Iterable[Mapping[str, Any]]:
    """The rows of a data frame by its own means."""
    if hasattr(frame, "iter_rows"):  # polars
        return frame.iter_rows(named=True)  # type: ignore[no-any-return]
    if hasattr(frame, "to_dict") and hasattr(frame, "columns"):  # pandas
        return frame.to_dict(orient="records")  # type: ignore[no-any-return]
    raise UsageError(f"tables of this kind {_NEEDED}")


def read_parquet(part: Part) -> Found:
    """The rows of a Parquet file."""
    yield from _read(part, "Parquet")


def read_arrow(part: Part) -> Found:
    """The rows of an Arrow (IPC, Feather) file."""
    yield from _read(part, "Arrow")


def _read(part: Part, kind: str) -> Found:
    try:
        import pyarrow as pa
    except ImportError:
        yield part.lost(f"{kind} files {_NEEDED}")
        return
    source: Any = part.file
    if source is None:
        data = part.document()
        if data is None:
            yield part.too_long
            return
        source = BytesIO(data)
    try:
        yield from (_parquet if kind == "Parquet" else _ipc)(source, part)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        why = first_line(error)
        yield part.lost(f"not a whole {kind} file: {why}")


def _parquet(source: Any, part: Part) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(source) as file:
        about, schema = file.metadata, file.schema_arrow
        for number in range(about.num_row_groups):
            if about.row_group(number).total_byte_size > _MOST_GROUP:
                yield Row(None, reason=f"row group {number} unpacks to too many bytes")
                return
        names = _useful(schema, part.settings.columns)
        batches = file.iter_batches(batch_size=_ROWS, columns=names)
        yield from _batches(batches, schema, part.settings.columns)


def _ipc(source: Any, part: Part) -> Iterator[Row]:
    import pyarrow as pa

    with pa.memory_map(str(source)) if not isinstance(source, BytesIO) else source as stream:
        magic = stream.read(6)
        stream.seek(0)
        if magic != b"ARROW1":
            reader = pa.ipc.open_stream(stream)
            yield from _batches(reader, reader.schema, part.settings.columns)
            return
        file = pa.ipc.open_file(stream)
        batches = (file.get_batch(number) for number in range(file.num_record_batches))
        yield from _batches(batches, file.schema, part.settings.columns)


def _useful(schema: Any, columns: Columns) -> list[str]:
    """The columns that can be of use: not the pictures and vectors that tables carry along."""
    import pyarrow.types as kinds

    wanted = set(columns.given().values())
    return [
        one.name
        for one in schema
        if one.name in wanted
        or not (kinds.is_binary(one.type) or kinds.is_large_binary(one.type) or _vector(one.type))
    ]


def _vector(kind: Any) -> bool:
    import pyarrow.types as kinds

    listed = kinds.is_list(kind) or kinds.is_large_list(kind) or kinds.is_fixed_size_list(kind)
    return bool(
        listed and (kinds.is_floating(kind.value_type) or kinds.is_integer(kind.value_type))
    )


def _batches(batches: Iterable[Any], schema: Any, columns: Columns) -> Iterator[Row]:
    names: Sequence[str] = schema.names
    if missing := missing_columns((c.split(".")[0] for c in columns.given().values()), names):
        yield Row(None, reason=missing)
        return
    if lacking := lacks_text({one.name: _example(one.type) for one in schema}, columns):
        yield Row(None, reason=lacking)
        return
    start = 0
    for batch in batches:
        for rows in (batch.slice(at, _ROWS) for at in range(0, batch.num_rows, _ROWS)):
            yield from _rows(_microseconds(rows).to_pylist(), start)
            start += rows.num_rows


def _example(kind: Any) -> Any:
    """A value of a column's type, as far as guessing asks."""
    import pyarrow.types as kinds

    if kinds.is_dictionary(kind):
        kind = kind.value_type
    if kinds.is_string(kind) or kinds.is_large_string(kind) or str(kind) == "string_view":
        return "x"
    if kinds.is_list(kind) or kinds.is_large_list(kind):
        return [_example(kind.value_type)]
    return {} if kinds.is_struct(kind) else 1


def _microseconds(batch: Any) -> Any:
    """The batch with no time finer than Python can tell."""
    import pyarrow as pa

    fields = [
        one.with_type(pa.timestamp("us", one.type.tz))
        if pa.types.is_timestamp(one.type) and one.type.unit == "ns"
        else one
        for one in batch.schema
    ]
    if fields == list(batch.schema):
        return batch
    return pa.Table.from_batches([batch]).cast(pa.schema(fields), safe=False)


def _rows(records: Iterable[Mapping[str, Any]], start: int) -> Iterator[Row]:
    for number, record in enumerate(records, start=start + 1):
        yield Row(None, record, f"row {number}: ")
