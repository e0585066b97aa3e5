"""Turns the records of a file into Articles, each with an id, and says what was guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..errors import RecordError
from ..language.dates import parse_date, why_no_date
from ..language.mojibake import unscrambled
from ..records import Article, Problem
from ..records.fields import raw_field
from ..settings import ReadingSettings
from .columns import Mapper, plain_record
from .packed import DamagedError
from .tables import Row

_Items = Iterator[Article | Problem]


def articles_of_rows(
    found: Iterable[Row | Article | Problem], path: str, base: str, settings: ReadingSettings
) -> _Items:
    """Articles of records; one without an id is called as its file, or by its content as well.

    A record that is alone in its file has the file's name, one of several that and a suffix.

    Raises:
        DamagedError: where the file is torn, after the records that come before.
    """
    mapper = Mapper(settings.columns)
    last: Row | None = None
    several = empty = False
    try:
        for one in found:
            if not isinstance(one, Row):
                empty = empty or isinstance(one, Article) or one.severity == "lost"
                yield one
                continue
            if last is not None:
                several = True
                yield from _article(last, path, f"{base}~" if base else "", settings, mapper)
            last = one
    except DamagedError:  # the last record before the tear is as whole as the others
        if last is not None:
            yield from _article(last, path, f"{base}~" if base else "", settings, mapper)
        raise
    if last is not None:
        name = f"{base}~" if several and base else base
        yield from _article(last, path, name, settings, mapper)
    elif not empty:
        yield Problem(path, None, "a file without records")


def _article(row: Row, path: str, name: str, settings: ReadingSettings, mapper: Mapper) -> _Items:
    if row.record is None:
        yield Problem(path, row.line, row.reason)
        return
    try:
        own = row.own or row.record.get("cleaned") is True
        record = plain_record(row.record) if own else mapper.record(row.record)
        article = Article.from_dict(record)
    except RecordError as error:
        yield Problem(path, row.line, f"{row.reason}{error}")
        return
    if max(map(len, (article.original, article.title, article.id))) > settings.max_bytes:
        most = f"longer than {settings.max_bytes:,} bytes, the most that one article may have"
        yield Problem(path, row.line, f"{row.reason}{most}")
        return
    article, remarks = _put_right(article)
    if name and raw_field(record, "id") is None:
        suffix = article.fingerprint()[:8] if name.endswith("~") else ""
        article = replace(article, id=name + suffix)
    # What was cleaned before knows where it lay; any other record lies in this file.
    if name and not (article.cleaned and article.path):
        article = replace(article, path=path)
    yield article
    if guessed := mapper.told():
        yield Problem(path, None, guessed, "note")
    for remark in (*remarks, *_left_out(article, raw_field(record, "published"))):
        yield Problem(path, row.line, f"{row.reason}{remark}", "note")


def _put_right(article: Article) -> tuple[Article, list[str]]:
    """The article, and a remark if its text had been read in a wrong encoding before."""
    if article.cleaned:  # its evidence counts characters
        return article, []
    text, title = unscrambled(article.text), unscrambled(article.title)
    if (text, title) == (article.text, article.title):
        return article, []
    remark = "UTF-8 that was read as Windows-1252 before; put right"
    return replace(article, text=text, title=title), [remark]


def _left_out(article: Article, date: Any) -> list[str]:
    """A remark on a date that is none, if the record has such."""
    if date is None or article.published is not None or parse_date(date) is not None:
        return []
    return [f"{str(date)[:60]!r} {why_no_date(date)}; left out"]
