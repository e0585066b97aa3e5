"""Notes on the author behind an article: who they are, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .bylines import NAME

#: Characters of a paragraph that may be such a note.
LONGEST = 600
_BIO = re.compile(
    rf"\W{{0,3}}(?P<name>{NAME})(?:,[^.]{{3,120}},)? (?:is|was|has been|covers|reports (?:on|for)|"
    r"writes (?:about|for|on)|joined)\b(?P<rest>.*)$",
    re.DOTALL,
)
_ROLES = (
    "writer", "reporter", "editor", "correspondent", "columnist", "journalist", "contributor",
    "blogger",
)  # fmt: skip
_ROLE = re.compile(
    r"\s(?:an?|the|our|[A-ZÀ-Þ][\w .'’&-]{2,40}['’]s?)\b(?: [\w'’&./-]+){0,9}? "
    rf"(?:{'|'.join(_ROLES)})\b"
)
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,60}")
_HANDLE = re.compile(r"@\w{2,30}\b")
_REACH = re.compile(
    rf"\W{{0,3}}(?:(?i:(?:staff )?(?:writer|reporter|editor|correspondent)s? )?(?P<name>{NAME})"
    r"(?:,[^.]{3,80},)? (?:can|may) be (?:reached|contacted|emailed|followed)\b"
    r"|(?:[Cc]ontact|[Ee]-?mail|[Rr]each|[Ff]ollow)(?: (?:reporter|writer|editor))?"
    rf" (?P<whom>him|her|them|{NAME}) (?:at|on|via|by)\b|(?:E-?mail|Twitter|X): ?\S*@)"
)


def is_author_note(text: str, before: Sequence[str], byline: str) -> bool:
    """Whether a last paragraph tells of the author, not of the news.

    It says how to reach somebody, by an address of that name; or what somebody is, who has the
    byline, or writes for a living and is not spoken of before.
    """
    if not may_note(text, byline):
        return False
    if match := _REACH.match(text):
        if match["whom"] in ("him", "her", "them") or not (name := match["name"] or match["whom"]):
            return bool(_MAIL.search(text) or _HANDLE.search(text))
        found = _MAIL.findall(text) + _HANDLE.findall(text)
        return any(_surname(name) in address.lower() for address in found)
    match = _BIO.match(text)
    if match is None:
        return False
    if match["name"].lower() in byline.lower():
        return True
    if not (_ROLE.match(match["rest"][:160]) or _MAIL.search(text)):
        return False
    surname = match["name"].split()[-1]
    return not any(surname in paragraph for paragraph in before)


def may_note(text: str, byline: str) -> bool:
    """Whether a paragraph has anything that a note on an author has."""
    if len(text) > LONGEST:
        return False
    signed = bool(byline) and text.split(" ", 1)[0].lower() in byline.lower()
    return signed or "@" in text or any(map(text.__contains__, _ROLES))


def _surname(name: str) -> str:
    return name.split()[-1].strip(".,").lower()
