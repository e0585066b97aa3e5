"""The names under which records have the fields of an article, and what they hold there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import RecordError

#: Names under which other tools write the same field, best first.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article_id", "doc_id", "guid"),
    "text": (
        "text", "body", "content", "maintext", "article", "full_text", "content_text",
        "article_text", "article_body", "raw_text",
    ),
    "title": ("title", "headline"),
    "published": (
        "published", "date", "published_at", "publish_date", "date_publish", "pub_date", "pubdate",
        "date_published", "publishing_date", "publication_date", "published_date", "timestamp",
    ),
    "source": (
        "source", "site", "publisher", "host", "domain", "source_domain", "hostname", "sitename",
        "site_name", "source_name", "meta_site_name",
    ),
    "url": ("url", "link", "canonical_link", "uri"),
    "language": ("language", "lang", "meta_lang"),
    "byline": ("byline", "author", "authors"),
    "agency": ("agency",),
    "path": ("path",),
    "original": ("original",),
}  # fmt: skip
#: Fields that are strings.
STRINGS = tuple(name for name in ALIASES if name != "published")


def raw_field(record: Mapping[str, Any], name: str) -> Any:
    """The value of a field under the first of its names that has one, else None."""
    for alias in ALIASES[name]:
        value = record.get(alias)
        # "None" and NaN are what tables make of a missing value, in columns of any name but ours.
        foreign = alias != name or name == "published"
        missing = value is None or value == "" or value != value
        if not missing and not (foreign and value in ("None", "null", "nan", "NaN")):
            return value
    return None


def text_field(record: Mapping[str, Any], name: str) -> str:
    """A field as a string: numbers and lists of strings are spelled out.

    Raises:
        RecordError: if the value is of another kind.
    """
    value = raw_field(record, name)
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and name != "text":
        value = str(value)
    if not isinstance(value, str):
        raise RecordError(f"{name} must be a string, not {type(value).__name__}")
    return value
