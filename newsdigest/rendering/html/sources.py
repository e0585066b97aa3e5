"""The reports of an event: each with its text, what cleaning took from it, and its copies."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.phrases import count
from ...records import Article, DuplicateGroup, Event, Pair
from ..safe import link, readable
from ..words import title_of
from .anchors import Places
from .texts import Extent, is_whole, paragraphs
from .views import Copy, Source, Taken
from .wording import REASONS, day_of, iso, language_tag, name_of

# What a page holds of each report, by its extent: characters and number of removed parts, copies.
_REMOVED = {Extent.WHOLE: (4000, 400), Extent.NEAR: (160, 8), Extent.CITED: (80, 3)}
_COPIES = {Extent.WHOLE: 1000, Extent.NEAR: 50, Extent.CITED: 20}


def sources(event: Event, places: Places, extent: Extent) -> tuple[Source, ...]:
    """The reports of an event in order, the copies of each folded under it."""
    groups = {group.kept.id: group for group in event.groups}
    return tuple(
        _source(article, groups.get(article.id), places, extent) for article in event.reports
    )


def _source(
    article: Article, group: DuplicateGroup | None, places: Places, extent: Extent
) -> Source:
    marked = places.marked(article.id)
    taken, characters = _taken(article, extent)
    copies, alike = (group.copies, group.likeness) if group else ((), {})
    shown = copies[: _COPIES[extent]]
    return Source(
        number=places.number[article.id],
        anchor=places.report(article.id),
        name=name_of(article),
        title=title_of(article),
        day=day_of(article),
        iso=iso(article.day),
        url=link(article.url),
        path=readable(article.path or article.id),
        byline=", ".join(readable(part) for part in (article.byline, article.agency) if part),
        language=language_tag(article.language),
        paragraphs=paragraphs(article.text, marked, extent),
        whole=is_whole(article.text, marked, extent),
        back="" if extent is Extent.WHOLE else places.anchor,
        taken=taken,
        removed=_amount(article, characters),
        copies=tuple(_copy(copy, alike.get(copy.id)) for copy in shown),
        more_copies=len(copies) - len(shown),
        notes=tuple(readable(note) for note in article.notes),
    )


def _taken(article: Article, extent: Extent) -> tuple[tuple[Taken, ...], int]:
    """What cleaning took out, by reason in the order of the page; and how many characters."""
    length, most = _REMOVED[extent]
    parts: dict[str, list[str]] = {}
    characters = 0
    for removed in article.removed:
        characters += len(removed.text)
        parts.setdefault(removed.reason, []).append(" ".join(readable(removed.text).split()))
    return tuple(
        Taken(
            REASONS.get(reason, readable(reason)),
            tuple(_cut(text, length) for text in texts[:most]),
            max(0, len(texts) - most),
        )
        for reason, texts in parts.items()
    ), characters


def _amount(article: Article, characters: int) -> str:
    """ "12 parts, 34 % of the page"."""
    if not article.removed:
        return ""
    share = characters / max(1, len(article.original), characters)
    words = f"{share:.0%}" if share >= 0.01 else "less than 1%"
    return f"{count(len(article.removed), 'part')}, {words} of the page"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rstrip() + " …"


def _copy(copy: Article, pair: Pair | None) -> Copy:
    return Copy(name_of(copy), title_of(copy), day_of(copy), link(copy.url), _alike(pair))


def _alike(pair: Pair | None) -> str:
    if pair is None:
        return "alike by way of other copies"
    if pair.kind == "containment":
        return f"cut short: {pair.containment:.0%} of it stands in the other"
    return "the same text" if pair.jaccard == 1 else f"{pair.jaccard:.0%} the same"


def source_names(articles: Sequence[Article]) -> list[str]:
    """Each source of articles once, in their order; an article without one has none."""
    named = (article for article in articles if article.source.strip() or article.url)
    return list(dict.fromkeys(name_of(article) for article in named))
