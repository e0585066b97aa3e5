"""What an archive tells, as text or JSON: updates, timelines, findings, checkups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..errors import UsageError
from ..language.dates import day_words
from ..language.phrases import count
from ..records import Added, Checkup, Digest, Event, Found, Moment, Timeline, Update
from . import data
from .text import MARKDOWN, PLAIN, Marks, sources
from .words import origin, size, when

_FORMATS: dict[str, Marks | None] = {"md": MARKDOWN, "txt": PLAIN, "json": None, "jsonl": None}
_KINDS = {"new": "New", "grown": "More on", "corrected": "Corrected"}


def render_updates(updates: Sequence[Update], format: str = "txt", *, text: bool = True) -> str:
    """What is new, event by event.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        blocks = ["\n\n".join(_update(update, marks)) for update in updates]
        return _join(blocks, "Nothing new.")
    records = [update.to_dict(text=text) for update in updates]
    return data.lines(records) if format == "jsonl" else data.document({"updates": records})


def render_timeline(timeline: Timeline, format: str = "txt", *, text: bool = True) -> str:
    """An event day by day, among the chapters of its story.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return _join(["\n\n".join(_moment(one, timeline.event, marks)) for one in timeline], "")
    if format == "jsonl":
        return data.lines(one.to_dict(text=text) for one in timeline)
    return data.document(timeline.to_dict(text=text))


def render_found(found: Sequence[Found], format: str = "txt", *, text: bool = True) -> str:
    """The articles that a search found, each with the passage that matches.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        return _join(["\n\n".join(_found(one, marks)) for one in found], "Nothing found.")
    records = [one.to_dict(text=text) for one in found]
    return data.lines(records) if format == "jsonl" else data.document({"found": records})


def render_added(added: Added, format: str = "txt") -> str:
    """What a batch added.

    Raises:
        UsageError: if there is no such format.
    """
    if _marks(format):
        told = [count(len(added.articles), "new article")]
        if added.corrected:
            told.append(f"{len(added.corrected):,} corrected")
        if added.unchanged:
            told.append(f"{added.unchanged:,} known already")
        if added.forgotten:
            told.append(f"{added.forgotten:,} of what was forgotten")
        events = f"in {count(len(added.events), 'event')}" if added.events else "nothing changed"
        return f"{', '.join(told)}; {events}\n"
    return data.record(added.to_dict(), format)


def render_forgotten(ids: Sequence[str], format: str = "txt") -> str:
    """The articles that were forgotten.

    Raises:
        UsageError: if there is no such format.
    """
    if _marks(format):
        return f"{count(len(ids), 'article')} forgotten\n"
    return data.record({"forgotten": list(ids)}, format)


def render_checkup(checkup: Checkup, format: str = "txt") -> str:
    """What the doctor found, and what was mended.

    Raises:
        UsageError: if there is no such format.
    """
    if marks := _marks(format):
        read = f"{count(checkup.articles, 'article')}, {checkup.checked:,} of them read"
        lines = [f"{read}: {'sound' if checkup.sound else 'damaged'}"]
        lines += [marks.item(marks.escape(str(one)), []) for one in checkup.problems]
        lines += [marks.item(f"mended: {marks.escape(one)}", []) for one in checkup.repaired]
        lines += [marks.item(f"lost: {marks.escape(str(one))}", []) for one in checkup.lost]
        return "\n".join(lines) + "\n"
    return data.record(checkup.to_dict(), format)


def _marks(format: str) -> Marks | None:
    if format not in _FORMATS:
        raise UsageError(f"no such format here: {format!r}; one of {', '.join(_FORMATS)}")
    return _FORMATS[format]


def _update(update: Update, marks: Marks) -> Iterator[str]:
    event, esc = update.event, marks.escape
    headline = esc(update.digest.headline) or "Untitled"
    yield marks.heading(f"{_KINDS[update.kind]}: {headline}")
    yield f"{when(event)} · {size(event)} · event {event.id}"
    if update.merged:
        yield f"Now one with what was event {', '.join(update.merged)}."
    yield from _story(event, marks)
    yield from _sentences(update.digest, marks, "The new articles say nothing new.")
    yield f"New: {', '.join(map(esc, update.articles))}"
    yield from _sources(update.digest, marks, update.articles)


def _story(event: Event, marks: Marks) -> Iterator[str]:
    chapters = event.storyline.chapters if event.storyline else ()
    for place, chapter in enumerate(chapters, 1):
        if chapter.event_id == event.id:
            told = f"Chapter {place} of {len(chapters)} of a story: {chapter.reason}"
            yield marks.escape(told)


def _moment(moment: Moment, event: Event, marks: Marks) -> Iterator[str]:
    headline = marks.escape(moment.digest.headline) or "Untitled"
    own = moment.digest.event.id == event.id
    day = day_words(moment.day) if moment.day else "undated"
    yield marks.heading(f"{day}: {headline}")
    about = "" if own else f"event {moment.digest.event.id}"
    if told := " · ".join(part for part in (about, marks.escape(moment.reason)) if part):
        yield told
    yield from _sentences(moment.digest, marks, "")
    yield from _sources(moment.digest, marks)


def _sentences(digest: Digest, marks: Marks, nothing: str) -> Iterator[str]:
    items = [
        marks.item(
            marks.escape(sentence.text) + (" …" if sentence.cut else ""),
            [f"[{', '.join(map(marks.escape, (sentence.article_id, *sentence.also_in)))}]"],
        )
        for sentence in digest.sentences
    ]
    if items or nothing:
        yield "\n".join(items) or nothing


def _sources(digest: Digest, marks: Marks, also: Iterable[str] = ()) -> Iterator[str]:
    """Where the articles come from that a digest cites, or that are named beside it."""
    cited = {name for one in digest.sentences for name in (one.article_id, *one.also_in)} | {*also}
    articles = [article for article in digest.event.articles if article.id in cited]
    yield from sources(digest.event, articles, marks)


def _found(found: Found, marks: Marks) -> Iterator[str]:
    article = found.article
    yield marks.heading(marks.escape(article.title or article.id))
    known = [article.id, *origin(article)[1 if article.title else 0 :]]
    yield f"{marks.escape(', '.join(known))} · event {found.event_id}"
    yield marks.escape(found.passage)


def _join(blocks: Sequence[str], nothing: str) -> str:
    return "\n\n\n".join(blocks or [nothing]) + "\n"
