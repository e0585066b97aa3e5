"""Article, the one record that every stage reads and writes, and what was removed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Literal

from ..errors import RecordError
from ..language.codes import language_code
from ..language.dates import in_range, parse_date, utc_day
from .fields import STRINGS, raw_field, text_field

Severity = Literal["lost", "note"]

_SHOWN = 60  # characters of a field that the repr shows


@dataclass(frozen=True, slots=True, init=False)
class Removed:
    """A part of ``Article.original`` that cleaning took out, and why.

    ``original[start:end] == text``; ``reason`` is one of the names in ``docs/cleaning.md``.
    """

    start: int
    end: int
    text: str
    reason: str

    def __init__(self, start: int, end: int, text: str, reason: str) -> None:
        # A page of news has hundreds: by the slots themselves it takes half as long as by the name
        # of each, which is how a frozen dataclass sets them.
        for_start, for_end, for_text, for_reason = _SLOTS
        for_start(self, start)
        for_end(self, end)
        for_text(self, text)
        for_reason(self, reason)


_SLOTS = tuple(vars(Removed)[name].__set__ for name in ("start", "end", "text", "reason"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input, told by path, line (1-based) and reason.

    ``severity`` is "lost" (an input could not be read) or "note" (it was, with a reservation).
    """

    path: str
    line: int | None
    reason: str
    severity: Severity = "lost"

    def __str__(self) -> str:
        """``path:line: reason``, as compilers write it."""
        return ":".join((self.path, *([str(self.line)] if self.line else ()), f" {self.reason}"))

    def to_dict(self) -> dict[str, Any]:
        """The problem as it stands in the JSON output."""
        return {
            "path": self.path,
            "line": self.line,
            "reason": self.reason,
            "severity": self.severity,
        }


