"""HTML in, a cleaned Article out: decoded, bounded, extracted, then through the line stage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..language.mojibake import unscrambled
from ..records import Article
from ..settings import CleaningSettings
from .decoding import decode_html
from .lines import HEAD
from .look import Looker
from .pagemeta import PageMetadata, read_head
from .plaintext import plain_text
from .prescan import Scan, prescan
from .settling import KEPT_WHOLE
from .sitelines import site_of
from .stage import clean_text, finish
from .wording import legal_terms

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Share of its characters in lines about consent from which on a page is nothing but such a notice.
_NOTICE_SHARE = 0.5
_NOTICE_TERMS = 2
# A page of so few characters that speaks of its cookies is a wall; recipes don't use them "to".
_WALL = 900
_COOKIES = re.compile(
    r"\b(?:uses?|using|sets?) (?:(?:our|own|third-party|essential|necessary|tracking) ){0,2}cookies"
    r" (?:to|on|for|and|that|in|from|so)\b|\bus to set cookies|\buse of cookies|such as cookies"
    r"|\bcookie (?:policy|settings|notice|preferences)|\buses cookies\b"
    r"|\b(?:verwenden|nutzen|setzen|utilisons|utilise|utilizamos|usamos|utilizziamo|usiamo|gebruiken"
    r"|använder|bruker|bruger|używamy) (?:des |les |de |i |plików )?cookies"
    r"|\bcookies (?:verwenden|nutzen|setzen)\b",
    re.IGNORECASE,
)
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
    if (
        scan.excess and text.count("\n") > _SCRAPS and _has_no_prose(text)
    ):  # a hundred thousand scraps are no article
        text = ""
    looker = Looker(strictness=1.0 if scan.excess else _STRICTNESS)
    cleaning = clean_text(text, settings, head.title, looker, head.byline)
    if _is_notice(text) or (
        not scan.excess and KEPT_WHOLE in cleaning.notes and _has_no_prose(text)
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


def _is_notice(text: str) -> bool:
    """Whether most of a text is about cookies and consent."""
    lines = text.split("\n")
    told = sum(len(line) for line in lines if legal_terms(line[:HEAD].lower()) >= _NOTICE_TERMS)
    if told > _NOTICE_SHARE * len(text):
        return True
    if len(text) > _WALL or not _COOKIES.search(text):
        return False
    other = sum(len(line) for line in lines if _is_prose(line) and not _is_consent(line))
    return other <= _NOTICE_SHARE * len(text)


def _is_consent(line: str) -> bool:
    return bool(_COOKIES.search(line)) or legal_terms(line[:HEAD].lower()) > 0


def _has_no_prose(text: str) -> bool:
    return not any(map(_is_prose, text.split("\n")))


def _is_prose(line: str) -> bool:
    return len(line.split(maxsplit=8)) > 8
