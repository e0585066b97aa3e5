"""Says which column of a table, or field of a record, is which field of an article.

Named columns come first, then the usual names however they are spelled ("Published At" is
"published_at"), then a guess by the words of a name, which is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import RecordError
from ..records.fields import ALIASES, raw_field
from ..settings import Columns
from .markup import text_of
from .tables import there_are

#: Words that make a column's name a good guess for a field, best first.
_WORDS = {
    "text": (
        "text body content article story maintext fulltext transcript paragraphs description "
        "summary abstract excerpt"
    ).split(),
    "title": "title headline heading subject".split(),
    "published": (
        "published publication posted date datetime pubdate time timestamp created"
    ).split(),
    "source": "publisher source outlet publication newspaper site website domain".split(),
    "url": "url link href permalink uri".split(),
    "byline": "author authors byline writer".split(),
}
# Words that make it something else.
_OTHER = frozenset(
    "id ids length len count counts num number n type hash image images img thumb thumbnail video "
    "size download downloaded modified modify updated update crawl crawled scrape scraped score "
    "label category tags keywords top html".split()
)
_BORROWED = {
    "text": frozenset("title headline url link author date".split()),
    "title": frozenset("url date".split()),
    "published": frozenset("title url".split()),
    "source": frozenset("url title date".split()),
    "byline": frozenset("url date".split()),
    "url": frozenset("title image".split()),
}
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_FIELDS = ("id", "text", "title", "published", "source", "url", "language", "byline")
# The names that an article's own records have: nothing to look for.
_OWN = frozenset((*_FIELDS, "agency", "path", "original", "cleaned", "removed", "notes"))
_MOST_SHAPES = 1_000  # different sets of fields whose mapping is remembered


@dataclass
class Mapper:
    """Turns the records of one file into records with an article's field names."""

    columns: Columns = field(default_factory=Columns)
    guesses: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = self.columns.given()
        self._given = {"published" if name == "date" else name: c for name, c in given.items()}
        # Where a column was named, the usual names stand for something else.
        self._ruled_out = {alias for name in self._given for alias in ALIASES[name]}

    def record(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """The record with its fields under an article's names.

        Raises:
            RecordError: if it has no field where the text was said to be.
        """
        if not self._given and "text" in record and record.keys() <= _OWN:
            return plain_record(record)
        names = tuple(record)
        mapping = self._known.get(names)
        if mapping is None:
            mapping = self._mapping(record)
            if len(self._known) < _MOST_SHAPES:
                self._known[names] = mapping
        if mapping:
            found = {name: _at(record, column) for name, column in mapping.items()}
            rest = {key: value for key, value in record.items() if key not in self._ruled_out}
            if "text" in self._given and found["text"] is None:
                raise RecordError(there_are(f"no field {self._given['text']!r}", record))
            record = {**rest, **found}
        return plain_record(record)

    def told(self) -> str:
        """What was guessed since this was last asked, for the user; "" if nothing was."""
        if not self.guesses:
            return ""
        parts = [f"{column[:60]!r} as {name}" for name, column in sorted(self.guesses.items())]
        self.guesses = {}
        return f"guessed the column {', '.join(parts)}"

    def _mapping(self, record: Mapping[str, Any]) -> dict[str, str]:
        mapping: dict[str, str] = {}
        for name, column in self._given.items():
            mapping[name] = _spelled(record, column)
        taken = set(mapping.values())
        plain = {_normal(key): key for key in record if isinstance(key, str)}
        for name in _FIELDS:
            if name in mapping or raw_field(record, name) is not None:
                continue
            # "Published At" and "published_at" are one name.
            same = {normal: _at(record, key) for normal, key in plain.items() if key not in taken}
            if raw_field(same, name) is not None:
                value = raw_field(same, name)
                mapping[name] = next(plain[n] for n, v in same.items() if v is value)
            elif guess := self._guess(record, name, taken):
                mapping[name] = self.guesses[name] = guess
            taken |= {mapping[name]} if name in mapping else set()
        return mapping

    def _guess(self, record: Mapping[str, Any], name: str, taken: set[str]) -> str:
        """The column that looks most like the field, "" if none does."""
        best: tuple[int, str] = (99, "")
        for column, value in record.items():
            if not isinstance(column, str) or column in taken or not _may_be(name, value):
                continue
            words = [word.lower() for word in _SPLIT.split(column) if word]
            if not words or _OTHER & set(words) or _BORROWED.get(name, frozenset()) & set(words):
                continue
            ranks = [_WORDS[name].index(w) for w in words if w in _WORDS.get(name, ())]
            if ranks:
                best = min(best, (min(ranks), column))
        return best[1]


def _may_be(name: str, value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if name == "published":
        return value is not None and not isinstance(value, bool | list | dict)
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def _normal(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().casefold()).strip("_")


def _spelled(record: Mapping[str, Any], column: str) -> str:
    """A column's name as the record spells it; it may be a path such as "article.body"."""
    if column in record:
        return column
    return next(
        (name for name in record if isinstance(name, str) and name.casefold() == column.casefold()),
        column,
    )


def _at(record: Mapping[str, Any], column: str) -> Any:
    if column in record:
        return record[column]
    value: Any = record
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def plain_record(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without the shapes that only some tools write."""
    changes: dict[str, Any] = {}
    for name in ("text", "body", "content", "maintext"):
        value = record.get(name)
        if isinstance(value, Mapping):
            changes[name] = _sections(value)  # Fundus
        elif isinstance(value, list) and all(isinstance(part, str) for part in value):
            changes[name] = "\n\n".join(value)
    for name in ("authors", "author", "byline", "source", "publisher"):
        if (value := record.get(name)) is not None and not isinstance(value, str):
            changes[name] = _names(value)  # schema.org, JSON Feed, news APIs
    if isinstance(source := record.get("source"), str) and source.startswith(
        ("http://", "https://")
    ):
        # trafilatura: "source" is the page
        if not record.get("url"):
            changes["url"] = source
        changes["source"] = record.get("source-hostname") or record.get("hostname") or ""
    if record.get("content_html") and raw_field(record, "text") is None:
        html = record["content_html"]
        changes["text"] = text_of(html) if isinstance(html, str) else ""
    return {**record, **changes} if changes else record


def _sections(body: Mapping[str, Any]) -> str:
    parts: list[str] = list(body.get("summary") or ())
    for section in body.get("sections") or ():
        if isinstance(section, Mapping):
            parts += [*(section.get("headline") or ()), *(section.get("paragraphs") or ())]
    return "\n\n".join(part for part in parts if isinstance(part, str))


def _names(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get("name") or value.get("title") or ""
    if isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value):
        return [name for one in value if isinstance(name := _names(one), str) and name]
    return value


def lacks_text(example: Mapping[str, Any], columns: Columns) -> str:
    """What to say of a table none of whose columns can be the text; "" if one can."""
    if columns.text or example.get("original"):
        return ""  # what was named is looked for by name
    if raw_field(Mapper(columns).record(example), "text") is not None:
        return ""
    return there_are("no column for the text (--text names one)", example)