@dataclass(frozen=True, slots=True)
class Article:
    """One news article: its text, where it comes from, and what cleaning took out of it.

    ``original`` is the text as read and never changes; ``text`` is what cleaning left of it
    (before, the two are equal). ``published`` is a ``date`` (that day in UTC), a ``datetime``
    (naive means UTC) or None, which a year outside 1800 to 2100 becomes. ``path`` is relative to
    the source that it was read from. ``language`` is an ISO 639 code; a tag such as "en-US" becomes
    that of its language, and what names none "". An empty id becomes one made of the content.
    ``notes`` are reservations of the stages, such as a text that cleaning kept whole. Lone
    surrogates, which no encoding can hold, become "?". ``extracted`` is for web pages while they
    go from their reader to the stages: what their site repeats has not been looked for yet. It is
    no part of the record, neither in JSON nor where two are compared.

    Raises:
        RecordError: if a field has a type that it can't have.
    """

    id: str
    text: str
    title: str = ""
    published: date | datetime | None = None
    source: str = ""
    url: str = ""
    language: str = ""
    byline: str = ""
    agency: str = ""
    path: str = ""
    original: str = ""
    removed: tuple[Removed, ...] = ()
    cleaned: bool = False
    notes: tuple[str, ...] = ()
    extracted: bool = field(default=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in STRINGS:
            value = getattr(self, name)
            if not isinstance(value, str):
                kind = type(value).__name__
                raise RecordError(f"article {self.id!r}: {name} must be a string, not {kind}")
            if not value.isascii() and (sound := without_surrogates(value)) != value:
                object.__setattr__(self, name, sound)
        if self.language:
            object.__setattr__(self, "language", language_code(self.language))
        if not (self.published is None or isinstance(self.published, date)):
            raise RecordError(
                f"article {self.id!r}: published must be a date or datetime, not "
                f"{self.published!r}; Article.from_dict reads dates from strings"
            )
        if self.published is not None and not in_range(self.published):
            object.__setattr__(self, "published", None)  # a date that isn't one is no date
        if not (self.cleaned and self.original):
            object.__setattr__(self, "original", self.text)
        if not self.id:
            object.__setattr__(self, "id", f"record-{self.fingerprint()[:8]}")

    def __repr__(self) -> str:
        """What fits a line: texts are cut, and what is empty or of cleaning alone is left out."""
        shown = (name for name in (*STRINGS, "published") if getattr(self, name))
        parts = [f"{name}={_brief(getattr(self, name))}" for name in shown if name != "original"]
        return f"Article({', '.join(parts)})"

    @property
    def day(self) -> date | None:
        """The day of publication in UTC, or None."""
        return utc_day(self.published) if self.published else None

    def fingerprint(self) -> str:
        """Eight bytes in hex that tell this article's content, wherever it lies."""
        published = self.published.isoformat() if self.published else ""
        fields = (self.original, self.title, published, self.source, self.url)
        packed = "\0".join(fields).encode("utf-8", "surrogatepass")
        return blake2b(packed, digest_size=8).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """The article as a JSON-ready dict without empty fields; ``from_dict`` turns it back."""
        record: dict[str, Any] = {"id": self.id, "text": self.text}
        for name in ("title", "source", "url", "language", "byline", "agency", "path"):
            if getattr(self, name):
                record[name] = getattr(self, name)
        if self.published:
            record["published"] = self.published.isoformat()
        if self.cleaned:
            record["cleaned"] = True
        if self.original != self.text:
            record["original"] = self.original
        if self.removed:
            record["removed"] = [
                {"start": r.start, "end": r.end, "text": r.text, "reason": r.reason}
                for r in self.removed
            ]
        if self.notes:
            record["notes"] = list(self.notes)
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Article:
        """Makes an Article of a record, by the field names of this class or of common tools.

        "body" or "content" serve for ``text``, "date" for ``published``, "lang" for ``language``
        and so on; dates may be ISO 8601, RFC 2822, "June 5, 2023", "23.10.2013" or a timestamp, and
        a date that isn't one is left out. Without an id, the record's content gives it one.

        Raises:
            RecordError: if the record has no text, or a field that can't be read.
        """
        if not isinstance(record, Mapping):
            raise RecordError(f"a record is a dict, not {type(record).__name__}")
        values = {name: text_field(record, name) for name in STRINGS}
        cleaned = record.get("cleaned") is True
        if not cleaned:  # "original" then is some other tool's word for something else
            values["original"] = ""
        if not _has_text(values["text"]) and not _has_text(values["original"]):
            raise RecordError("record without text")
        return cls(
            **values,
            published=parse_date(raw_field(record, "published")),
            removed=_removed_from(record.get("removed", ())) if cleaned else (),
            cleaned=cleaned,
            notes=_notes_from(record.get("notes", ())) if cleaned else (),
            extracted=False,
        )


def _brief(value: object) -> str:
    """A value as code has it, long strings cut."""
    if isinstance(value, str) and len(value) > _SHOWN:
        return f"{value[:_SHOWN]!r}… ({len(value)} characters)"
    return repr(value)


def _has_text(text: str) -> bool:
    """Whether a text has anything to see: not only spaces and zero-width characters."""
    return any(char.isprintable() and not char.isspace() for char in text)


def without_surrogates(text: str) -> str:
    """A text with "?" for each lone surrogate, as JSON ("\\ud800") can hold but no encoding."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _removed_from(parts: Any) -> tuple[Removed, ...]:
    try:
        return tuple(
            Removed(int(p["start"]), int(p["end"]), str(p["text"]), str(p["reason"])) for p in parts
        )
    except (TypeError, KeyError, ValueError) as error:
        raise RecordError(
            "removed must be a list of {start, end, text, reason}, as to_dict writes it"
        ) from error


def _notes_from(notes: Any) -> tuple[str, ...]:
    # Other tools' records use the name too; only a list of strings can be ours.
    if isinstance(notes, list | tuple) and all(isinstance(note, str) for note in notes):
        return tuple(notes)
    return ()


def problem_of(article: Article, reason: str, severity: Severity = "lost") -> Problem:
    """A problem of an article: its path, and its id where the path doesn't tell which one it is."""
    path, name = article.path, article.id
    if path and path != name and f"/{name}." not in f"/{path}":
        reason = f"article {name}: {reason}"
    return Problem(path or name, None, reason, severity)
