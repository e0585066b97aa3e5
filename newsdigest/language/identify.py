"""Tells the language of a text from its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, repeat

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
_ANY_SCRIPT = re.compile("[" + "".join(script.pattern[1:-1] for _, script in _SCRIPTS) + "]")
_LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "sv")


def identify_language(text: str) -> str:
    """The ISO 639-1 code of a text's language, or "" if too little of it is telling."""
    sample = text[:_SAMPLE]
    return _identify(sample, words(sample))


def identify_by_words(text: str, tokens: Sequence[str]) -> str:
    """What :func:`identify_language` finds, for a caller that has the text's words already."""
    return _identify(text, tokens) if len(text) <= _SAMPLE else identify_language(text)


def _identify(sample: str, tokens: Sequence[str]) -> str:
    if _letters(sample[:200]) < 20 and _letters(sample) < 20:
        return ""
    if not sample.isascii() and _ANY_SCRIPT.search(sample):
        letters = _letters(sample)
        for code, script in _SCRIPTS:
            if len(script.findall(sample)) > letters * (0.02 if code == "uk" else 0.1):
                return code
    told_by = _languages_of_function_words()
    hits = Counter(chain.from_iterable(map(told_by.get, tokens, repeat(()))))
    best = max(_LATIN, key=lambda code: hits[code])
    return best if hits[best] >= max(2, 0.15 * len(tokens)) else ""


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@lru_cache(maxsize=1)
def _languages_of_function_words() -> dict[str, tuple[str, ...]]:
    table: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code in _LATIN:
        # Long lists would win by their length: short words are the ones that tell.
        for word in stop_words(code):
            if len(word) <= 4:
                table[word] += (code,)
    return dict(table)
