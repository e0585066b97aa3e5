"""Plain text and Markdown: one layout, two ways to mark and to escape it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language.dates import day_words
from ..records import (
    Agreement,
    Article,
    Digest,
    DuplicateGroup,
    Event,
    EventExplanation,
    Explanation,
    Pair,
    Quantity,
    Report,
)
from . import safe
from .words import contrast, origin, size, title_of, when

_RULE = 88  # columns that a heading is underlined for at the most


@dataclass(frozen=True, slots=True)
class Marks:
    """How a format writes a heading, a list item with lines below it, and foreign text."""

    heading: Callable[[str], str]
    item: Callable[[str, Sequence[str]], str]
    escape: Callable[[str], str]


def _plain_item(text: str, below: Sequence[str]) -> str:
    # A line a sentence: a terminal folds it where it must, and grep finds it whole.
    return "\n".join([f"- {text}", *(f"    {line}" for line in below)])


def _markdown_item(text: str, below: Sequence[str]) -> str:
    return "  \n".join([f"- {text}", *(f"  {line}" for line in below)])


PLAIN = Marks(lambda text: f"{text}\n{'=' * min(len(text), _RULE)}", _plain_item, safe.plain)
MARKDOWN = Marks(lambda text: f"## {text}", _markdown_item, safe.markdown)


def report_text(report: Report, marks: Marks) -> str:
    """The digests one below the other; problems stand on standard error, not here."""
    digests = ["\n\n".join(_digest(digest, marks)) for digest in report.digests]
    return _join(digests, nothing="No events.")


def _digest(digest: Digest, marks: Marks) -> Iterator[str]:
    event, esc = digest.event, marks.escape
    yield marks.heading(esc(digest.headline) or "Untitled")
    yield f"{when(event)} · {size(event)} · event {event.id}"
    yield "\n".join(
        marks.item(
            esc(sentence.text) + (" …" if sentence.cut else ""),
            [_cited(sentence.article_id, sentence.also_in, esc)],
        )
        for sentence in digest.sentences
    )
    for difference in digest.differences:
        yield f"{contrast(difference)}: {esc(difference.what)}"
        yield "\n".join(marks.item(*_stated(one, esc)) for one in difference.statements)
    yield from sources(event, event.articles, marks)


def sources(event: Event, articles: Iterable[Article], marks: Marks) -> Iterator[str]:
    """What is known of where articles of an event come from, each by its id."""
    items = [marks.item(*_source(article, event, marks.escape)) for article in articles]
    if items:
        yield "Sources:"
        yield "\n".join(items)


def _stated(one: Quantity, esc: Callable[[str], str]) -> tuple[str, list[str]]:
    told = esc(one.quantity) + (f", {day_words(one.day)}" if one.day else "")
    sentence = one.sentence
    return told, [f"{esc(sentence.text)} {_cited(sentence.article_id, sentence.also_in, esc)}"]


def _cited(name: str, also_in: Iterable[str], esc: Callable[[str], str]) -> str:
    others = ", ".join(map(esc, also_in))
    return f"[{esc(name)}]" + (f" also in: {others}" if others else "")


def _source(article: Article, event: Event, esc: Callable[[str], str]) -> tuple[str, list[str]]:
    kept = event.duplicate_of.get(article.id)
    return _known(article, esc, [f"the same text as {esc(kept)}"] if kept else []), []


def _known(article: Article, esc: Callable[[str], str], more: Sequence[str] = ()) -> str:
    """An id with what is known of where its article comes from."""
    known = ", ".join([*(esc(part) for part in origin(article)), *more])
    return f"{esc(article.id)}: {known}" if known else esc(article.id)


def articles_text(
    articles: Iterable[Article], marks: Marks, *, show_removed: bool = False, event: str = ""
) -> str:
    """Articles one below the other: id or title, what is known of them, the text."""
    shown = [_article(a, marks, show_removed, event) for a in articles]
    return _join(shown, nothing="No articles.")


def _article(article: Article, marks: Marks, show_removed: bool, event: str) -> str:
    heading = marks.heading(marks.escape(article.title or article.id))
    known = ", ".join([article.id, *origin(article)[1 if article.title else 0 :]])
    known += f" · event {event}" if event else ""
    body = _with_removed(article) if show_removed else article.text
    lines = [marks.escape(line) for line in safe.plain_block(body).split("\n")]
    return "\n\n".join([heading, marks.escape(known), "\n".join(lines).strip("\n")])


def _with_removed(article: Article) -> str:
    """The page as it was read, with each part that was removed marked by its reason."""
    parts, position = [], 0
    for removed in article.removed:
        text = removed.text.strip()
        parts.append(article.original[position : removed.start])
        parts.append(f"[-{removed.reason}: {text}-]" + ("" if text == removed.text else " "))
        position = removed.end
    return "".join([*parts, article.original[position:]])


def groups_text(groups: Iterable[DuplicateGroup], marks: Marks, remarks: Sequence[str] = ()) -> str:
    """Each group under its kept article, each copy with how alike it is; remarks below."""
    text = _join([_group(group, marks) for group in groups], nothing="No near-duplicates.")
    if not remarks:
        return text
    return text + "\n" + "\n".join(marks.item(marks.escape(one), []) for one in remarks) + "\n"


def _group(group: DuplicateGroup, marks: Marks) -> str:
    esc, copies = marks.escape, len(group.copies)
    heading = f"{esc(group.kept.id)}: {copies:,} {'copy' if copies == 1 else 'copies'}"
    alike = group.likeness
    items = [marks.item(f"kept: {_known(group.kept, esc)}", [])]
    for copy in group.copies:
        pair = alike.get(copy.id)
        items.append(marks.item(_known(copy, esc), [_alike(pair)] if pair else []))
    return f"{marks.heading(heading)}\n\n" + "\n".join(items)


def _alike(pair: Pair) -> str:
    """Why two articles are one text, and the figures that say so."""
    figures = f"Jaccard {pair.jaccard:.3f}, containment {pair.containment:.3f}"
    if pair.kind != "containment":
        return figures
    share = f"{pair.containment:.0%} of the shorter one's shingles stand in the longer"
    return f"copied in part: {share} ({figures})"


def events_text(events: Iterable[Event], marks: Marks) -> str:
    """Each event under the title of its earliest report, or else the words that one begins with."""
    return _join([_event(event, marks) for event in events], nothing="No events.")


def _event(event: Event, marks: Marks) -> str:
    named = [article for article in event.reports if article.title.strip()] or event.reports
    heading = marks.heading(marks.escape(title_of(named[0])) or "Untitled")
    told = f"{when(event)} · {size(event)} · event {event.id}"
    items = [marks.item(*_source(article, event, marks.escape)) for article in event.articles]
    return f"{heading}\n\n{told}\n\n" + "\n".join(items)


def explanation_text(explanation: Explanation | EventExplanation, marks: Marks) -> str:
    """The verdict, then the evidence, a line each."""
    verdict, *evidence = explanation.lines
    lines = [marks.escape(verdict), *(marks.item(marks.escape(line), []) for line in evidence)]
    return "\n".join(lines) + "\n"


def agreement_text(agreement: Agreement) -> str:
    """How well events agree with labels: a figure a line, those from 0 to 1 in per cent."""
    lines = []
    for name, value in agreement.to_dict().items():
        shown = f"{100 * value:.1f}" if isinstance(value, float) else str(value)
        lines.append(f"{name.replace('_', ' '):30s} {shown:>7s}")
    return "\n".join(lines) + "\n"


def _join(blocks: Sequence[str], nothing: str) -> str:
    """The blocks with space between them; a sentence if there is none, for a reader who waits."""
    return "\n\n\n".join(blocks or [nothing]) + "\n"
