"""CSV (RFC 4180) in which no cell starts a formula, wherever the table is opened."""

from __future__ import annotations

import csv
import io

from . import safe
from .table import Cell, Table


def to_csv(table: Table) -> str:
    """A table as CSV; a list stands in its cell with a line for each item."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return written.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    return safe.cell("\n".join(map(safe.plain, cell)) if isinstance(cell, list) else cell)
