"""Datelines: where, when and by whom a report was filed, which precedes its first sentence.

"NEW DELHI, June 5 (Reuters) - ", "RAMALLAH, West Bank — ", "Berlin (dpa) - ", "(CNN) ", "MOSCOW: ",
"新华社成都3月12日电（记者 李明）", "(서울=연합뉴스) 박지훈 기자 = ", "الرباط (رويترز) - ".
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
# Datelines of scripts without capitals: they are told by the agency, and by what stands around it.
_REPORTER = r"(?:[（(](?:[^（()）\n]{0,12}记者|[^（()）\n]{0,12}記者)[^（()）\n]{0,30}[)）])"
_HAN = "[\u4e00-\u9fff]"
_FILED = rf"{_HAN}{{2,8}}\d{{1,2}}月\d{{1,2}}日(?:电|電|讯|訊)"
_UNCASED = re.compile(
    rf"(?:{_HAN}{{2,5}}[社网網]{_FILED}[ \u3000]?{_REPORTER}?"
    rf"|本[报報](?:讯|訊|{_FILED})[ \u3000]?{_REPORTER}?"
    rf"|{_REPORTER}"
    r"|[\[(](?:[가-힣·]{1,12} ?= ?)?[가-힣A-Za-z]{2,12}[\])] ?"
    r"(?:[가-힣·, ]{2,30}(?:기자|특파원) ?)?= ?"
    r"|\[[가-힣A-Za-z ]{2,20} [가-힣]{2,4} 기자\] ?"
    r"|[\u0621-\u06d3]{2,15}(?:[ /،][\u0621-\u06d3]{2,15}){0,3} ?"
    r"\([\u0621-\u06d3. ]{2,25}\) ?[-–—:] ?)"
    r"[:：]?[ \u3000]?(?=\S)"
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
_AGENCY = re.compile(
    r"(?:\((?!记者|記者)(?P<name>[^()]{2,40})\)|/(?P<slashed>\w{2,25})/)[\s:.–—-]*$"
)


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
    match = _LINE.match(head)
    if match is None and (head[:1] in "([" or not head[:1].isascii()):
        match = _UNCASED.match(head)
    if match:
        return start + match.end()
    match = _OPENING.match(head) if opening else None
    if match is None or (
        match["speaker"] and _SPEAKER.search(text, start + match.end(), start + _HEARD)
    ):
        return start
    return start + match.end()
