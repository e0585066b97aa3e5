"""HTML in, a cleaned Article out: decoded, bounded, extracted, then through the line stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..language.mojibake import unscrambled
from ..records import Article
from ..settings import CleaningSettings
from .decoding import decode_html
from .look import Looker
from .pagemeta import PageMetadata, read_head
from .plaintext import plain_text
from .prescan import Scan, prescan
from .settling import KEPT_WHOLE
from .sitelines import site_of
from .stage import clean_text, finish
from .walls import has_no_prose, is_consent_notice

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Lines without a sentence among them from which on a page is scraps.
_SCRAPS = 10_000
# What an extractor let through is mostly body: the line stage treads softly.
_STRICTNESS = 0.4


def read_html(
    html: bytes | str, url: str = "", settings: CleaningSettings | None = None
) -> Article:
    """The article of an HTML page, cleaned already; its text is empty if the page has none.

    Always returns. ``original`` is what the extractor took for the article, which the line stage
    then looks through; the page's head fills title, date, byline, source, language and address. A
    page out of the bounds of the settings is read as plain text, which ``notes`` tells.
    """
    settings = settings or CleaningSettings()
    page = unscrambled(decode_html(html) if isinstance(html, bytes) else html)
    scan = prescan(page.encode("utf-8", "replace").decode(), settings)
    text, head, notes = _extracted(scan)
    if scan.excess and text.count("\n") > _SCRAPS and has_no_prose(text):
        text = ""
    looker = Looker(strictness=1.0 if scan.excess else _STRICTNESS)
    cleaning = clean_text(text, settings, head.title, looker, head.byline)
    if is_consent_notice(text) or (
        not scan.excess and KEPT_WHOLE in cleaning.notes and has_no_prose(text)
    ):
        text, cleaning = "", clean_text("", settings)
    article = Article(
        id="",
        text=text,
        title=head.title,
        published=head.published,
        source=head.site,
        url=url or head.url,
        byline=head.byline,
        notes=notes,
    )
    article = finish(article, cleaning, head.language)
    return replace(
        article,
        id=f"page-{article.fingerprint()[:8]}",
        source=article.source or site_of(article),
        extracted=True,
    )


def _extracted(scan: Scan) -> tuple[str, PageMetadata, tuple[str, ...]]:
    """The text that an extractor takes for the article, the head's metadata, and notes."""
    if scan.excess:
        return plain_text(scan.html), PageMetadata(), (f"read as plain text: {scan.excess}",)
    tree = _parsed(scan.html)
    if tree is None:
        return plain_text(scan.html), PageMetadata(), ()
    head = read_head(tree, scan.data)
    try:
        text = _extract(tree)
    except Exception as error:  # whatever it trips over, the page has text
        note = f"read as plain text: the extractor failed ({type(error).__name__})"
        return plain_text(scan.html), head, (note,)
    return text, head, ()


def _parsed(html: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # As bytes, because lxml refuses text that declares an encoding.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(html.encode(), parser=parser)
    except (etree.LxmlError, ValueError):  # an empty page has no document
        return None


def _extract(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    document: Any = bare_extraction(
        tree, include_comments=False, fast=True, favor_recall=True, with_metadata=False
    )
    return (document.text or "") if document is not None else ""
