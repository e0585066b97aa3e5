"""The stage: takes the site's chrome out of articles and notes what was taken, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from operator import attrgetter

from ..language.addresses import day_in_address
from ..language.dateprefix import day_in, prefix_length
from ..language.identify import identify
from ..language.messages import is_message_page
from ..records import Article, Removed
from ..settings import CleaningSettings
from .features import word_count
from .lines import HEAD, Line, join_lines, split_lines
from .look import Looker
from .metadata import Metadata, read_metadata
from .model import Models, shipped_models
from .repeated import lines_left, without_site_lines
from .ruling import Ruling, normal_title
from .sitelines import SiteLines
from .tail import trim_end
from .work import Cleaning

# Words below which what is left of an article is hardly one, and the share of the text below which
# so short a rest is not believed.
_LITTLE, _LITTLE_SHARE = 20, 0.5
# Passes after which a text that still shrinks is kept whole; nearly all settle in two.
_PASSES = 8
# Characters of articles that are read ahead: numpy's calls cost as much for one line as for more.
_BATCH = 64_000
KEPT_WHOLE = "kept whole: too little would remain"


def clean(
    articles: Iterable[Article],
    settings: CleaningSettings | None = None,
    site_lines: SiteLines | None = None,
    models: Models | None = None,
) -> Iterator[Article]:
    """Yields each article without its site's chrome: same length, same order.

    Each is looked at alone, unless ``site_lines`` tells what its site's articles have in common.
    Articles that are cleaned already pass unchanged, but for the site's lines in web pages that
    were read in this run: their reader could not know these. No text raises. Some are read ahead
    (64,000 characters, or the article that passes them), as many lines are measured faster
    together.
    ``models``: others than those that ship.
    """
    settings = settings or CleaningSettings()
    looker = Looker(models=models or shipped_models())
    for batch in _batches(articles):
        cleanings = [
            Cleaning(a.original, [] if a.cleaned else split_lines(a.original), author=a.byline)
            for a in batch
        ]
        for article, cleaning in zip(batch, cleanings, strict=True):
            _drop_by_rule(cleaning, settings, article.title)
        looker.table.add(chain.from_iterable([cleaning.paragraphs()[1] for cleaning in cleanings]))
        for article, cleaning in zip(batch, cleanings, strict=True):
            yield _cleaned(article, cleaning, settings, site_lines, looker)


def clean_article(
    article: Article,
    settings: CleaningSettings | None = None,
    site_lines: SiteLines | None = None,
) -> Article:
    """One article without its site's chrome, metadata in its fields where these were empty.

    ``text`` is then whole lines of ``original``, trimmed, in order; ``removed`` holds the rest.
    """
    return next(clean([article], settings, site_lines))


def clean_text(
    text: str,
    settings: CleaningSettings,
    title: str = "",
    looker: Looker | None = None,
    byline: str = "",
) -> Cleaning:
    """Cleans a text until nothing more would be taken."""
    cleaning = Cleaning(text, split_lines(text), author=byline)
    return _settled(cleaning, settings, title, (), looker or Looker())


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.original)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _cleaned(
    article: Article,
    cleaning: Cleaning,
    settings: CleaningSettings,
    site_lines: SiteLines | None,
    looker: Looker,
) -> Article:
    if article.cleaned and not (article.extracted and site_lines):
        return article
    known = site_lines.of(article) if site_lines else frozenset()
    if article.cleaned:
        return _looked_again(article, () if "site" in settings.keep else known)
    return finish(article, _settled(cleaning, settings, article.title, known, looker))


def _looked_again(article: Article, known: Collection[str]) -> Article:
    """A page that its reader cleaned without knowing the site's lines, less these.

    It is as any other cleaned article then, and stays as it is.
    """
    article = replace(article, extracted=False)
    cleaning = without_site_lines(article, known) if known else None
    if cleaning is None:
        return article
    if _too_little(cleaning.lines, lines_left(article)):
        notes = dict.fromkeys((*article.notes, KEPT_WHOLE))
        return replace(article, notes=tuple(notes))
    return finish(article, cleaning)


def _settled(
    cleaning: Cleaning,
    settings: CleaningSettings,
    title: str,
    known: Collection[str],
    looker: Looker,
) -> Cleaning:
    """Cleans until nothing more would be taken.

    What is left is a fixed point: cleaned again, with or without the title and the site's lines,
    it stays as it is. A text that doesn't settle in ``_PASSES`` passes is kept whole, which is a
    fixed point as well.
    """
    if not (cleaning.lines or cleaning.removed):
        return cleaning
    if "notice" not in settings.keep and is_message_page(cleaning.original):
        return _emptied(cleaning)
    views: tuple[Collection[str], ...] = (known, ()) if known else ((),)
    start: Cleaning | None = None
    for _ in range(_PASSES):
        before = cleaning.lines
        for view in views:
            _drop_by_rule(cleaning, settings, title or cleaning.metadata.title)
            trim_end(
                cleaning,
                title or cleaning.metadata.title,
                cleaning.author or cleaning.metadata.byline,
                settings.keep,
            )
            start = start or replace(cleaning, removed=list(cleaning.removed))
            _drop_by_look(cleaning, looker, view, settings.keep)
        if cleaning.lines == before:
            break
    else:
        start, cleaning.lines = start or cleaning, []
    start = start or cleaning
    if cleaning.lines and not _too_little(cleaning.lines, start.lines):
        return cleaning
    if start.lines or not (title or settings.drop_lines):
        return _kept_whole(start, cleaning.metadata)
    # Nothing but the title and the user's lines: then these are the text.
    left = Cleaning(cleaning.original, split_lines(cleaning.original))
    left = _settled(left, replace(settings, drop_lines=()), "", (), looker)
    return replace(left, notes=[KEPT_WHOLE])


def finish(article: Article, cleaning: Cleaning, declared: str = "") -> Article:
    """The article with its cleaned text and what was learned, its own values first.

    Where nothing else tells the day of publication, the article's address may.

    ``declared``: the language that its page says it is in.
    """
    text = join_lines(cleaning.lines)
    found = cleaning.metadata
    return replace(
        article,
        text=text,
        published=article.published or found.published or day_in_address(article.url),
        title=article.title or found.title,
        byline=article.byline or found.byline,
        agency=article.agency or found.agency,
        language=article.language or identify(text, declared),
        removed=tuple(sorted(cleaning.removed, key=attrgetter("start"))),
        notes=(*article.notes, *cleaning.notes),
        cleaned=True,
    )


def _emptied(cleaning: Cleaning) -> Cleaning:
    """A text that a site served in an article's place: nothing of it is kept, nor was learned."""
    empty = Cleaning(cleaning.original, [])
    for line in split_lines(cleaning.original):
        empty.remove(line.start, line.end, "notice")
    return empty


