"""Pages made to exhaust a parser, each by its size: what no reader of HTML may choke on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Maker = Callable[[int], str]


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>A page</title></head><body>{body}</body></html>"


def _entity_bomb(size: int) -> str:
    levels = max(2, size // 100)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    doctype = f'<!DOCTYPE html [<!ENTITY e0 "boom">{entities}]>'
    return f"{doctype}<html><body><p>&e{levels - 1};</p></body></html>"


#: Name and maker of each; a maker takes the number of repetitions, not of characters.
HOSTILE: Mapping[str, Maker] = {
    "paragraphs": lambda size: _page("<p>a</p>" * size),
    "attributes": lambda size: _page(
        "<div " + " ".join(f'a{n}="1"' for n in range(size)) + "><p>text</p></div>"
    ),
    "nested divs": lambda size: _page("<div>" * size + "the innermost text" + "</div>" * size),
    "breaks": lambda size: _page("a<br>" * size),
    "text node": lambda size: _page("<p>" + "A sentence of some words. " * (size // 26) + "</p>"),
    "one token": lambda size: _page("<p>" + "a" * size + "</p>"),
    "spaces": lambda size: _page("<p>" + " " * size + "</p>"),
    "unclosed tags": lambda size: _page("<b><i>text " * size),
    "unclosed quotes": lambda size: _page('<a href="x>text ' * size),
    "open angles": lambda size: _page("<" * size),
    "unclosed comments": lambda size: _page("<!-- text " * size),
    "unclosed scripts": lambda size: _page("<script>text " * size),
    "entities": _entity_bomb,
}
