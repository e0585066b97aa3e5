"""Rendering: results as Markdown, plain text, JSON and JSON Lines, safe to show and to mail."""

from .formats import (
    render,
    render_articles,
    render_events,
    render_explanation,
    render_groups,
)
from .names import FORMATS
from .output import format_of, write

__all__ = [
    "FORMATS",
    "format_of",
    "render",
    "render_articles",
    "render_events",
    "render_explanation",
    "render_groups",
    "write",
]
