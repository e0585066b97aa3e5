"""The text of HTML that no parser should see: tags out, entities read, a block a line."""

from __future__ import annotations

import re
from html import unescape

from .prescan import TAG

_INLINE = (
    "a|abbr|b|bdi|bdo|cite|code|data|dfn|em|font|i|ins|del|kbd|mark|q|s|samp|small|span|strong|sub"
    "|sup|time|u|var|wbr"
)
_INLINE_TAG = re.compile(rf"(?=</?(?:{_INLINE})[\s/>]){TAG.pattern}", re.IGNORECASE)


def plain_text(html: str) -> str:
    """The text of a page, one block a line; linear in the page."""
    flowing = " ".join(html.split())
    text = unescape(TAG.sub("\n", _INLINE_TAG.sub("", flowing)))
    return "\n".join([line.strip() for line in text.split("\n") if line.strip()])
