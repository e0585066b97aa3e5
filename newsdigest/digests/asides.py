"""Captions, links and notes between the paragraphs: sentences in form, but none of the report.

Where they stand in lines of their own cleaning takes most of them away. Here they are told by their
own words, as texts that were made of a page's parts have them in the midst of a line, too.
"""

from __future__ import annotations

import re

_BULLET = r"(?:[\\•·▪►»>*–—|-]{1,3}\s{0,2})?"
# What a page calls the thing that follows: "Photos: ", "Image caption ", "Stream on ".
_LABELLED = re.compile(
    rf"{_BULLET}(?:"
    r"(?:photos?|pictures?|images?|videos?|galler(?:y|ies)|slideshow|watch|listen|read|related|more|"
    r"also read|read also|see also|read next|recommended|in pictures|trending)\s?:\s"
    r"|(?:image|media|video|photo|picture) (?:caption|copyright|source|credit)\b"
    r"|(?:story highlights|play video|hide caption|story continue[sd] below|file photo)\b"
    r"|(?:stream|watch|listen|read|sign up|download|click)\s(?:(?:it|them|live|now|free)\s)?"
    r"(?:on|here|via|our|more)\s"
    r"|(?:send us|e-?mail us|contact us|tell us|join us) (?:your|at|on|if|what|here)\b"
    r"|(?:warning|editor[’']s note|note to readers|correction|spoiler alert)\s?:\s"
    r"|(?:lesen sie (?:auch|mehr)|[àa] lire aussi|lire aussi|le[ea] también|leia (?:também|mais)|"
    r"leggi anche|lees ook|läs också|les også|læs også|czytaj (?:też|także)|читайте также|"
    r"читайте також|baca juga|xem thêm|đọc thêm)\s?[:\s]"
    r")",
    re.IGNORECASE,
)
# A label that has lost its colon: "Related What Do the Grammys Have Against Women?"
_RUN_ON = re.compile(
    rf"{_BULLET}(?:Related|RELATED|Image|Photos|WATCH|READ|MORE)\s(?=[A-Z][a-z]+\s[A-Z])"
)
# An agency's captions: "In this Feb. 11, 2007, file photo, ", "FILE - In this image released by".
_SHOWN = re.compile(
    r"(?:FILE\s?[-–—]\s?)?In (?:this|an?) (?:[A-Z][\w.]{2,9} \d{1,2}, \d{4},? )?"
    r"(?:(?:undated|file|handout|combination|aerial|still|courtroom) ){0,3}"
    r"(?:photo|photograph|image|picture|(?:video )?frame(?: grab)?)\b"
)
_CREDITED = re.compile(
    r"\((?:AP|AFP|EPA|PA|Reuters|Getty|File) (?:Photo|Image|Picture)|\bAP Photo/"
)
# Who is where in the picture: "Catherine Ashton, left, and", "Merkel (L) speaks".
_PLACED = re.compile(
    r"\b[A-Z][\w’'-]+, (?:(?:far|top|bottom|center|second from|third from|fourth from) )?"
    r"(?:left|right|center|centre), |\((?:L|C|2nd [LR]|left|right|center|centre)\) "
)
# Without one of these words neither of the two can be.
_MARKERS = (
    " left,", " right,", " center,", " centre,", "(L)", " L)", " R)", "(left)", "(right)", "(cent",
    " Photo", " Image", " Picture",
)  # fmt: skip
# "A child looks at the floral tributes in London, Monday, June 5, 2017." Reports tell of what was.
_DATED = re.compile(
    r"(?:,|\w, [A-Z][a-z]{2,5}day,?) (?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|"
    r"Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
    r" \d{1,2}, \d{4}\.$"
)
_DATE = 40  # characters of such an end
_PAST = re.compile(
    r"\b(?:said|was|were|had|has|have|been|will|would|could|may|told|[a-z]+ed|did|made|took|went|"
    r"began|became|came|got|gave|held|led|left|lost|met|saw|shot|won|wrote)\b"
)
_CHECKED = 500  # characters that are looked at


def holds_captions(text: str) -> bool:
    """Whether an article has a word by which captions are told; most have none."""
    return any(word in text for word in _MARKERS)


def is_aside(text: str, captions: bool = True) -> bool:
    """Whether a sentence is a caption, a link or a note of the page's makers.

    Args:
        text: the sentence.
        captions: what ``holds_captions`` says of its article.
    """
    text = text[:_CHECKED]
    if _LABELLED.match(text) or _RUN_ON.match(text) or _SHOWN.match(text):
        return True
    if captions and (_PLACED.search(text) or _CREDITED.search(text)):
        return True
    return text[-2:-1].isdigit() and bool(_DATED.search(text[-_DATE:])) and not _PAST.search(text)
