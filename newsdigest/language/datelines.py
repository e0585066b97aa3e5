"""Datelines: where, when and by whom a report was filed, which precedes its first sentence.

"NEW DELHI, June 5 (Reuters) - ", "RAMALLAH, West Bank — ", "Berlin (dpa) - ", "(CNN) ", "MOSCOW: ".
"""

from __future__ import annotations

import re

_READ = 160  # characters; no dateline is longer
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĢĪİĶŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЇЄҐ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]{{1,24}}"
_PLACE = rf"{_CAPITALS}(?:[ /]{_CAPITALS}){{0,3}}"
_NAME = rf"[{_UPPER}][\w.'’-]{{1,24}}"
# A region, a country or a day: ", N.H.", ", West Bank", ", June 5", ", 5 jun.", ", 2013".
_MORE = (
    rf"(?:, (?:[{_UPPER}][\w.'’-]{{0,24}}(?: [{_UPPER}][\w.'’-]{{0,24}}){{0,2}}(?: \d{{1,2}})?"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.?|\d{4})){0,3}"
)
_AGENCIES = (
    "AP|AFP|UPI|CNN|CNBC|CBS|NBC|ABC|BBC|PTI|ANI|IANS|EFE|ANSA|TASS|DPA|RTRS|KYODO|Kyodo|Reuters|"
    "REUTERS|Bloomberg|Xinhua|Agencies|dpa|afp|ap|sda|apa|kna|epd|sid|ots"
)
_KNOWN = rf"\((?:{_AGENCIES})(?:[ /][\w. ]{{1,20}})?\)"
_SIGNED = (
    rf"(?:\((?:{_NAME}(?:[ ./&-]{{1,2}}\w[\w.]{{0,24}}){{0,3}}|{_AGENCIES})\)|/[A-Z]\w{{1,24}}/)"
)
_DASH = r"\.?[-–—―]{1,2}"
_NEXT = rf"(?=[\"“‘'«„]{{0,2}}[{_UPPER}])"
_LINE = re.compile(
    rf"(?:{_PLACE}{_MORE} ?(?:{_SIGNED} ?)?{_DASH} ?"
    rf"|{_NAME}(?: {_NAME}){{0,2}}{_MORE} ?{_SIGNED} ?{_DASH} ?"
    rf"|(?:{_NAME}(?: {_NAME}){{0,2}}{_MORE} ?)?{_KNOWN}:? ?"
    rf"|{_SIGNED} ?{_DASH} ?"
    rf"){_NEXT}"
)
# Bureaus that are named in small letters and without an agency; others could be who is told of.
_BUREAU = (
    "United Nations|Washington|New York|London|Paris|Berlin|Brussels|Geneva|Rome|Madrid|Vienna|"
    "Moscow|Kyiv|Ankara|Istanbul|Jerusalem|Beirut|Cairo|Nairobi|Johannesburg|New Delhi|Islamabad|"
    "Dhaka|Beijing|Hong Kong|Tokyo|Seoul|Sydney|Canberra"
)
# Only where a text begins: a colon also follows who speaks, a dash what a list is made of.
_OPENING = re.compile(
    rf"(?:(?P<speaker>{_PLACE}){_MORE} ?(?:{_SIGNED} ?)?: |[-–—―]{{1,2}} ?"
    rf"|(?:{_BUREAU}){_MORE} [-–—―]{{1,2}} ){_NEXT}"
)
_SPEAKER = re.compile(rf"^{_PLACE}:", re.MULTILINE)
_HEARD = 5000  # characters in which a second speaker is looked for


# The agency at the end of a dateline, in brackets or between slashes: "(Reuters) -", "/TASS/.".
_AGENCY = re.compile(r"(?:\((?P<name>[^()]{2,40})\)|/(?P<slashed>\w{2,25})/)[\s:.–—-]*$")


def dateline_agency(text: str) -> str:
    """The agency of the dateline that a text begins with, "" if there is none or it names none."""
    match = _AGENCY.search(text[: dateline_end(text, opening=False)])
    return (match["name"] or match["slashed"]).strip() if match else ""


def dateline_end(text: str, start: int = 0, *, opening: bool = True) -> int:
    """Where the dateline that begins at ``start`` ends; ``start`` if there is none.

    Args:
        text: any text.
        start: where a line begins.
        opening: whether the text begins there; then "MOSCOW: " and a lone dash count too, unless
            a further line begins so, as in an interview.
    """
    head = text[start : start + _READ]
    if match := _LINE.match(head):
        return start + match.end()
    match = _OPENING.match(head) if opening else None
    if match is None or (
        match["speaker"] and _SPEAKER.search(text, start + match.end(), start + _HEARD)
    ):
        return start
    return start + match.end()
