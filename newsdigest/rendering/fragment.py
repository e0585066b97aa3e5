"""A digest as a few lines of HTML, for the entry of a feed and the body of a mail.

There is nothing in it but paragraphs, lists and links to web addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.dates import day_words as day
from ..records import Article, Digest, Sentence
from .safe import html, link
from .words import contrast, size, when


def digest_html(digest: Digest) -> str:
    """The sentences with their sources, where reports differ, and the list of the articles."""
    return "\n".join(_parts(digest))


def _parts(digest: Digest) -> Iterator[str]:
    articles = {article.id: article for article in digest.event.articles}
    yield f"<p>{when(digest.event)} · {size(digest.event)}</p>"
    yield "<ul>"
    for sentence in digest.sentences:
        yield f"<li>{_cited(sentence, articles)}</li>"
    yield "</ul>"
    for difference in digest.differences:
        yield f"<p>{contrast(difference)}: {html(difference.what)}</p>"
        yield "<ul>"
        for statement in difference.statements:
            dated = f", {day(statement.day)}" if statement.day else ""
            told = f"{html(statement.quantity)}{dated}"
            yield f"<li>{told}: {_cited(statement.sentence, articles)}</li>"
        yield "</ul>"
    yield "<p>Sources:</p>"
    yield "<ul>"
    copies = digest.event.duplicate_of
    for article in digest.event.articles:
        kept = f" (the same text as {html(copies[article.id])})" if article.id in copies else ""
        yield f"<li>{_source(article)}{kept}</li>"
    yield "</ul>"


def _cited(sentence: Sentence, articles: dict[str, Article]) -> str:
    names = [_name(one, articles) for one in (sentence.article_id, *sentence.also_in)]
    return f"{html(sentence.text)}{' …' if sentence.cut else ''} [{', '.join(names)}]"


def _name(article_id: str, articles: dict[str, Article]) -> str:
    article = articles.get(article_id)
    name = html((article.source if article else "") or article_id)
    address = link(article.url) if article else ""
    return f'<a href="{html(address)}">{name}</a>' if address else name


def _source(article: Article) -> str:
    title = html(article.title or article.id)
    address = link(article.url)
    shown = f'<a href="{html(address)}">{title}</a>' if address else title
    known = [article.source, day(article.day) if article.day else ""]
    return ", ".join([shown, *(html(part) for part in known if part)])
