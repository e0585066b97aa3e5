"""Sentences that a site says of itself wherever they stand, known by how they begin."""

from __future__ import annotations

import re

from ..language.messages import begins

_LETTER = r"(?:e-?mail |daily |weekly |free |morning |evening )*newsletters?"
_SAID = re.compile(
    r"\W*(?:new! )?(?:"
    r"this (?:content|article|story|post) can also be viewed on the site"
    r"|(?:this|the) (?:article|story|content|post) (?:has been|was|is) (?:reviewed|fact-checked)"
    r" (?:according to|in (?:accordance|line) with) .{0,60}editorial"
    r"|thank(?:s| you) for (?:subscribing|signing up)\b.{0,60}$"
    r"|your subscription (?:has been|is) confirmed"
    rf"|(?<=new! )(?:sign up|subscribe) (?:for|to) (?:our|my|the) {_LETTER}\b"
    r"|(?:please )?consider (?:becoming|making|supporting|donating|contributing|subscribing)"
    r" (?:an? |to )?(?:sponsor|member|subscriber|patron|supporter|donor|donation|contribution|us\b"
    r"|our )"
    r"|(?:don['’]t )?want to miss (?:a|an|any|another) (?:single )?(?:column|story|article|post"
    r"|issue|episode|update)s?\?"
    r"|want (?:more|to keep up with) [^.?!]{1,60}\? (?:sign up|subscribe|get)\b"
    r"|are you ready to bring more awareness to your brand\?"
    r")"
)
_EARNS = re.compile(
    r"\W*(?:new! )?[a-z][\w ]{1,30}? (?:receive|earn|get|make)s?"
    r" (?:an? |some )?(?:small |affiliate )?(?:compensation|commission|payments?)"
    r" (?:if|when|from|for|on|through)\b.{0,60}(?:\blinks?\b|\bpurchase|\bbuy\b|\bclick)"
)
# How the others may begin: nearly all lines are told by it.
_STARTS = tuple(
    "new! this the thank your please sign subscribe consider don't don’t want are".split()
)


def is_appeal(low: str) -> bool:
    """Whether a line, in lower case, is what a site sells, asks for or promises."""
    if begins(low, _STARTS) and _SAID.match(low):
        return True
    earns = "commission" in low or "compensation" in low or "payment" in low
    return earns and _EARNS.match(low) is not None
