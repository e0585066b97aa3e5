"""Rendering: results in every format, safe to show, to open and to mail."""

from .formats import (
    render,
    render_articles,
    render_events,
    render_explanation,
    render_groups,
)
from .names import FORMATS
from .output import format_of, write
from .table import Table, table

__all__ = [
    "FORMATS",
    "Table",
    "format_of",
    "render",
    "render_articles",
    "render_events",
    "render_explanation",
    "render_groups",
    "table",
    "write",
]
