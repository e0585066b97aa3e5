"""Plain text and Markdown: one layout, two ways to mark and to escape it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..records import Agreement, Article, Digest, DuplicateGroup, Event, Explanation, Report
from . import safe
from .words import count, origin, size, when

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
    return _join("\n\n".join(_digest(digest, marks)) for digest in report.digests)


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
        yield f"Reports differ: {esc(difference.what)}"
        yield "\n".join(
            marks.item(esc(s.quantity), [esc(s.sentence.text), esc(s.sentence.article_id)])
            for s in difference.statements
        )
    yield "Sources:"
    yield "\n".join(marks.item(*_source(article, event, esc)) for article in event.articles)


def _cited(name: str, also_in: Iterable[str], esc: Callable[[str], str]) -> str:
    others = ", ".join(map(esc, also_in))
    return f"[{esc(name)}]" + (f" also in: {others}" if others else "")


def _source(article: Article, event: Event, esc: Callable[[str], str]) -> tuple[str, list[str]]:
    kept = event.duplicate_of.get(article.id)
    known = [esc(part) for part in origin(article)]
    copy = [f"the same text as {esc(kept)}"] if kept else []
    return ": ".join([esc(article.id), *([", ".join(known + copy)] if known + copy else [])]), []


def articles_text(articles: Iterable[Article], marks: Marks) -> str:
    """Articles one below the other: id or title, what is known of them, the text."""
    blocks = []
    for article in articles:
        heading = marks.heading(marks.escape(article.title or article.id))
        known = ", ".join([article.id, *origin(article)[1 if article.title else 0 :]])
        blocks.append(f"{heading}\n\n{marks.escape(known)}\n\n{_body(article, marks)}")
    return _join(blocks)


def _body(article: Article, marks: Marks) -> str:
    return "\n".join(marks.escape(line) for line in safe.plain_block(article.text).split("\n"))


def groups_text(groups: Iterable[DuplicateGroup], marks: Marks) -> str:
    """Each group under its kept article, each copy with how alike it is."""
    esc, blocks = marks.escape, []
    for group in groups:
        lines = [marks.heading(f"{esc(group.kept.id)}: {count(len(group.copies), 'copy')}"
                               .replace("copys", "copies"))]  # fmt: skip
        alike = {frozenset((pair.a, pair.b)): pair for pair in group.pairs}
        for copy in group.copies:
            pair = alike.get(frozenset((group.kept.id, copy.id)))
            shown = (
                [f"Jaccard {pair.jaccard:.3f}, containment {pair.containment:.3f}"] if pair else []
            )
            lines.append(marks.item(esc(copy.id), shown))
        blocks.append("\n\n".join([lines[0], "\n".join(lines[1:])]))
    return _join(blocks)


def events_text(events: Iterable[Event], marks: Marks) -> str:
    """Each event with its days, its size and its articles."""
    blocks = []
    for event in events:
        heading = marks.heading(f"{when(event)} · {size(event)} · event {event.id}")
        items = [marks.item(*_source(article, event, marks.escape)) for article in event.articles]
        blocks.append(f"{heading}\n\n" + "\n".join(items))
    return _join(blocks)


def explanation_text(explanation: Explanation, marks: Marks) -> str:
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


def _join(blocks: Iterable[str]) -> str:
    return "".join(f"{block}\n\n\n" for block in blocks).removesuffix("\n\n")
