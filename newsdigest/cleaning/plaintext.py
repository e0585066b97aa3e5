"""The text of HTML that no parser should see: tags out, entities read, blocks on their own lines."""

from __future__ import annotations

from html import unescape

from .prescan import TAG

_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time "
    "u var wbr ins del".split()
)


def plain_text(html: str) -> str:
    """The text of a page, one block a line; linear in the page."""
    parts: list[str] = []
    position = 0
    for match in TAG.finditer(html):
        parts.append(_squeezed(html[position : match.start()]))
        if match[2].lower() not in _INLINE:
            parts.append("\n")
        position = match.end()
    parts.append(_squeezed(html[position:]))
    text = unescape("".join(parts))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _squeezed(text: str) -> str:
    """White space as a browser shows it, with its place at either end kept."""
    if not text.strip():
        return " " if text else ""
    inner = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"
