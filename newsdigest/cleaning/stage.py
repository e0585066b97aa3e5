"""The stage: takes the site's chrome out of articles and notes what was taken, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from ..language.addresses import day_in_address
from ..language.dateforms import names_day_first
from ..language.identify import identify
from ..records import Article
from ..settings import CleaningSettings
from .lines import join_lines, split_lines
from .look import Looker
from .model import Models, shipped_models
from .repeated import lines_left, without_site_lines
from .settling import KEPT_WHOLE, drop_by_rule, settled, too_little
from .sitelines import SiteLines
from .work import Cleaning

# Characters of articles that are read ahead: numpy's calls cost as much for one line as for more.
_BATCH = 64_000


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
            drop_by_rule(cleaning, settings, article.title)
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
    return settled(cleaning, settings, title, (), looker or Looker())


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
    return finish(article, settled(cleaning, settings, article.title, known, looker))


def _looked_again(article: Article, known: Collection[str]) -> Article:
    """A page that its reader cleaned without knowing the site's lines, less these.

    It is as any other cleaned article then, and stays as it is.
    """
    article = replace(article, extracted=False)
    cleaning = without_site_lines(article, known) if known else None
    if cleaning is None:
        return article
    if too_little(cleaning.lines, lines_left(article)):
        notes = dict.fromkeys((*article.notes, KEPT_WHOLE))
        return replace(article, notes=tuple(notes))
    return finish(article, cleaning)


def finish(article: Article, cleaning: Cleaning, declared: str = "") -> Article:
    """The article with its cleaned text and what was learned, its own values first.

    Where nothing else tells the day of publication, the article's address may.

    ``declared``: the language that its page says it is in.
    """
    text = join_lines(cleaning.lines)
    found = cleaning.metadata
    language = article.language or identify(text, declared)
    published = found.published or (found.day_first if names_day_first(language) else None)
    return replace(
        article,
        text=text,
        published=article.published or published or day_in_address(article.url),
        title=article.title or found.title,
        byline=article.byline or found.byline,
        agency=article.agency or found.agency,
        language=language,
        removed=tuple(sorted(cleaning.removed, key=attrgetter("start"))),
        notes=(*article.notes, *cleaning.notes),
        cleaned=True,
    )
