"""How well a sentence stands without those around it: what it opens with, and its quotes."""

from __future__ import annotations

import re

from .candidates import Candidate

# Words that point at what was said before, by language; a sentence that opens with one dangles.
_OPENINGS = {
    "en": frozenset(
        "he she it they his her hers its their theirs him them this that these those but and "
        "however also yet so then still meanwhile instead such there hence thus therefore moreover "
        "furthermore nevertheless nonetheless additionally likewise similarly otherwise nor or "
        "afterwards thereafter".split()
    ),
}
_APOSTROPHE = re.compile("['’]")
_MARKS = "'\"“”‘’«»„([…-–—"
# "“We will mend it,” she said": who speaks is somebody else's to say.
_BY_SOMEBODY = re.compile(
    r"[,?!.…—-][\"”»]\s+(?:(?:he|she|they|it|I|we)\s\w|(?:said|says|added|asked|wrote)\s(?:he|she|they)\b)"
)
_LEANING = 0.7  # what is left of a gain where the sentence leans on another
_UNBALANCED = 0.85  # and where a quotation begins or ends in another
_BROKEN = 0.4  # and where it opens with the end of one: what it belongs to is lost
_ASIDE = (")", ").", ".)”")  # the end of what is all in brackets
_QUOTES = ('"', "“", "«", "„")
_CLOSING = ("”", "»", "’’")


def stands_alone(sentence: Candidate) -> float:
    """By how much a sentence counts as it stands: 1 if it needs no other one."""
    text = sentence.text
    leaning = _opens_leaning(text, sentence) or _quotes_somebody(text)
    factor = _LEANING if leaning else 1.0
    if sentence.balanced:
        return factor
    return factor * (_BROKEN if text.startswith(_CLOSING) else _UNBALANCED)


def dangles(sentence: Candidate) -> bool:
    """Whether a sentence opens with a word that points at another sentence."""
    return _opens_leaning(sentence.text, sentence)


def _quotes_somebody(text: str) -> bool:
    return text.startswith(_QUOTES) and bool(_BY_SOMEBODY.search(text))


def _opens_leaning(text: str, sentence: Candidate) -> bool:
    openings = _OPENINGS.get(sentence.language)
    if not openings or not sentence.terms.codes[sentence.index]:
        return False
    if text.startswith("(") and text.endswith(_ASIDE):
        return True
    word = text[:40].split(maxsplit=1)[0]
    if not word.isalnum():  # "“It’s" is "it", and "U.S." is no "us" that stands alone
        word = _APOSTROPHE.split(word.strip(_MARKS))[0]
        word = "".join(filter(str.isalnum, word))
    return word.lower() in openings
