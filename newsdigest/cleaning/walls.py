"""Pages that are nothing but a notice on cookies and consent, or have no sentence of prose.

Other messages that stand in an article's place are known by how their sentences begin
(``language/messages.py``); a notice is known by its terms, wherever they stand.
"""

from __future__ import annotations

import re

from .lines import HEAD
from .wording import legal_terms

# Share of its characters in lines about consent from which on a page is nothing but such a notice.
_SHARE = 0.5
_TERMS = 2
# A page of so few characters that speaks of its cookies is a wall; recipes don't use them "to".
_WALL = 900
# Words that a line has at most which is a label, not prose.
_LABEL_WORDS = 8
_COOKIES = re.compile(
    r"\b(?:uses?|using|sets?) (?:(?:our|own|third-party|essential|necessary|tracking) ){0,2}cookies"
    r" (?:to|on|for|and|that|in|from|so)\b|\bus to set cookies|\buse of cookies|such as cookies"
    r"|\bcookie (?:policy|settings|notice|preferences)|\buses cookies\b"
    r"|\b(?:verwenden|nutzen|setzen|utilisons|utilise|utilizamos|usamos|utilizziamo|usiamo|gebruiken"
    r"|använder|bruker|bruger|używamy) (?:des |les |de |i |plików )?cookies"
    r"|\bcookies (?:verwenden|nutzen|setzen)\b",
    re.IGNORECASE,
)


def is_consent_notice(text: str) -> bool:
    """Whether most of a text is about cookies and consent."""
    lines = text.split("\n")
    told = sum(len(line) for line in lines if _legal_terms(line) >= _TERMS)
    if told > _SHARE * len(text):
        return True
    if len(text) > _WALL or not _COOKIES.search(text):
        return False
    other = sum(len(line) for line in lines if _is_prose(line) and not _is_consent(line))
    return other <= _SHARE * len(text)


def has_no_prose(text: str) -> bool:
    """Whether no line of a text is long enough for a sentence."""
    return not any(map(_is_prose, text.split("\n")))


def _is_consent(line: str) -> bool:
    return bool(_COOKIES.search(line)) or _legal_terms(line) > 0


def _legal_terms(line: str) -> int:
    return legal_terms(line[:HEAD].lower())


def _is_prose(line: str) -> bool:
    return len(line.split(maxsplit=_LABEL_WORDS)) > _LABEL_WORDS
