"""Words of any script, stop words by language, and Snowball stems: what TF-IDF counts."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from .codes import LANGUAGES, language_code
from .stemming import snowball

# Python's \w leaves out combining marks, which would cut Hindi, Arabic or Thai words in pieces.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u102b-\u109f\u17b4-\u17d3"
)
_LETTER = rf"[\w{_MARKS}]"
_WORD = re.compile(rf"{_LETTER}+(?:['’&.-]{_LETTER}+)*")
_ASCII_WORD = re.compile(r"[a-z0-9_]+(?:['&.-][a-z0-9_]+)*")  # the same in ASCII, twice as fast
# What parts words in ASCII: all but letters, and marks that have no letter on both sides.
_LOOSE = re.compile(r"['&.-](?:(?![a-z0-9_])|(?<![a-z0-9_].))")
_PARTING = {n: " " for n in range(128) if not re.match(r"[a-z0-9_'&.-]", chr(n))}
# What makes most texts that are not ASCII so, and parts words.
_TYPOGRAPHIC = "“”‘—–…„«»•©€£\u00a0"
# Scripts that put no space between words: one run of them is many words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
# Of these the alphabets of South-East Asia: a word takes as many letters as elsewhere.
_ALPHABETIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_PRINTED = re.compile(r"\S+")
_LETTERS_A_WORD, _CHARACTERS_A_WORD = 4, 2

_SNOWBALL = frozenset(
    "arabic danish dutch english finnish french german hungarian italian norwegian portuguese "
    "romanian russian spanish swedish".split()
)
# Endings that no rule of the English stemmer takes: half of a batch's words needn't be asked about.
_ENGLISH_STEM = re.compile(
    r"(?s:.*)(?:[abfhjkopquvwxz0-9]|(?<!io)n|(?<!is)m|(?<!i)c|(?<!n)t|(?<![eo])r|(?<!e)d|(?<!in)g)"
)
_NEVER = re.compile(r"(?!)")
_LONGEST_WORD = 60  # characters; what is longer is no word, and stemming it is quadratic
# Words of reporting: in every article, about nothing.
_REPORTING = frozenset("said say says told mr mrs ms according also would could may might".split())


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order, without punctuation.

    A run of Chinese, Japanese, Thai, Lao, Khmer or Burmese gives its overlapping pairs of
    characters, which serve search and similarity as well as words would.
    """
    text = text.lower().replace("’", "'")
    if text.isascii():
        return _ASCII_WORD.findall(text)
    found = _WORD.findall(text)
    if not _IS_UNSPACED.search(text):
        return found
    split: list[str] = []
    for word in found:
        for run in _RUN.findall(word) if _IS_UNSPACED.search(word) else (word,):
            split.extend(_pairs(run) if _IS_UNSPACED.match(run) else (run,))
    return split


def words_within(text: str, spans: Sequence[tuple[int, int]]) -> list[list[str]]:
    """The :func:`words` of each part of a text, in half the time that asking one by one takes."""
    low = plain(text)
    if not low.isascii() or len(low) != len(text):
        return [words(text[start:end]) for start, end in spans]
    parted = _LOOSE.sub(" ", low.replace(". ", "  ")).translate(_PARTING)
    # Where a part ends within a word, a mark can be left at its edge.
    return [parted[start:end].strip("'&.-").split() for start, end in spans]


def plain(text: str) -> str:
    """A text in lower case whose words are the same, without marks that part words beyond ASCII."""
    low = text.lower().replace("’", "'")
    if not low.isascii():
        for mark in _TYPOGRAPHIC:
            low = low.replace(mark, " ")
    return low


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def stems(text: str, language: str = "en") -> list[str]:
    """The words of a text without stop words, stemmed, in order."""
    stop, stem = stop_words(language), stemmer(language)
    kept = (word.removesuffix("'s") for word in words(text))
    return [stem(word) for word in kept if word not in stop and _counts(word)]


def stem_of(word: str, language: str) -> str | None:
    """The stem of one of :func:`words`, None for a stop word."""
    word = word.removesuffix("'s")
    return stemmer(language)(word) if word not in stop_words(language) and _counts(word) else None


def _counts(word: str) -> bool:
    return len(word) > 1 or not word.isascii() or word.isdigit()


def length(text: str) -> int:
    """The length in words, for bounds: ``str.split()``'s, and those that no space sets apart."""
    return len(text.split()) + unspaced(text)


def unspaced(text: str) -> int:
    """How many words of a text no space sets apart.

    Of Chinese and Japanese two characters count as one, of Thai, Lao, Khmer and Burmese four.
    """
    if text.isascii():
        return 0
    letters = len(_ALPHABETIC.findall(text))
    characters = len(_IS_UNSPACED.findall(text)) - letters
    return letters // _LETTERS_A_WORD + characters // _CHARACTERS_A_WORD


def beginning(text: str, words: int | None, characters: int | None) -> int:
    """Where so many words of a text end as :func:`length` counts them, within so many characters.

    Words stay whole; a run without spaces is cut between two characters as a reader sees them.
    0 if nothing fits.
    """

    def is_over(at: int) -> bool:
        return (characters is not None and at > characters) or (
            words is not None and length(text[:at]) > words
        )

    end = 0
    for match in _PRINTED.finditer(text):
        if is_over(match.end()):
            inside = range(match.start() + 1, match.end())
            cut = match.start() + bisect_left(inside, True, key=is_over)
            while cut > match.start() and not _IS_UNSPACED.match(text, cut):
                cut -= 1
            cut = between_characters(text, cut, match.start())
            return cut if cut > match.start() else end
        end = match.end()
    return end


def between_characters(text: str, at: int, least: int = 0) -> int:
    """The last place up to ``at`` that parts no character from its marks; ``least`` if none."""
    while at > least and at < len(text) and (_joins(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _joins(character: str) -> bool:
    return character == "\u200d" or unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language (ISO 639-1); empty where no list is known.

    The lists come with sumy; read as files, because importing sumy costs a second.
    """
    name = LANGUAGES.get(language_code(language), "")
    spec = find_spec("sumy")
    folders = (spec.submodule_search_locations if spec else None) or ()
    found: set[str] = set(_REPORTING) if name == "english" else set()
    for folder in folders:
        path = Path(folder) / "data" / "stopwords" / f"{name}.txt"
        if path.is_file():
            found.update(path.read_text("utf-8").lower().split())
    return frozenset(found)


@lru_cache(maxsize=64)
def stemmer(language: str) -> Callable[[str], str]:
    """The Snowball stemmer of a language (Porter 2001, by nltk); the identity where none is."""
    name = LANGUAGES.get(language_code(language), "")
    if name not in _SNOWBALL:
        return str
    full = snowball(name).stem
    is_stem = (_ENGLISH_STEM if name == "english" else _NEVER).fullmatch

    @lru_cache(maxsize=200_000)
    def stem(word: str) -> str:
        return word if is_stem(word) or len(word) > _LONGEST_WORD else str(full(word))

    return stem
