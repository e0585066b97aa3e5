"""Splits text into sentences with character offsets, by rules and short lists of abbreviations.

The rules look at each mark that can end a sentence, the word before it and the word after it.
The idea is old (Grefenstette and Tapanainen 1994, "What is a word, what is a sentence?"); no model
and no download is needed. How it compares with other splitters stands in ``docs/digests.md``.

Newlines: a blank line always ends a sentence; so does a single newline, unless the lines around it
are one paragraph that was hard-wrapped to a column.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from .codes import language_code

_OPENERS = "\"“‘'(«[‹„"
_CLOSERS = "'\"”’»›)]*」』】）"
_MARKS, _UNSPACED_MARKS = ".!?…؟", "。！？｡．।॥۔።။។։"
# Marks that can end a sentence, what closes behind them, and the space that follows; marks of
# scripts without spaces need none. A pattern that begins with a set of characters is searched for
# several times as fast as one that begins by looking back.
# Possessive, and only from the first of a run, so that a line of full stops stays linear.
_END = re.compile(
    rf"(?P<mark>[{_MARKS}{_UNSPACED_MARKS}]"
    rf"(?:(?<=[{_MARKS}])(?<![{_MARKS}]{{2}})[{_MARKS}]*+"
    rf"|(?<=[{_UNSPACED_MARKS}])[{_UNSPACED_MARKS}]*+))"
    rf"(?P<close>[{re.escape(_CLOSERS)}]*+)(?=\s|(?<=[。！？｡．」』】）]))"
)
# "... said so.The next" : a space that a page lost between two sentences.
_GLUED = re.compile(r"[.!?](?<=[a-z]{2}[.!?])[\"”]?(?=[A-Z][a-z]+\s)")
# Ends that only some languages have. Greek asks with a semicolon; Thai ends its sentences with no
# mark at all, but these words begin one behind a space.
_GREEK = re.compile('[;\u037e](?=\\s+[«"“]?[Α-ΩΆΈΉΊΌΎΏ])')
_THAI = re.compile(
    "[ \u00a0](?=(?:ทั้งนี้|นอกจากนี้|นอกจากนั้น|อย่างไรก็ตาม|อย่างไรก็ดี|ขณะเดียวกัน|ในขณะเดียวกัน|"
    "ขณะที่|ส่วนนาย|ส่วนนาง|ด้านนาย|ด้านนาง|ต่อมา|เบื้องต้น|ล่าสุด|ก่อนหน้านี้))"
)
_OWN_ENDS = {"el": _GREEK, "th": _THAI}
_NEXT = re.compile(rf"\s*+(?P<open>[{re.escape(_OPENERS)}–—-]*+)\s*+(?P<word>\S{{1,60}})")
_BOUNDARY = re.compile(r"[\"“”‘(\[«„]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# Ordinals: "3. Oktober", "Elizabeth II. von England". A year ends its sentence.
_ORDINAL = re.compile(r"[0-9]{1,2}|[IVXL]{2,6}")
_ITEM = re.compile(r"\(?\d{1,2}|[ivx]{1,4}")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_LOOK_BACK = 40  # characters; the longest word that can be an abbreviation is far shorter
_WRAP_WIDTHS = range(40, 121)  # columns to which text is hard-wrapped in practice


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    numbered: frozenset[str]
    months: frozenset[str]
    never: frozenset[str]
    soft: frozenset[str]
    starters: frozenset[str]
    all: frozenset[str]  # the abbreviations of all kinds
    ordinals: bool  # whether a number with a full stop is an ordinal
    unmarked: bool  # whether sentences end without a mark, so that a full stop only abbreviates


def split_sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Finds the sentences of a text.

    Args:
        text: any text.
        language: ISO 639-1 code; a language without lists of its own gets the common ones.

    Returns:
        ``(start, end)`` offsets into ``text``, in order, without overlap, trimmed of white space;
        everything but white space is in exactly one of them.
    """
    lists = _lists_of(language_code(language))
    marks: dict[int, re.Match[str] | None] = {m.end(): m for m in _END.finditer(text)}
    stops = list(marks)
    glued = [match.end() for match in _GLUED.finditer(text)]
    if own := _OWN_ENDS.get(language_code(language)):
        glued.extend(match.end() for match in own.finditer(text))
    if glued:
        marks |= dict.fromkeys(glued)
        stops = sorted(marks)
    spans: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        for stop in stops[bisect_right(stops, start) : bisect_left(stops, end)]:
            plain = _plainly_stops(text, start, stop, end, lists)
            if plain or (plain is None and _stops(text, start, stop, end, marks[stop], lists)):
                spans.append(_trim(text, start, stop))
                start = stop
        spans.append(_trim(text, start, end))
    return [span for span in spans if span[0] < span[1]]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans that no sentence crosses: lines, or runs of lines that were hard-wrapped."""
    run: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if run and text.count("\n", run[-1][1], match.start()) > 1:
            yield from _join_wrapped(text, run)
            run = []
        if not match[0].isspace():
            run.append(match.span())
        elif run:
            yield from _join_wrapped(text, run)
            run = []
    yield from _join_wrapped(text, run)


def _join_wrapped(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if _hard_wrapped(text, run):
        yield run[0][0], run[-1][1]
    else:
        yield from run


def _hard_wrapped(text: str, run: list[tuple[int, int]]) -> bool:
    """Whether each line was broken only because its next word did not fit the column."""
    if len(run) < 2:
        return False
    width = max(end - start for start, end in run)
    if width not in _WRAP_WIDTHS:
        return False
    for (start, end), (next_start, next_end) in pairwise(run):
        word = text[next_start:next_end].split(maxsplit=1)[0]
        if end - start + 1 + len(word) <= width:
            return False
    return True


def _stops(
    text: str, start: int, stop: int, end: int, mark: re.Match[str] | None, lists: _Lists
) -> bool:
    """Whether a sentence ends at ``stop``; None for a mark is a space that a page lost."""
    if mark is None:
        return True
    after = _NEXT.match(text, stop, end)
    return bool(after and _ends_sentence(text, start, mark, after, lists))


def _plainly_stops(text: str, start: int, stop: int, end: int, lists: _Lists) -> bool | None:
    """What nearly all marks are: a full stop, one space, a letter; None for anything else.

    ``_ends_sentence`` says the same, but only after it has matched what follows.
    """
    if text[stop - 1] != "." or stop + 1 >= end or text[stop] != " ":
        return None
    first = text[stop + 1]
    if not first.isalpha() or text[stop - 2 : stop - 1] == ".":
        return None
    if first.islower():
        return False
    if lists.unmarked:
        return False
    _, word = _word_before(text, start, stop - 1)
    return True if _is_common(word, lists) else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(
    text: str, start: int, mark: re.Match[str], after: re.Match[str], lists: _Lists
) -> bool:
    first, opened = after["word"][0], after["open"]
    if first.islower() and (not opened or opened[0] in "–—-("):
        return False
    if mark["mark"] != ".":
        if mark["close"][-1:] in ("」", "』") and first == "と":
            return False  # what was said goes before who says it: "「...。」と話した"
        return not (mark["mark"] == ".." and first.isdigit())
    if lists.unmarked:
        return False
    word_at, word = _word_before(text, start, mark.start())
    if mark["close"]:
        return not (word.lower() in lists.titles and mark["close"] in ("'", "’"))
    if _is_common(word, lists):
        return True
    starter = opened[:1] in ('"', "“", "‘") if opened else False
    starter = starter or _bare(after["word"]) in lists.starters
    before = text[max(start, word_at - 2) : word_at].rstrip()[-1:]
    # A sentence begins right behind the one before, at its space.
    opens_sentence = word_at - start < 2 and not text[start:word_at].strip()
    return _stop_after(word, before, opens_sentence, first, after["word"], starter, lists)


def _is_common(word: str, lists: _Lists) -> bool:
    """What nearly every sentence ends in: no abbreviation, no initial, no number, no Roman one."""
    if not word.isalpha() or (low := word.lower()) in lists.all:
        return False
    return len(word) > 1 and bool(low.strip("ivxl"))


def _stop_after(
    word: str,
    before: str,
    opens_sentence: bool,
    first: str,
    following: str,
    starter: bool,
    lists: _Lists,
) -> bool:
    """Whether a full stop behind ``word`` and before ``following`` ends the sentence."""
    low = word.lower() if word.isalnum() else _known_part(word.strip("'’`-–—*_"), lists)
    if len(low) == 1 and low.isalpha() and word[:1].isupper():
        return _after_initial(word, before, following, starter)
    if len(low) == 1 and "\u05d0" <= low <= "\u06d3":  # Hebrew and Arabic have no capitals
        return False
    if low in lists.titles:
        return low in ("st", "ft", "mt", "miss") and starter and _bare(following) != "a"
    if low in lists.never:
        return False
    if low in lists.numbered:
        return not first.isdigit() and (
            low in ("no", "re", "est", "ch", "sec", "art", "ex")
            or (starter and _bare(following) not in ("a", "i"))
        )
    if low in lists.months:
        return starter and not first.isdigit()
    if low in lists.soft or _DOTTED.fullmatch(low):
        return starter
    if lists.ordinals and _ORDINAL.fullmatch(word):
        return _bare(following) in lists.starters and not opens_sentence
    return not ((opens_sentence or (before == ":" and low == "1")) and _ITEM.fullmatch(low))


def _known_part(word: str, lists: _Lists) -> str:
    """The word in lower case, or the abbreviation that ends it: "Redeemer-St", "PGS.TS"."""
    low = word.lower()
    part = word[max(word.rfind("-"), word.rfind("–"), word.rfind(".")) + 1 :]
    if part == word or low in lists.all:
        return low
    return part.lower() if part[1:] and part[0].isupper() and part.lower() in lists.all else low


def _after_initial(word: str, before: str, following: str, starter: bool) -> bool:
    """ "George W. Bush" against "vitamin C. The study": only a starter after a common word ends."""
    return starter and word != "I" and _bare(following) not in ("a", "i") and before.islower()


def _word_before(text: str, start: int, end: int) -> tuple[int, str]:
    window = text[max(start, end - _LOOK_BACK) : end]
    if not window or window[-1].isspace():
        return end, ""
    word = window.rsplit(None, 1)[-1]
    if not word.isalnum():
        word = word[max((m.end() for m in _BOUNDARY.finditer(word)), default=0) :]
    return end - len(word), word


def _bare(word: str) -> str:
    low = word.lower().rstrip(".,;:!?…'\"”’)")
    return low.replace("’", "'").split("'")[0]


@lru_cache(maxsize=64)
def _lists_of(language: str) -> _Lists:
    lists = _data()["all"]
    own = _data().get(language, {})
    kinds = {k: frozenset(v.split()) | set(own.get(k, "").split()) for k, v in lists.items()}
    abbreviations = (words for kind, words in kinds.items() if kind != "starters")
    ordinals = language in _data()["languages"]["ordinals"].split()
    unmarked = language in _data()["languages"]["unmarked"].split()
    known = frozenset().union(*abbreviations)
    return _Lists(**kinds, all=known, ordinals=ordinals, unmarked=unmarked)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    path = files("newsdigest.language") / "data" / "abbreviations.json"
    data: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return data