def _kept_whole(start: Cleaning, metadata: Metadata) -> Cleaning:
    if not start.lines:  # nothing but a date
        start = Cleaning(start.original, split_lines(start.original))
    # Of what was learned only the date holds: a headline that stays in the text was none.
    known = Metadata(published=metadata.published)
    return replace(start, metadata=known, notes=[KEPT_WHOLE])


def _too_little(left: Sequence[Line], all_lines: Sequence[Line]) -> bool:
    characters = sum(len(line.text) for line in left)
    if characters > 30 * _LITTLE:  # words are never that long
        return False
    words = word_count([line.text for line in left])
    if words >= _LITTLE:
        return False
    return words < max(1, _LITTLE_SHARE * word_count([line.text for line in all_lines]))


def _drop_by_rule(cleaning: Cleaning, settings: CleaningSettings, title: str) -> None:
    """Takes out what needs no look at the page: date prefixes, the title, the user's lines."""
    if not cleaning.lines or cleaning.ruled == (title, cleaning.lines[0]):
        return
    heading = "" if "headline" in settings.keep else normal_title(title)
    ruling = Ruling(heading, [re.compile(pattern) for pattern in settings.drop_lines])
    lines, left = iter(cleaning.lines), []
    for line in lines:
        rest = line if "date" in settings.keep else _without_dates(cleaning, line)
        if rest.text and not (reason := ruling.reason(rest.text)):
            left.append(rest)
            break  # only what comes before the first words is a date's
        if rest.text:
            cleaning.remove(rest.start, rest.end, reason)
    for line in lines if ruling.may_apply(cleaning.lines) else ():
        if reason := ruling.reason(line.text):
            cleaning.remove(line.start, line.end, reason)
        else:
            left.append(line)
    cleaning.lines = [*left, *lines]
    cleaning.ruled = (title, left[0]) if left else None


def _without_dates(cleaning: Cleaning, line: Line) -> Line:
    """The text's first line with dates cut off its front, one after the other; linear."""
    at, text = 0, line.text
    while length := prefix_length(text[at : at + HEAD]):
        end = at + length
        if not cleaning.metadata.published:
            found = Metadata(published=day_in(text[at:end]))
            cleaning.metadata = cleaning.metadata.filled_by(found)
        while text[end : end + 1].isspace():
            end += 1
        cleaning.remove(line.start + at, line.start + end, "date")
        at = end
    return line.without_front(at) if at else line


def _drop_by_look(
    cleaning: Cleaning, looker: Looker, known: Collection[str], keep: Collection[str]
) -> None:
    """One look at the lines that are left, as if they were a page of their own."""
    lines = cleaning.lines
    if not lines:
        return
    starts, texts = cleaning.paragraphs()
    found = looker.look(texts, known)
    if found is None:
        cleaning.metadata = cleaning.metadata.signed_by(texts[0])
        return
    page, reasons = found
    if keep:
        reasons = ["" if reason in keep else reason for reason in reasons]
    cleaning.metadata = read_metadata(page, reasons, cleaning.metadata)
    if not any(reasons):
        return
    if len(starts) < len(lines):
        bounds = pairwise([*starts, len(lines)])
        reasons = [
            reason
            for reason, (start, end) in zip(reasons, bounds, strict=True)
            for _ in range(start, end)
        ]
    told = {cleaning.metadata.title: "headline", cleaning.metadata.byline: "byline"}
    cleaning.lines = [line for line, reason in zip(lines, reasons, strict=True) if not reason]
    cleaning.removed += [
        Removed(start, end, text, told.get(text, reason) if reason == "outside" else reason)
        for (start, end, _, text), reason in zip(lines, reasons, strict=True)
        if reason
    ]
