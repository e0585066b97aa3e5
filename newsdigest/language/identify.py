"""Tells the language of a text from its script and its most frequent words."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import stop_words, words

_SAMPLE = 3000  # characters; more than enough for the script and the stop words to show
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),  # before Chinese: Japanese has both
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),  # before Russian: letters that Russian lacks
    ("ru", re.compile("[а-яА-Я]")),
    ("vi", re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")),
)
_LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "sv")


def identify_language(text: str) -> str:
    """The ISO 639-1 code of a text's language, or "" if too little of it is telling."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < 20:
        return ""
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * (0.02 if code == "uk" else 0.1):
            return code
    tokens = words(sample)
    hits = {code: sum(token in _function_words(code) for token in tokens) for code in _LATIN}
    best = max(_LATIN, key=lambda code: hits[code])
    return best if hits[best] >= max(2, 0.15 * len(tokens)) else ""


@lru_cache(maxsize=16)
def _function_words(code: str) -> frozenset[str]:
    # Long lists would win by their length: short words are the ones that tell.
    return frozenset(word for word in stop_words(code) if len(word) <= 4)
