"""What a number counts: the noun at the end of its phrase, or what befell the people counted."""

from __future__ import annotations

import re
from itertools import islice

from ..dates import MONTHS
from .amount import Kind
from .numbers import SPELLED

_PART_OF = re.compile(
    r"\b(?ai:the|these|those|its|their|his|her|other|all|both|additional|extra|further|another|"
    rf"(?:(?u:\d)+|{SPELLED}|one) of) (?ai:the |its |their |other )?$"
)
# One of these stands before the number, or the pattern needn't be asked.
_PART_ENDS = tuple(
    "the these those its their his her other all both additional extra further another of".split()
)
# "350 flights were called off at O'Hare and more than 150 at Midway": neither is the whole.
_SPLIT = re.compile(
    r"\band (?:[a-z]+ ){0,2}\d[\d,.]*(?: [mb]illion)? (?:at|in|on|from|of|with|for)\b"
)
# "Four more counts", "the driver and three passengers", "killed two people and then a third".
_MORE = re.compile(r"\s(?:additional|extra|further|more|other)\b")
_AND_ONE = re.compile(
    r"\band (?:then |later )?an?(?:other\b| (?:second|third|fourth|fifth|sixth)\b)"
)
_AND = re.compile(r"\b(?:an?|one|another) (?:[\w-]+ ){0,4}?(?P<noun>[\w-]+) and (?:the )?$")
# "19 Kids and Counting", "25 years to life".
_NO_FIGURE = re.compile(r"\s(?ai:(?:and|&|&amp;) counting|to life)\b")
_NAMES = re.compile(r"(?:1[89]|20)\d\d|7\d7")
_READ = 9  # words behind a number that are looked at
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[^\w\s]|\d[\w.,-]*")
# Words at which the thing that is counted has ended.
_STOP = frozenset(
    "the a an of in on at by for from with without to and or nor but as than that which who whom "
    "whose where when while after before since because if then is are was were be been being am "
    "has have had having do does did will would can could should may might must not no so it its "
    "he she they them their his her we our you your i this these those there here into onto over "
    "under about around between among through during until against within across per each every "
    "both all any some more most other another such only just also still even yet already now "
    "said says say told including include includes such according later earlier ago away "
    "old".split()
)
_IRREGULAR = frozenset(
    "people men women children police troops personnel crew aircraft sheep".split()
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|'s|’s|ous|ings?)$|^(?:gas|news|texas|kansas|always|perhaps)$")
# Nouns that are no thing of their own: a duration or a distance says nothing of what it measures,
# a share of a score neither.
_MEASURES = frozenset(
    "seconds minutes hours days weeks months years decades centuries nights weekends miles "
    "kilometers kilometres km meters metres feet inches yards acres hectares pounds kilograms kg "
    "tons tonnes degrees times percent ounces gallons liters litres barrels mph knots cents "
    "dollars ways things parts kinds types sides steps reasons others ones halves thirds quarters "
    "sizes".split()
)
# What changes by the minute, and is told of another minute by each report.
_SCORES = frozenset(
    "points games goals innings runs outs wins losses rounds sets laps holes shots".split()
)
_GENERIC = frozenset("people persons person victims individuals lives".split())
_BEFALLEN = {
    word: what
    for what, words in {
        "killed": "killed dead died death deaths killing kills dies die fatalities fatally toll "
        "slain lives perished deadly",
        "injured": "injured wounded injuring wounding hurt injuries wounds hospitalized "
        "hospitalised",
        "missing": "missing unaccounted",
        "arrested": "arrested detained arrests arresting",
        "displaced": "displaced homeless evacuated",
        "infected": "infected infections sickened",
    }.items()
    for word in words.split()
}
#: What can befall people, as the units of counts name it.
BEFALLEN = frozenset(_BEFALLEN.values())
#: Of these, what a disaster or an attack does to people, all of whom are counted.
TOLLS = BEFALLEN - {"arrested"}
_TIMES = frozenset(MONTHS) | frozenset(
    "today yesterday tomorrow tonight overnight early late last next monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_BETWEEN = frozenset(
    "were was been be being are is have has had left also reported confirmed feared presumed "
    "believed known now reportedly more else officially already least at others seriously "
    "critically badly severely people persons".split()
)
_SKIPPED = frozenset(
    "at least more than over about around some nearly almost up to as many as the an a estimated "
    "approximately roughly another has had have risen rose climbed reached to stands stood of is "
    "was now from people left".split()
)


def counted(text: str, match: re.Match[str]) -> tuple[Kind, str, int]:
    """What a bare number counts, with the end of the words that say so; "" where none is sure."""
    behind = text[match.end() : match.end() + 120]
    if _is_part(text, match, behind):
        return "count", "", match.end()
    words = [(m[0], m.end()) for m in islice(_WORD.finditer(behind), _READ)]
    head, end = _head([word for word, _ in words[: _READ - 1]], words)
    befallen = _befallen(text, match, [word.lower() for word, _ in words], head)
    if befallen and not head and _other_noun(words[0][0] if words else ""):
        return "count", "", match.end()  # "killed five foreign staff"
    if befallen and (not head or head in _GENERIC):
        return "count", befallen, match.end() + end
    if not head or head in _SCORES or _is_name(match) or _NO_FIGURE.match(behind, end):
        return "count", "", match.end()
    if _added_to(text, match, head):
        return "count", "", match.end()
    if head in _MEASURES:
        return "measure", head, match.end() + end
    if head in _GENERIC:
        head = "people"
    return "count", f"{head} {befallen}" if befallen else head, match.end() + end


def _is_part(text: str, match: re.Match[str], behind: str) -> bool:
    """Whether a number is a part of a whole: "11 of the 30 miners", "the two journalists"."""
    before = text[max(0, match.start() - 14) : match.start("number1")]
    if before.rstrip().lower().endswith(_PART_ENDS) and _PART_OF.search(before):
        return True
    if _MORE.match(behind):
        return True
    return "and " in behind and bool(
        _SPLIT.search(text, match.end(), match.end() + 120) or _AND_ONE.search(behind)
    )


def _added_to(text: str, match: re.Match[str], head: str) -> bool:
    """Whether others of the kind stand before it: "an immigration officer and three officers"."""
    if not text.endswith(("and ", "the "), 0, match.start()):
        return False
    before = _AND.search(text, max(0, match.start() - 80), match.start())
    return before is not None and before["noun"] == head.removesuffix("s")


def _head(words: list[str], spans: list[tuple[str, int]]) -> tuple[str, int]:
    """The noun at the end of the phrase that follows a number, and where it ends."""
    head, end = "", 0
    for position, word in enumerate(words):
        low = word.lower()
        if word == "," and position and "-" in words[position - 1] and not head:
            continue  # "high-altitude, long-endurance drones"
        if low in _STOP or not word[0].isalpha():
            break
        if head and (low.endswith(("ed", "ing")) or low in _BEFALLEN):
            break
        plural = low.endswith("s") and len(low) > 3 and not _NO_PLURAL.search(low)
        if plural or low in _IRREGULAR or low in _MEASURES:
            head, end = low, spans[position][1]
    return head, end


def _befallen(text: str, match: re.Match[str], after: list[str], head: str) -> str:
    """What befell those who are counted, where the words right beside the number say it."""
    for word in after:
        if word in _BEFALLEN:
            return _BEFALLEN[word]
        if word not in _BETWEEN and word != head:
            break
    before = re.findall(r"[\w’'-]+|[^\w\s]", text[max(0, match.start() - 60) : match.start()])
    for word in reversed(before[-7:]):
        if word.lower() in _BEFALLEN:
            return _BEFALLEN[word.lower()]
        if word.lower() not in _SKIPPED:
            break
    return ""


def _other_noun(word: str) -> bool:
    """Whether what stands behind a number begins a noun of which no plural is known."""
    low = word.lower()
    known = low in _STOP or low in _BETWEEN or low in _BEFALLEN or low in _TIMES
    return word[:1].isalpha() and not known and not low.endswith("ly")


def _is_name(match: re.Match[str]) -> bool:
    """Whether a bare number is rather a year, or an airliner."""
    return bool(_NAMES.fullmatch(match["number1"])) and not match["scale1"]
