"""Cleaning: takes site chrome out of texts and HTML pages, and says what it took and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .intake import read_html
    from .sitelines import SiteLines, learn_site_lines
    from .stage import clean, clean_article

_ROOMS = {
    "SiteLines": "sitelines",
    "clean": "stage",
    "clean_article": "stage",
    "learn_site_lines": "sitelines",
    "read_html": "intake",
}

__all__ = [
    "SiteLines",
    "clean",
    "clean_article",
    "learn_site_lines",
    "read_html",
]


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for (PEP 562): numpy and lxml can wait."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
    globals()[name] = value
    return value
