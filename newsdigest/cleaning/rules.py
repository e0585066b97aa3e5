"""Lines that say by themselves what they are, each told by the reason it is removed for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from ..language.dates import parse_date
from .bylines import AGENCY_START, BYLINE_START, agency_of, byline_of
from .features import COLUMN
from .sheet import Flags, Vector
from .vocabulary import HEADING_STARTS, HEADINGS

# Characters up to which the rules look at a paragraph: a longer one is prose, whatever it begins
# with (log1p).
_BRIEF_SIZE = np.log1p(240.5)
# Terms of consent notices from which on a line is one.
_LEGAL_TERMS = 3
# Phrases in which a site speaks of itself from which on a line is a notice, too.
_DISCLOSURES = 2
# The features without one of which a line of more than six words (log1p) says nothing by itself.
_SIGNS = [COLUMN[name] for name in ("opener", "marker", "date", "relative_time", "address")]
_LABEL = 1.95
# Words that a line which is a date has at most (log1p), and the share of digits at least.
_DATE_SIZE, _DIGITS = np.log1p(8.5), 0.2
# Words that the heading of a section has at most, and the logarithm (log1p) of more than that.
_HEADING_WORDS = 9
_HEADING_SIZE = np.log1p(_HEADING_WORDS + 0.5)
_HEADING_CHARS = 80
# How such headings begin, by their first two characters.
_STARTS: dict[str, tuple[str, ...]] = {}
for _start in HEADING_STARTS:
    _STARTS[_start[:2]] = (*_STARTS.get(_start[:2], ()), _start)
_STRIP = " \t-–—:•·»>|*#▶►→.…()[]!"


class _Pattern:
    """A pattern whose case doesn't matter; of ASCII text, which most is, matched in lower case.

    The engine tries each alternative of a pattern that ignores case; where case counts it sees by
    the first character which of them can't match.
    """

    def __init__(self, pattern: str) -> None:
        self.source = pattern
        self._exact, self._any_case = re.compile(pattern), re.compile(pattern, re.IGNORECASE)

    def match(self, text: str, low: str) -> bool:
        """Whether a text, given in lower case as well if it is ASCII, begins with it."""
        return (self._exact.match(low) if low else self._any_case.match(text)) is not None

    def search(self, text: str, low: str) -> bool:
        """Whether it is found in the text."""
        return (self._exact.search(low) if low else self._any_case.search(text)) is not None


_CREDITED = _Pattern(
    r"(?:\(?(?:additional )?(?:reporting|editing|writing|compiled) (?:by|and editing by)\b"
    r"|(?:edited|reported|written|compiled) by\b|[(（【]?(?:责任编辑|責任編輯|责编|编辑)[:：])",
)
_CONTRIBUTED = _Pattern(r".{0,60}\bcontributed (?:to this|reporting)")
_PUBLISHED = _Pattern(
    r"\W*(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|date)"
    r"(?: (?:on|at))?\b|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado"
    r"|pubblicato|gepubliceerd|опубликовано)",
)
_CAPTION = _Pattern(
    r"(?:file|photo|image|picture|photograph|pic|video|caption|credit|source|foto|bild|imagen)"
    r"(?: (?:credit|source|by|courtesy)(?: of)?)?(?: ?[:—–] ?| - )\S"
    r"|(?:file )?photo(?:graph)? (?:by|courtesy)\b|(?:representational|representative)"
    r" (?:image|photo)|image (?:source|credit)|\(?(?:photo|image|picture) (?:by|credit|courtesy)",
)
_CREDIT_END = _Pattern(
    r"(?:getty images?|shutterstock|istock|unsplash|alamy(?: stock photo)?|via (?:reuters|ap|afp)"
    r"|/(?:reuters|ap|afp|getty)|\((?:reuters|ap|afp|file|ap photo)\b[^)]{0,40}\)|file photo"
    r"|\b(?:photo|image|picture|credit|photograph):[^.]{2,60}|\bap photo/.{2,40})[\s.)\]]*$",
)
# One of which every such end has, in lower case.
_CREDIT_SIGNS = (
    "getty", "stock", "unsplash", "alamy", "via ", "/", "(", "photo", "image:", "picture:",
    "credit:",
)  # fmt: skip
_RELATED = _Pattern(
    r"\W*(?:(?:also|must|further) (?:read|see|watch)\b"
    r"|read (?:also|more|next|the full (?:story|article)|full (?:story|article))\b ?"
    r"(?:[:|>»-]|$|about|on|at|from|here|here:)|(?:see|watch|listen) (?:also|more)?:"
    r"|(?:related|recommended|trending|don['’]t miss|must read|in case you missed it|more)"
    r"(?: (?:story|stories|article|articles|news|reading|coverage|post|posts|video))?\s?[:|»]"
    r"|lire aussi|à lire|lesen sie auch|mehr dazu|lea también|lee también|te puede interesar"
    r"|leia (?:também|mais)|leggi anche|lees ook|czytaj także|читайте также|相关阅读|関連記事"
    r"|관련기사|lire également|voir aussi\b ?:|veja também|confira também|potrebbe interessarti"
    r"|zobacz też|przeczytaj także|смотрите также|xem thêm|đọc thêm|延伸阅读|推荐阅读"
    r"|相关新闻|相關新聞|延伸閱讀|[اإ]قرأ (?:أيض|المزيد)|شاهد أيض|(?:यह|ये|इसे) भी पढ़ें)",
)
_PROMPT = _Pattern(
    r"\W*(?:advertisement\b.{0,40}$|(?:story|article) continues|continue reading"
    r"|(?:click|tap) (?:here|to)\b|(?:sign|log) (?:up|in)\b|subscribe\b"
    r"|follow (?:us|me|him|her|them|the|@|\w+ on)\b|share (?:this|on|via)\b|share$|tweet$|print$"
    r"|e-?mail$|comments?$|listen$|save$|reply$|download (?:the|our)\b"
    r"|get (?:the|our) (?:latest|app|free|daily|best|top|newsletter)|(?:join|like) (?:us|our)\b"
    r"|we (?:may|might) earn|all rights reserved|©|copyright\b|this (?:article|story|post)"
    r" (?:was |has been |is )?(?:originally |first )?(?:appeared|published|part|produced)"
    r"|disclaimer: |note to readers?: "
    r"|skip to\b|(?:support|donate to) (?:our|us)\b|have (?:a|any) (?:tip|question|news)"
    r"|werbung$|anzeige$|publicité$|publicidad$|pubblicità$|advertentie$|reklama?$|реклама$"
    r"|for (?:all )?(?:the )?latest (?:news|updates),? (?:follow|visit|download)\b|end of article$"
    r"|(?:artikel|seite) (?:teilen|drucken|merken)$|zurück zur startseite|je m['’]inscris"
    r"|connectez-vous|abonnez-vous|inscrivez-vous|suivez-nous|suscríbete|síguenos|compart(?:ir|ilhe)"
    r" (?:en|no) [A-Za-z]+$|siga o canal|inscreva-se|iscriviti|seguici|©?\s?riproduzione riservata"
    r"|deel dit artikel|udostępnij|подписывайтесь|подпишитесь|поделиться|использование материалов"
    r"|мы используем (?:куки|cookie)|theo dõi (?:chúng tôi|báo)|分享[到至]|扫一扫|版权声明"
    r"|版权所有|未经授权|字号|تابعن|تابعونا|اشترك|شارك (?:الخبر|المقال|على|عبر)|جميع الحقوق محفوظة"
    r"|हमें फॉलो|शेयर करें|कॉपी लिंक|कमेंट करें)",
)
# What all the rules match but for ends: nearly all lines are told by it.
_ANY = re.compile(
    "|".join(
        f"(?:{source})"
        for source in (
            BYLINE_START,
            AGENCY_START.pattern,
            *(rule.source for rule in (_CREDITED, _RELATED, _CAPTION, _PROMPT)),
        )
    )
)


def headings(texts: Sequence[str], features: Vector) -> Flags:
    """Which of some lines head a section that follows the body."""
    found = np.zeros(len(texts), dtype=bool)
    brief = np.flatnonzero(features[:, COLUMN["words"]] < _HEADING_SIZE).tolist()
    found[brief] = [is_heading(texts[index]) for index in brief]
    return found


def telling(features: Vector) -> Flags:
    """Which lines may be chrome by what they say, as :func:`reason_of` tells."""
    signs = (features[:, _SIGNS] != 0).any(axis=1) | (features[:, COLUMN["words"]] <= _LABEL)
    signs &= features[:, COLUMN["chars"]] <= _BRIEF_SIZE
    found: Flags = signs | notices(features)
    return found


def notices(features: Vector) -> Flags:
    """Which lines are notices, by their terms of consent and phrases of disclosure."""
    legal, disclosure = features[:, COLUMN["legal"]], features[:, COLUMN["disclosure"]]
    found: Flags = (legal >= _LEGAL_TERMS) | (disclosure >= _DISCLOSURES)
    return found


def date_lines(texts: Sequence[str], features: Vector) -> Flags:
    """Which of some lines are no more than a date."""
    dated: Flags = (features[:, COLUMN["date"]] != 0) | (features[:, COLUMN["relative_time"]] != 0)
    for index in dated.nonzero()[0].tolist():
        dated[index] = _is_date_line(texts[index], features[index].tolist())
    few = (features[:, COLUMN["words"]] <= _DATE_SIZE) & (features[:, COLUMN["digits"]] >= _DIGITS)
    for index in (few & ~dated).nonzero()[0].tolist():
        dated[index] = parse_date(texts[index]) is not None  # in any language, and nothing else
    return dated


def is_heading(text: str) -> bool:
    """Whether a line heads a section that follows the body: "Recent Posts", "Related"."""
    low = text.lower().strip(_STRIP).rstrip("0123456789 (")
    if low in HEADINGS:
        return len(text) <= _HEADING_CHARS
    # Nearly all lines end here.
    if not low.startswith(_STARTS.get(low[:2], ())) and text[0] != "©":
        return False
    return (
        len(text) <= _HEADING_CHARS
        and text[-1] not in ".?!,;"
        and len(text.split()) <= _HEADING_WORDS
    )


def reason_of(text: str, notice: bool, date_line: bool) -> str:
    """The reason for which a :func:`telling` paragraph is chrome, "" if it may be body.

    ``notice`` and ``date_line``: whether it is one of :func:`notices` and :func:`date_lines`.
    """
    if notice:
        return "notice"
    if date_line:
        return "date"
    low = _low(text)
    if low and "contributed" not in low and not _ANY.match(low):
        return "caption" if _ends_in_credit(text, low) else ""
    return next((reason for reason, holds in _RULES if holds(text, low)), "")


def _is_date_line(text: str, features: Sequence[float]) -> bool:
    """Whether a line with a date or a relative time has nothing that makes a sentence."""
    if len(text) > 100:
        return False
    if features[COLUMN["verb"]] or features[COLUMN["sentences"]]:
        return _PUBLISHED.match(text, _low(text))
    return not (features[COLUMN["final"]] and len(text) > 40)


def _low(text: str) -> str:
    """A text in lower case, "" if it isn't ASCII."""
    return text.lower() if text.isascii() else ""


def _credited(text: str, low: str) -> bool:
    return _CREDITED.match(text, low) or _CONTRIBUTED.match(text, low)


def _ends_in_credit(text: str, low: str) -> bool:
    signs = low or text.lower()
    return any(map(signs.__contains__, _CREDIT_SIGNS)) and _CREDIT_END.search(text, low)


_RULES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("byline", lambda text, low: bool(byline_of(text)) or _credited(text, low)),
    ("agency", lambda text, low: bool(agency_of(text))),
    ("related", _RELATED.match),
    ("caption", lambda text, low: _CAPTION.match(text, low) or _ends_in_credit(text, low)),
    ("prompt", _PROMPT.match),
)
