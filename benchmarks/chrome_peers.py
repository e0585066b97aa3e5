"""What others make of the same pages: rules on lines for text, extractors for HTML.

Each is imported when first used; one that isn't installed is skipped with a message.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

Cleaner = Callable[[str], str]

_POLICY = (
    "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies",
    "use cookies",
)  # fmt: skip


def keep_all(text: str) -> str:
    """The text as it is."""
    return text


def c4_rules(text: str) -> str:
    """The line rules of the C4 corpus: final punctuation, five words, no policy, no JavaScript."""
    return "\n".join(line for line in text.split("\n") if _c4_keeps(line.strip()))


def _c4_keeps(line: str) -> bool:
    low = line.lower()
    return (
        line.endswith((".", "?", "!", '"', "”"))
        and not line.endswith("...")
        and len(line.split()) >= 5
        and "javascript" not in low
        and not any(phrase in low for phrase in _POLICY)
    )


def justext_lines() -> Cleaner:
    """jusText with each line as a paragraph."""
    import justext

    stop_words = justext.get_stoplist("English")

    def clean(text: str) -> str:
        from html import escape

        lines = (f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
        page = f"<html><body>{''.join(lines)}</body></html>"
        return "\n".join(p.text for p in justext.justext(page, stop_words) if not p.is_boilerplate)

    return clean


def trafilatura_default() -> Cleaner:
    """trafilatura as it comes."""
    from trafilatura import extract

    return lambda html: extract(html, include_comments=False) or ""


def trafilatura_precise() -> Cleaner:
    """trafilatura, told to prefer precision."""
    from trafilatura import extract

    return lambda html: extract(html, include_comments=False, favor_precision=True) or ""


def resiliparse() -> Cleaner:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: str(extract_plain_text(html, main_content=True, alt_texts=False))


def readability() -> Cleaner:
    """readability-lxml, its summary as text."""
    from lxml.html import fromstring
    from readability import Document

    return lambda html: str(fromstring(Document(html).summary()).text_content())


def newspaper() -> Cleaner:
    """newspaper4k, without fetching the pictures that a page names."""
    from newspaper import article

    def clean(html: str) -> str:
        page = article("https://news.example/a", input_html=html, fetch_images=False)
        return str(page.text)

    return clean


TEXT_PEERS: dict[str, Callable[[], Cleaner]] = {
    "keep all": lambda: keep_all,
    "C4 line rules": lambda: c4_rules,
    "jusText on lines": justext_lines,
}
HTML_PEERS: dict[str, Callable[[], Cleaner]] = {
    "trafilatura": trafilatura_default,
    "trafilatura (precision)": trafilatura_precise,
    "resiliparse": resiliparse,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
}


def available(peers: dict[str, Callable[[], Cleaner]]) -> Iterator[tuple[str, Cleaner]]:
    """The peers that can be imported, by name; the others are told on standard error."""
    for name, make in peers.items():
        try:
            yield name, make()
        except ImportError as error:
            print(f"skipped {name}: {error}", file=sys.stderr)


def guarded(cleaner: Cleaner, page: str) -> str:
    """What a peer makes of a page, nothing if it raises."""
    try:
        return cleaner(page)
    except Exception as error:  # a peer's failure is a result
        print(f"{type(error).__name__} in a peer", file=sys.stderr)
        return ""
